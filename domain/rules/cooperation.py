"""Lack of cooperation: the right lapses meanwhile, and comes back when that was soon enough."""

from datetime import date, timedelta

from domain.shared.dated import Law, beside
from domain.shared.law import Finding

RESUMES_WITHIN_WEEKS = beside(__file__, "cooperation_resumes_within_weeks", int)
LATER_IS_NEW_RIGHT = beside(__file__, "cooperation_later_gives_new_right_only", bool)
RIGHT_OF_REGRET_DAYS = beside(__file__, "right_of_regret_days", int)


def resumes_on(law: Law, lapsed_on: date, met_again_on: date | None) -> Finding[date | None]:
    """Sygedagpengeloven § 21: the day after the conditions are met again, within four weeks.

    `lapsed_on` is the first day without right, `met_again_on` the last; none: a new right is
    needed, or the conditions are not met yet.
    """
    weeks = law.on(RESUMES_WITHIN_WEEKS, lapsed_on)
    inputs = {"lapsed_on": lapsed_on, "met_again_on": met_again_on}
    if met_again_on is None:
        return Finding("resumes_on", weeks.citation, inputs, None, weeks)
    resumes = met_again_on + timedelta(days=1)
    if resumes <= lapsed_on + timedelta(weeks=weeks.value):
        return Finding("resumes_on", weeks.citation, inputs, resumes, weeks)
    gone = law.on(LATER_IS_NEW_RIGHT, lapsed_on)
    return Finding("resumes_on", gone.citation, inputs, None if gone.value else resumes, gone)


def resumes_by_regret(
    law: Law, lapsed_on: date, met_again_on: date | None, *, spent: bool
) -> Finding[date | None]:
    """Sygedagpengeloven § 21: by the one second chance; used too late or again, as otherwise."""
    until = right_of_regret_until(law, lapsed_on - timedelta(days=1))
    if met_again_on is None or spent or met_again_on > until.output:
        return resumes_on(law, lapsed_on, met_again_on)
    inputs = {"lapsed_on": lapsed_on, "used_on": met_again_on, "until": until.output}
    resumes = met_again_on + timedelta(days=1)
    return Finding("resumes_by_regret", until.citation, inputs, resumes, until.parameter)


def right_of_regret_until(law: Law, deadline: date) -> Finding[date]:
    """Sygedagpengeloven § 21: the last day of the one second chance (no text found)."""
    days = law.on(RIGHT_OF_REGRET_DAYS, deadline)
    until = deadline + timedelta(days=days.value)
    return Finding("right_of_regret_until", days.citation, {"deadline": deadline}, until, days)
