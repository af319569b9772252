"""The nightly run: each case that waits for its first decision is asked whether it can have it."""

from application.runs.office import Errand, Office, Summary, give_each
from domain.case.commands import GrantBenefit


async def nightly(office: Office, errand: Errand) -> Summary:
    """Decide new cases, once a day; a case that cannot be decided says why, and waits."""
    waiting = await office.candidates.under_clarification(errand.municipality)
    return await give_each(office, errand, ((each, GrantBenefit(by_rule=True)) for each in waiting))
