"""What an open task holds back; all that a case has to know of its tasks."""

from enum import StrEnum


class Blocks(StrEnum):
    NOTHING = "nothing"
    NOTIFICATION_LETTER = "notification_letter"
    PAYMENT = "payment"
    DECISION = "decision"  # and thereby payment


HOLD_BACK_PAYMENT = frozenset({Blocks.PAYMENT, Blocks.DECISION})
