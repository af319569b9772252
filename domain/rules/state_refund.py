"""State refund: the percent of the benefit that the state gives back to the municipality."""

from datetime import date
from enum import StrEnum

from domain.shared.dated import Dated, Law, beside
from domain.shared.law import Finding

WEEKS_1_4 = beside(__file__, "state_refund_weeks_1_4", int)
WEEKS_5_8 = beside(__file__, "state_refund_weeks_5_8", int)
WEEKS_9_26 = beside(__file__, "state_refund_weeks_9_26", int)
WEEKS_27_52 = beside(__file__, "state_refund_weeks_27_52", int)
WEEKS_53_ON = beside(__file__, "state_refund_weeks_53_on", int)
ACTIVE_WEEKS_9_52 = beside(__file__, "state_refund_active_weeks_9_52", int)
SHARE_OF_RECOURSE = beside(__file__, "state_share_of_recourse", int)

BANDS: tuple[tuple[int, Dated[int]], ...] = (
    (4, WEEKS_1_4),
    (8, WEEKS_5_8),
    (26, WEEKS_9_26),
    (52, WEEKS_27_52),
)
ACTIVE_BANDS = (WEEKS_9_26, WEEKS_27_52)


class WeekCounter(StrEnum):
    ABSENCE = "absence"  # from the week of the first day of absence on, paid or not
    BENEFIT = "benefit"  # the weeks of this absence with benefit
    ACROSS_BENEFITS = "across_benefits"


WEEK_COUNTER = beside(__file__, "state_refund_week_counter", WeekCounter)


def state_refund(  # noqa: PLR0913 what is counted, by three readings of the law
    law: Law,
    day: date,
    week: int,
    *,
    of_benefit: int | None = None,
    active: bool = False,
    earlier_weeks: int = 0,
) -> Finding[int]:
    """Sygedagpengeloven § 62: percent refunded for `day` in week `week` (from 1) of the absence.

    `of_benefit`: how many weeks of it have benefit up to that one, where not each of them has.
    `active`: from a gradual return to work or an active offer on, which counted until 2015.
    `earlier_weeks` on other benefits count where the week counter runs across them.
    """
    counter = law.value(WEEK_COUNTER, day)
    counted = week if of_benefit is None or counter is WeekCounter.ABSENCE else of_benefit
    counted += earlier_weeks if counter is WeekCounter.ACROSS_BENEFITS else 0
    band = next((band for last, band in BANDS if counted <= last), WEEKS_53_ON)
    found = law.on(band, day)
    if active and band in ACTIVE_BANDS:
        found = max(found, law.on(ACTIVE_WEEKS_9_52, day), key=lambda percent: percent.value)
    inputs = {"day": day, "week": counted, "active": active}
    return Finding("state_refund", found.citation, inputs, found.value, found)


def state_share_of_recourse(law: Law, day: date) -> Finding[int]:
    """Sygedagpengeloven § 78: percent of recourse income that goes to the state."""
    share = law.on(SHARE_OF_RECOURSE, day)
    return Finding("state_share_of_recourse", share.citation, {"day": day}, share.value, share)
