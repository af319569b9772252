"""Extensions: the grounds on which benefit goes on after the reassessment date, and how long."""

from datetime import date, timedelta
from enum import StrEnum

from domain.shared.dated import Dated, Law, beside
from domain.shared.errors import NotEntitled
from domain.shared.law import Citation, Finding
from domain.shared.period import Period

CODES = beside(__file__, "extension_codes", tuple[int, ...])
GROUND_2_WEEKS = beside(__file__, "extension_2_weeks", int)
GROUND_3_WEEKS = beside(__file__, "extension_3_weeks", int)
GOES_ON = beside(__file__, "payment_goes_on_until_decided", bool)
MAY_FOLLOW_A_GAP = beside(__file__, "extension_may_follow_a_gap", bool)


class StartsAt(StrEnum):
    REASSESSMENT_DATE = "reassessment_date"
    EXTENSION = "extension"


GROUND_2_STARTS_AT = beside(__file__, "extension_2_starts_at", StartsAt)

LIMITED: dict[int, Dated[int]] = {2: GROUND_2_WEEKS, 3: GROUND_3_WEEKS}
CLARIFYING_MEASURES = 2


def latest_end(
    law: Law, code: int, extended_from: date, reassessed_on: date, hospital_wait_days: int = 0
) -> Finding[date | None]:
    """Sygedagpengeloven § 27, stk. 1: the last day an extension can reach; none has no limit.

    `hospital_wait_days` of waiting for a public hospital are not included in ground 3.
    """
    codes = law.on(CODES, extended_from)
    citation = Citation("Sygedagpengeloven", "27", 1, code)
    if code not in codes.value:
        raise NotEntitled(f"the Act had no ground {code} of extension then", citation)
    inputs: dict[str, object] = {"code": code, "from": extended_from, "reassessed": reassessed_on}
    if code not in LIMITED:
        return Finding("latest_end", citation, inputs, None, codes)
    weeks = law.on(LIMITED[code], extended_from)
    last = _before_first_week(law, code, extended_from, reassessed_on)
    waited = 0 if code == CLARIFYING_MEASURES else hospital_wait_days
    last += timedelta(weeks=weeks.value, days=waited)
    return Finding("latest_end", citation, inputs | {"waited": waited}, last, weeks)


def follows_on(law: Law, extended_from: date, right_ended_on: date) -> Finding[bool]:
    """Sygedagpengeloven § 27, stk. 1: whether it takes up the right where that ended.

    Days between are paid by a technical extension; whether they may lie before it is a doubt.
    """
    may = law.on(MAY_FOLLOW_A_GAP, extended_from)
    inputs = {"from": extended_from, "right_ended_on": right_ended_on}
    in_turn = extended_from <= right_ended_on + timedelta(days=1)
    return Finding("extension_follows_on", may.citation, inputs, in_turn or may.value, may)


def technical_extension(
    law: Law, right_ended_on: date, decided_on: date | None
) -> Finding[Period | None]:
    """Sygedagpengeloven § 24 (Højesteret 10/9/2015): paid on until a valid decision is made.

    A technical extension without a decision is open: its last day is the last there is.
    """
    goes_on = law.on(GOES_ON, right_ended_on)
    inputs = {"right_ended_on": right_ended_on, "decided_on": decided_on}
    last_day = date.max if decided_on is None else decided_on
    paid_on = goes_on.value and last_day > right_ended_on
    period = Period(right_ended_on + timedelta(days=1), last_day) if paid_on else None
    return Finding("technical_extension", goes_on.citation, inputs, period, goes_on)


def earliest_end(law: Law, decided_on: date) -> Finding[date | None]:
    """Sygedagpengeloven § 24 (Højesteret 10/9/2015): an end at a limit does not reach back.

    Neither at the reassessment date nor where an extension ends; none where nothing goes on.
    """
    goes_on = law.on(GOES_ON, decided_on)
    day = decided_on if goes_on.value else None
    return Finding("earliest_end", goes_on.citation, {"decided_on": decided_on}, day, goes_on)


def _before_first_week(law: Law, code: int, extended_from: date, reassessed_on: date) -> date:
    if code == CLARIFYING_MEASURES:
        starts_at = law.value(GROUND_2_STARTS_AT, extended_from)
        if starts_at is StartsAt.EXTENSION:
            return extended_from - timedelta(days=1)
    return reassessed_on
