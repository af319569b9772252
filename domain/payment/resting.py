"""What a payment's booking, ATP, pension and day rest on, of the law that nobody has confirmed."""

from datetime import date
from decimal import Decimal

from domain.payment.coding import CITIZEN, coded
from domain.payment.events import PaymentOrdered
from domain.rules.atp import atp, rounded_per
from domain.rules.compulsory_pension import compulsory_pension, supplement_to_refund
from domain.rules.payment_calendar import citizen_payment_of, employer_payment_of
from domain.shared.dated import Law
from domain.shared.money import Money

AN_HOUR, NOTHING = Decimal(1), Money(0)


def unconfirmed(one: PaymentOrdered, first_day: date) -> tuple[str, ...]:
    """Name the parameters, sorted; the account's own stand with the account.

    Weeks of state refund are those of the absence: where they are others, each band is confirmed.
    """
    law = Law()
    coded(one.payee, first_day, one.monday, law=law)
    read = citizen_payment_of if one.payee == CITIZEN else employer_payment_of
    read(law, one.monday)
    if one.atp_of_municipality != NOTHING:
        rounded_per(law, one.monday)
        atp(law, one.monday, AN_HOUR)
    if one.pension != NOTHING:
        pension_of(law, one)
    return tuple(sorted(law.unconfirmed))


def pension_of(law: Law, one: PaymentOrdered) -> None:
    if one.payee == CITIZEN:
        compulsory_pension(law, one.monday, one.account_total, one.atp_of_citizen)
    else:
        supplement_to_refund(law, one.monday, one.account_total)
