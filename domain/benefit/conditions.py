"""Whether there is a right toward the municipality at all, from the first day it could owe."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from domain.benefit.account import DayKind, Findings, Reason
from domain.benefit.computation import Computation
from domain.benefit.facts import SelfEmployed
from domain.benefit.spans import FOREVER, Cover, cover
from domain.rules.counted_days import PaidDays
from domain.rules.duration import may_begin
from domain.rules.employment_requirement import (
    Ground,
    met_otherwise,
    toward_municipality,
    toward_municipality_self_employed,
)
from domain.shared.law import Citation, Finding
from domain.shared.period import Period

REQUIREMENT = Citation("Sygedagpengeloven", "32", 1)
BUSINESS = Citation("Sygedagpengeloven", "42")
GROUNDS: Mapping[str, Ground] = {"unemployed": "unemployed", "flexjob": "flexjob"}
TOO_LITTLE_WORK = "employment-requirement-not-met"
LIMIT_USED = "limit-already-used"


def conditions(comp: Computation) -> tuple[tuple[Cover, ...], Findings]:
    """Covers of every claim when a condition fails; findings for those that hold."""
    required, begins = employment_requirement(comp), re_entry(comp)
    failed = (
        *refused(comp, required, Reason(TOO_LITTLE_WORK, required.citation)),
        *refused(comp, begins, Reason(LIMIT_USED, begins.citation)),
    )
    return failed, (required, begins)


def refused(comp: Computation, finding: Finding[bool], reason: Reason) -> tuple[Cover, ...]:
    if finding.output:
        return ()
    return cover(comp.first, FOREVER, DayKind.NOT_ENTITLED, (finding,), reason)


def employment_requirement(comp: Computation) -> Finding[bool]:
    """§ 32, stk. 1: hours for wage earners; the other kinds have a ground of their own."""
    facts, kind = comp.facts, comp.facts.citizen.kind
    if facts.self_employed is not None:
        return business_requirement(comp, facts.self_employed)
    if kind in {"unemployed", "flexjob"} or facts.other_ground is not None:
        return met_otherwise(facts.other_ground or GROUNDS[kind])
    if not facts.monthly_hours:
        comp.assume("monthly_hours")
        return Finding("counted_as_met", REQUIREMENT, {"fact": "monthly_hours"}, output=True)
    attached = [work.employed_since for work in facts.employments if work.employed_since]
    first_day, hours = facts.first_day_of_absence, hours_by_month(comp)
    return toward_municipality(comp.law, first_day, hours, min(attached, default=None))


def business_requirement(comp: Computation, own: SelfEmployed) -> Finding[bool]:
    """§ 42: six of the last twelve months; wage earning before counts for a newer business."""
    months, hours = own.business_months, own.hours_per_week
    first_day = comp.facts.first_day_of_absence
    if months is None or hours is None:
        return Finding("counted_as_met", BUSINESS, {"fact": "business_months"}, output=True)
    ran = frozenset(date.fromisoformat(f"{month}-01") for month in months)
    found = toward_municipality_self_employed(comp.law, first_day, ran, hours)
    if found.output or not comp.facts.monthly_hours:
        return found
    return toward_municipality(comp.law, first_day, hours_by_month(comp))


def hours_by_month(comp: Computation) -> Mapping[date, Decimal]:
    months = comp.facts.monthly_hours or ()
    return {date.fromisoformat(f"{one.month}-01"): one.hours for one in months}


def re_entry(comp: Computation) -> Finding[bool]:
    """§ 24 a: the limit may already be used by earlier benefit."""
    return may_begin(
        comp.law,
        comp.facts.first_day_of_absence,
        PaidDays(earlier_spans(comp)),
        life_threatening=comp.facts.life_threatening,
    )


def earlier_spans(comp: Computation) -> tuple[Period, ...]:
    """Earlier benefit as periods that ascend and do not overlap, all before this absence."""
    merged: list[Period] = []
    yesterday = date.fromordinal(comp.first - 1)
    for one in sorted(comp.facts.earlier_benefit, key=lambda spell: (spell.from_day, spell.to_day)):
        first, last = one.from_day, min(one.to_day, yesterday)
        if merged and merged[-1].last_day >= first:
            before = merged.pop()
            first, last = before.first_day, max(before.last_day, last)
        if first <= last:
            merged.append(Period(first, last))
    return tuple(merged)
