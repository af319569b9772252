"""Runs that decide: the night every new case, the evening those whose last task was solved."""

from collections.abc import Iterable

from application.runs.office import Errand, Office, Summary, give_each
from domain.case.commands import GrantBenefit
from domain.shared.envelope import CaseId


async def nightly(office: Office, errand: Errand) -> Summary:
    """Decide new cases, once a day; a case that cannot be decided says why, and waits."""
    return await decide(
        office, errand, await office.candidates.under_clarification(errand.municipality)
    )


async def evening(office: Office, errand: Errand) -> Summary:
    """Decide, the same evening, the cases whose last blocking task was solved today."""
    return await decide(
        office, errand, await office.candidates.unblocked(errand.municipality, errand.day)
    )


async def decide(office: Office, errand: Errand, waiting: Iterable[CaseId]) -> Summary:
    orders = ((each, GrantBenefit(by_rule=True)) for each in waiting)
    return await give_each(office, errand, orders)
