"""Compulsory pension: what the state pays beside the benefit, taken from nobody."""

from datetime import date
from decimal import Decimal

from domain.shared.dated import Law, beside
from domain.shared.law import Citation, Finding
from domain.shared.money import Money
from domain.shared.rounding import to_kroner

PERCENT = beside(__file__, "compulsory_pension_percent", Decimal)
TO_EMPLOYER = Citation("Sygedagpengeloven", "54 a")


def compulsory_pension(
    law: Law, day: date, benefit: Money, atp_of_citizen: Money
) -> Finding[Money]:
    """Sygedagpengeloven § 67: a percentage of one week's benefit less ATP, in whole kroner."""
    percent = law.on(PERCENT, day)
    base = Decimal(benefit.oere - atp_of_citizen.oere) / 100
    inputs = {"benefit": benefit, "atp_of_citizen": atp_of_citizen}
    pension = to_kroner(base * percent.value / 100)
    return Finding("compulsory_pension", percent.citation, inputs, pension, percent)


def supplement_to_refund(law: Law, day: date, refund: Money) -> Finding[Money]:
    """Sygedagpengeloven § 54 a: employers get the like on one week's refund, in whole kroner."""
    percent = law.on(PERCENT, day)
    supplement = to_kroner(Decimal(refund.oere) / 100 * percent.value / 100)
    return Finding("supplement_to_refund", TO_EMPLOYER, {"refund": refund}, supplement, percent)
