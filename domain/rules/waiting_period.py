"""The waiting period: first days for which the municipality owes nobody anything."""

from datetime import date

from domain.shared.citizen_kind import Insurance, Unemployment
from domain.shared.dated import Law, beside
from domain.shared.law import Citation, Finding
from domain.shared.period import Period, first_days

SELF_EMPLOYED = beside(__file__, "waiting_days_self_employed", int)
INSURED_THIRD_DAY = beside(__file__, "waiting_days_insured_third_day", int)
FUND = beside(__file__, "fund_days", int)

INSURED_FIRST_DAY = Citation("Sygedagpengeloven", "45", 1)
SECTION_58A = Citation("Sygedagpengeloven", "58 a")


def waiting_period(
    law: Law, first_day: date, insurance: Insurance, *, section_58a: bool = False
) -> Finding[Period | None]:
    """Sygedagpengeloven §§ 41, 45, stk. 1, and 58 a: a self-employed citizen's first days."""
    inputs = {"first_day": first_day, "insurance": insurance, "section_58a": section_58a}
    if section_58a or insurance == "first_day":
        citation = SECTION_58A if section_58a else INSURED_FIRST_DAY
        return Finding("waiting_period", citation, inputs, None)
    days = law.on(SELF_EMPLOYED if insurance == "none" else INSURED_THIRD_DAY, first_day)
    return Finding("waiting_period", days.citation, inputs, first_days(first_day, days.value), days)


def fund_period(law: Law, first_day: date, unemployment: Unemployment) -> Finding[Period | None]:
    """Lov om arbejdsløshedsforsikring § 62, stk. 3: the fund pays the fully unemployed first."""
    inputs = {"first_day": first_day, "unemployment": unemployment}
    if unemployment == "partial":
        return Finding("fund_period", FUND.citation, inputs, None)
    days = law.on(FUND, first_day)
    return Finding("fund_period", days.citation, inputs, first_days(first_day, days.value), days)
