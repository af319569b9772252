"""Pension: an awarded pension ends benefit, a received one shortens its duration (see duration)."""

from datetime import date, timedelta
from typing import Literal

from domain.shared.dated import Law, beside
from domain.shared.law import Finding

ENDS_BENEFIT = beside(__file__, "pension_ends_benefit", tuple[str, ...])
DECISION_DAY_IS_LAST = beside(__file__, "pension_retroactive_last_day_is_decision_day", bool)

PensionKind = Literal["disability", "senior", "state", "early", "disability_conditions"]


def last_day_before_pension(
    law: Law, kind: PensionKind, pension_from: date, decided_on: date
) -> Finding[date | None]:
    """Sygedagpengeloven § 25, stk. 2: the month before the first pension month is the last.

    A retroactive award ends benefit the day after the decision, never before pension is payable.
    None: this pension ends nothing.
    """
    ending = law.on(ENDS_BENEFIT, pension_from)
    inputs = {"kind": kind, "pension_from": pension_from, "decided_on": decided_on}
    if kind not in ending.value:
        return Finding("last_day_before_pension", ending.citation, inputs, None, ending)
    ordinary = pension_from.replace(day=1) - timedelta(days=1)
    if decided_on <= ordinary:
        return Finding("last_day_before_pension", ending.citation, inputs, ordinary, ending)
    is_last = law.on(DECISION_DAY_IS_LAST, decided_on)
    last_day = decided_on if is_last.value else decided_on + timedelta(days=1)
    return Finding("last_day_before_pension", ending.citation, inputs, last_day, is_last)
