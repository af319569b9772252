"""Moves: which municipality pays the days around a move."""

from datetime import date, timedelta
from enum import StrEnum

from domain.shared.dated import Law, beside
from domain.shared.law import Finding

SUNDAY = 6


class MovePays(StrEnum):
    RESIDENCE_ON_PAYMENT_DAY = "residence_on_payment_day"
    UNTIL_SUNDAY_OF_MOVE = "until_sunday_of_move"


MOVE_PAYS = beside(__file__, "move_pays", MovePays)


def leaving_municipality_pays_until(
    law: Law, payment_day: date, moved_on: date
) -> Finding[date | None]:
    """P 51-22: the municipality of residence on the payment day pays the whole period.

    None: the leaving municipality pays none of it. Before December 2022 it paid to the Sunday
    of the week of the move. `moved_on` is the first day in the receiving municipality.
    """
    practice = law.on(MOVE_PAYS, payment_day)
    inputs = {"payment_day": payment_day, "moved_on": moved_on}
    sunday = moved_on + timedelta(days=SUNDAY - moved_on.weekday())
    split = practice.value is MovePays.UNTIL_SUNDAY_OF_MOVE or payment_day < moved_on
    until = sunday if split else None
    return Finding("leaving_municipality_pays", practice.citation, inputs, until, practice)
