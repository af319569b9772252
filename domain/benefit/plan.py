"""All that is known of a case before its days: claims with what covers them, hours, duration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.benefit.account import Duration
from domain.benefit.claim import Claim
from domain.benefit.computation import Computation
from domain.benefit.conditions import conditions
from domain.benefit.counting import Counted, paid_days
from domain.benefit.employments import employment_claims
from domain.benefit.endings import endings, pensioner_from
from domain.benefit.facts import Facts
from domain.benefit.few_hours import judged_hours
from domain.benefit.horizon import planned_until
from domain.benefit.hours import Hours, working_time
from domain.benefit.own_claims import own_claims
from domain.benefit.pauses import pauses
from domain.benefit.pregnancy import pregnancy
from domain.benefit.prolonging import prolonging
from domain.benefit.schedule import monday_of
from domain.benefit.spans import FOREVER, Cover, Note, ordered, ordinal
from domain.rules.counted_days import PaidDays, not_counted_at_start
from domain.rules.duration import Used, reassessment_date, used
from domain.shared.dated import Law
from domain.shared.law import Finding


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is known before the days: claims with their covers, hours by Monday, duration."""

    claims: tuple[Claim, ...]
    hours: Mapping[int, Sequence[Hours]]
    counted: Counted
    reassessed: Finding[date | None]
    technical: tuple[tuple[int, int], ...]
    notes: tuple[Note, ...]


def planned(comp: Computation) -> Plan:
    claims = (*own_claims(comp), *employment_claims(comp))
    hours = hours_by_week(comp, claims)
    failed, held = conditions(comp)
    few, enough = judged_hours(comp, claims, hours)
    claims = with_covers(claims, (*failed, *few, *pauses(comp), *endings(comp)))
    begins = first_counted(comp.facts, comp.law)
    expecting = pregnancy(comp)
    counted = Counted(begins, expecting.never)
    reassessed = reassessment(comp, claims, counted)
    after = prolonging(comp, reassessed)
    notes = (Note(comp.first, FOREVER, held), *enough, *expecting.notes, *after.notes)
    claims = with_covers(claims, after.covers)
    return Plan(claims, hours, counted, reassessed, after.technical, notes)


def first_counted(facts: Facts, law: Law) -> int:
    start = not_counted_at_start(law, facts.first_day_of_absence, facts.citizen.kind).output
    return start.last_day.toordinal() + 1 if start else facts.first_day_of_absence.toordinal()


def foreseen(facts: Facts, law: Law) -> date | None:
    """Give the reassessment date of an absence in which every day counts from the first that may.

    Most have it; what their claims come to is not asked.
    """
    law, paid = law.afresh(), date.fromordinal(first_counted(facts, law))
    return reassessment_date(law, facts.first_day_of_absence, PaidDays((), paid)).output


def hours_by_week(comp: Computation, claims: Sequence[Claim]) -> dict[int, list[Hours]]:
    """Look as far as the account does; a resumption that goes on longer, as far as the plan."""
    resumptions = comp.facts.partial_resumptions
    time = working_time(comp.law, claims, resumptions)
    planned = max((ordinal(one.to_day) for one in resumptions), default=0)
    if planned > comp.last:
        planned = min(planned, planned_until(comp))
    mondays = range(monday_of(comp.first), max(comp.last, planned) + 1, 7)
    if not resumptions and all(len(claim.schedule.weeks) == 1 for claim in claims):
        return dict.fromkeys(mondays, time.week(mondays.start))
    return {monday: time.week(monday) for monday in mondays}


def with_covers(claims: Sequence[Claim], more: tuple[Cover, ...]) -> tuple[Claim, ...]:
    return tuple(covered(claim, more) for claim in claims)


def covered(claim: Claim, more: tuple[Cover, ...]) -> Claim:
    beside = claim.beside and covered(claim.beside, more)
    return claim._replace(covers=ordered((*claim.covers, *more)), beside=beside)


def reassessment(comp: Computation, claims: Sequence[Claim], days: Counted) -> Finding[date | None]:
    """Plan as if the absence went on: the day does not depend on where the account ends."""
    paid = paid_days(comp, claims, days, as_if_going_on=True)
    first_day, pensioner = comp.facts.first_day_of_absence, pensioner_from(comp)
    return reassessment_date(comp.law, first_day, paid, pensioner)


def duration(comp: Computation, plan: Plan) -> Duration:
    found = used_by(comp, plan)
    return Duration(found.counted_days, found.weeks)


def used_by(comp: Computation, plan: Plan) -> Used:
    """Count what is used of the time at the end of the account's last day."""
    paid = paid_days(comp, plan.claims, plan.counted, as_if_going_on=False)
    first_day, until = comp.facts.first_day_of_absence, date.fromordinal(comp.last)
    return used(comp.law, first_day, until, paid, pensioner_from(comp)).output
