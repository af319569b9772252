"""Voluntary insurance of self-employed: its yearly premium and when it begins to help."""

from datetime import date
from typing import Literal

from domain.shared.dated import Dated, Law, beside
from domain.shared.law import Finding
from domain.shared.money import Money
from domain.shared.months import add_months

WAITING_MONTHS = beside(__file__, "insurance_waiting_months", int)
TWO_THIRDS_THIRD_DAY = beside(__file__, "insurance_premium_two_thirds_third_day", Money)
FULL_THIRD_DAY = beside(__file__, "insurance_premium_full_third_day", Money)
TWO_THIRDS_FIRST_DAY = beside(__file__, "insurance_premium_two_thirds_first_day", Money)
FULL_FIRST_DAY = beside(__file__, "insurance_premium_full_first_day", Money)

Coverage = Literal["2/3", "1/1"]
Insured = Literal["third_day", "first_day"]
PREMIUMS: dict[tuple[Coverage, Insured], Dated[Money]] = {
    ("2/3", "third_day"): TWO_THIRDS_THIRD_DAY,
    ("1/1", "third_day"): FULL_THIRD_DAY,
    ("2/3", "first_day"): TWO_THIRDS_FIRST_DAY,
    ("1/1", "first_day"): FULL_FIRST_DAY,
}


def helps_from(law: Law, insured_since: date, *, accident: bool = False) -> Finding[date]:
    """Sygedagpengeloven § 45: six months after it was taken out, after an accident at once."""
    months = law.on(WAITING_MONTHS, insured_since)
    day = insured_since if accident else add_months(insured_since, months.value)
    inputs = {"insured_since": insured_since, "accident": accident}
    return Finding("insurance_helps_from", months.citation, inputs, day, months)


def premium(law: Law, day: date, coverage: Coverage, insurance: Insured) -> Finding[Money]:
    """Sygedagpengeloven § 45, stk. 4: kroner for the tariff year that holds `day`."""
    kroner = law.on(PREMIUMS[coverage, insurance], day)
    inputs = {"day": day, "coverage": coverage, "insurance": insurance}
    return Finding("insurance_premium", kroner.citation, inputs, kroner.value, kroner)
