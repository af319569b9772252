"""Insurance of small private employers: the yearly wages up to which it is open to them."""

from datetime import date
from decimal import Decimal

from domain.rules.rates import weekly_cap
from domain.shared.dated import Dated, Law, beside
from domain.shared.law import Finding
from domain.shared.money import Money

ENTRY_WEEKS = beside(__file__, "small_employer_entry_weeks", int)
EXCLUSION_WEEKS = beside(__file__, "small_employer_exclusion_weeks", int)
PREMIUM_PERCENT = beside(__file__, "small_employer_premium_percent", Decimal)


def entry_limit(law: Law, day: date) -> Finding[Money]:
    """Sygedagpengeloven § 55: the yearly wages up to which an employer may insure itself."""
    return _limit(law, "entry_limit", ENTRY_WEEKS, day)


def exclusion_limit(law: Law, day: date) -> Finding[Money]:
    """Sygedagpengeloven § 55: the yearly wages above which the insurance ends."""
    return _limit(law, "exclusion_limit", EXCLUSION_WEEKS, day)


def _limit(law: Law, rule: str, weeks: Dated[int], day: date) -> Finding[Money]:
    number, week = law.on(weeks, day), weekly_cap(law, day).output
    inputs = {"weeks": number.value, "weekly_cap": week}
    return Finding(rule, number.citation, inputs, Money(week.oere * number.value), number)
