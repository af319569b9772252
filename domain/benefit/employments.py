"""Claims of employments: the employer period, who is paid, and from which day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.benefit.absence import Absence, absence_from
from domain.benefit.account import DayKind, Findings, Reason
from domain.benefit.claim import Claim
from domain.benefit.computation import Computation, changes
from domain.benefit.conditions import TOO_LITTLE_WORK
from domain.benefit.facts_of_work import Employment
from domain.benefit.lateness import Lateness, late_application, late_refund
from domain.benefit.pay import hours_and_wage
from domain.benefit.price import (
    Pricing,
    flexjob_price,
    price_beside,
    refunded_price,
    wage_price,
)
from domain.benefit.spans import FOREVER, Cover, cover, gaps, stretches
from domain.benefit.terms import employment_terms
from domain.rules.employer_period import (
    COVID_REFUND,
    EmployerPays,
    covid_refund,
    employer_pays_alone,
    paid_in_advance,
)
from domain.rules.employment_requirement import (
    employed_on,
    toward_employer,
    toward_employer_again,
)
from domain.rules.wages import EMPLOYER_PAID
from domain.shared.law import Citation, Finding
from domain.shared.period import Period

Span = tuple[int, int]
AT_WORK = Citation("Sygedagpengeloven", "7", 1)


def employment_claims(comp: Computation) -> tuple[Claim, ...]:
    """One refund claim for each employment, in the order of CVR numbers."""
    works = sorted(comp.facts.employments, key=lambda work: work.cvr)
    return tuple(employment_claim(comp, work) for work in works)


def employment_claim(comp: Computation, work: Employment) -> Claim:
    absence, working = absence_from(comp, work), hours_and_wage(comp, work)
    pricing = pricing_of(comp, working.wage)
    alone = paid_by_employer_alone(comp, absence)
    owed_from = alone.last + 1
    refund = late_refund(comp, absence, owed_from)
    applied = late_application(comp, absence, owed_from)
    claim = Claim(
        cvr=work.cvr,
        first=absence.first,
        last=absence.last,
        schedule=working.schedule,
        pricing=pricing,
        covers=(*outside(comp, absence), *alone.covers, *refund.covers, *applied.covers),
        findings=(*working.findings, *alone.findings, *refund.findings, *applied.findings),
        terms=employment_terms(comp, absence, owed_from),
        employer_until=absence.wage_until,
        employer_period=alone.period,
        rota=len(set(work.weeks)) > 1,
    )
    if work.hourly_wage_paid is None or not absence.wage_until:
        return claim
    below = beside_wage(claim, refund, work.hourly_wage_paid)
    refunding = refunded_price(pricing, work.hourly_wage_paid)
    return claim._replace(refunding=refunding, beside=below)


def beside_wage(claim: Claim, refund: Lateness, paid: Decimal) -> Claim:
    """§ 50, stk. 4: the citizen's own, while the employer pays less than the benefit.

    What the employer loses by being late is lost to him alone.
    """
    stops = Finding("wages_stopped", EMPLOYER_PAID, {"cvr": claim.cvr}, output=True)
    first, kind = claim.employer_until + 1, DayKind.NOT_ENTITLED
    after = cover(first, FOREVER, kind, (stops,))
    return claim._replace(
        pricing=price_beside(claim.pricing, paid),
        covers=(*[one for one in claim.covers if one not in refund.covers], *after),
        findings=tuple([one for one in claim.findings if one not in refund.findings]),
        employer_until=0,
        is_beside=True,
    )


def outside(comp: Computation, absence: Absence) -> tuple[Cover, ...]:
    """Before the first and after the last day of absence from this employment: at work, if any."""
    inputs = {"cvr": absence.work.cvr, "first_day_of_absence": absence.first_day}
    at_work = Finding("at_work_in_this_employment", AT_WORK, inputs, output=True)
    return (
        Cover(0, absence.first - 1, DayKind.NOT_ENTITLED, (at_work,), at_work=True),
        *cover(absence.last + 1, FOREVER, DayKind.AFTER_END, (at_work,)),
        *not_employed(comp, absence),
    )


def not_employed(comp: Computation, absence: Absence) -> tuple[Cover, ...]:
    """Owe nothing for work that had not begun or was over, unless the right has another ground."""
    work = absence.work
    if comp.facts.other_ground is not None:
        return ()
    found = employed_on(absence.first_day, work.employed_since, work.employed_until)
    if found.output:
        return ()
    reason = Reason(TOO_LITTLE_WORK, found.citation)
    return cover(absence.first, FOREVER, DayKind.NOT_ENTITLED, (found,), reason)


def pricing_of(comp: Computation, wage: Decimal) -> Pricing:
    if comp.facts.citizen.kind == "flexjob":
        return flexjob_price(wage, comp.facts.flexjob_granted_on)
    return wage_price(wage)


@dataclass(frozen=True, slots=True)
class Alone:
    """The days an employer pays alone, if there are any; `last` is the last he does pay."""

    period: tuple[int, int] | None
    last: int
    covers: tuple[Cover, ...]
    findings: Findings


def paid_by_employer_alone(comp: Computation, absence: Absence) -> Alone:
    """§ 30; none in a flexjob, under § 56, or for who was employed too shortly; § 55: one day."""
    work, flexjob = absence.work, comp.facts.citizen.kind == "flexjob"
    asked = not flexjob and not absence.section_56
    required = (required_by_employer(comp, absence),) if asked else ()
    agreed = (absence.agreement,) if absence.agreement else ()
    known = EmployerPays(
        requirement_met=all(one.output for one in required),
        flexjob=flexjob,
        section_56=absence.section_56,
        insured_section_55=work.insured_section_55,
        employed_until=work.employed_until,
    )
    found = employer_pays_alone(comp.law, absence.first_day, known)
    findings: Findings = (*agreed, *required, found)
    if found.output is None:
        return Alone(None, absence.first - 1, (), findings)
    last = found.output.last_day.toordinal()
    if work.cvr in comp.facts.paid_in_advance:
        refused = paid_in_advance(comp.law, absence.first_day)
        if refused.output:
            period = absence.first, last
            return Alone(period, absence.first - 1, (), (*findings, refused))
    refunded = isolated(comp, absence.first, last)
    spans = gaps([span for span, _ in refunded], absence.first, last)
    covers = tuple(Cover(*span, DayKind.EMPLOYER_PERIOD, findings) for span in spans)
    return Alone((absence.first, last), last, covers, (*findings, *(one for _, one in refunded)))


def isolated(comp: Computation, first: int, last: int) -> list[tuple[Span, Finding[bool]]]:
    """§ 53 b: days of isolation inside the employer period that are refunded all the same."""
    bounds = changes(comp.law, (COVID_REFUND,))
    spells = [(one.from_day.toordinal(), one.to_day.toordinal()) for one in comp.facts.isolations]
    spans = [
        (span, covid_refund(comp.law, date.fromordinal(span[0])))
        for start, end in sorted(set(spells))
        if max(start, first) <= min(end, last)
        for span in stretches(bounds, max(start, first), min(end, last))
    ]
    return [(span, found) for span, found in spans if found.output]


def required_by_employer(comp: Computation, absence: Absence) -> Finding[bool]:
    """§ 30, stk. 2; what is not known is counted as met."""
    work = absence.work
    for fact in ("employed_since", "hours_last_8_weeks"):
        if getattr(work, fact) is None:
            comp.assume(fact)
    hours = work.hours_last_8_weeks
    if work.worked_here_before and hours is not None:
        return toward_employer_again(comp.law, absence.first_day, hours, at_work=True)
    return toward_employer(
        comp.law, absence.first_day, work.employed_since, work.hours_last_8_weeks
    )


def widest(periods: Iterable[tuple[int, int] | None]) -> Period | None:
    """Put the employer periods of all employments together."""
    known = [one for one in periods if one is not None]
    if not known:
        return None
    first, last = min(one[0] for one in known), max(one[1] for one in known)
    return Period(date.fromordinal(first), date.fromordinal(last))
