"""What goes beside a week's benefit: ATP, compulsory pension, and the day it is to be paid."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from domain.payment.coding import CITIZEN
from domain.rules.atp import atp
from domain.rules.compulsory_pension import compulsory_pension, supplement_to_refund
from domain.rules.payment_calendar import citizen_payment_of, employer_payment_of
from domain.shared.dated import Law
from domain.shared.errors import NoLawInForce
from domain.shared.money import Money
from domain.shared.values import Payee

NOTHING = Money(0)
LAW = Law()


class Beside(NamedTuple):
    """The citizen's share of ATP comes off the benefit; the others are paid on top of it."""

    atp_of_citizen: Money = NOTHING
    atp_of_municipality: Money = NOTHING
    pension: Money = NOTHING

    def less(self, before: "Beside") -> "Beside":
        return Beside(
            Money(self.atp_of_citizen.oere - before.atp_of_citizen.oere),
            Money(self.atp_of_municipality.oere - before.atp_of_municipality.oere),
            Money(self.pension.oere - before.pension.oere),
        )

    def more(self, other: "Beside") -> "Beside":
        return Beside(
            self.atp_of_citizen + other.atp_of_citizen,
            self.atp_of_municipality + other.atp_of_municipality,
            self.pension + other.pension,
        )


NONE = Beside()


def beside(payee: Payee, monday: date, hours: Decimal, amount: Money) -> Beside:
    """Give what one whole week of a payee carries: the unit that is rounded to kroner.

    Sygedagpengeloven §§ 65, 67 and 54 a; no ATP where no rate is known (before 2016).
    """
    if not amount.oere:
        return NONE
    if payee != CITIZEN:
        return Beside(pension=supplement_to_refund(LAW, monday, amount).output)
    try:
        citizen, municipality = shares(monday, hours)
    except NoLawInForce:
        citizen = municipality = NOTHING
    return Beside(citizen, municipality, compulsory_pension(LAW, monday, amount, citizen).output)


def shares(monday: date, hours: Decimal) -> tuple[Money, Money]:
    found = atp(LAW, monday, hours).output
    return found.citizen, found.municipality


def due_day(payee: Payee, monday: date) -> date:
    """Betalingskalender: citizens on the last Thursday of the month, employers each week."""
    return citizens_paid_on(monday) if payee == CITIZEN else employers_paid_on(monday)


@cache  # of a Monday: every payment of every week asks for its own
def citizens_paid_on(monday: date) -> date:
    return citizen_payment_of(LAW, monday).output.on


@cache
def employers_paid_on(monday: date) -> date:
    return employer_payment_of(LAW, monday).output.on
