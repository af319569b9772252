"""How a task can be solved."""

from enum import StrEnum


class Outcome(StrEnum):
    DONE = "done"
    APPROVED = "approved"
    NOT_APPROVED = "not_approved"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
