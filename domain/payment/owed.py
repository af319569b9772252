"""What is owed and not ordered yet: the decided account against the payments there are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from domain.payment.beside import Beside, beside, due_day
from domain.payment.coding import Coding, coded
from domain.payment.commands import OrderPayment
from domain.payment.events import PaymentKind, PaymentOrdered
from domain.payment.states import VOID, KnownPayment
from domain.shared.envelope import PaymentId
from domain.shared.money import Money
from domain.shared.period import Period
from domain.shared.values import Payee

A_WEEK = timedelta(days=6)  # from its Monday to its Sunday
NOTHING = Money(0)


@dataclass(frozen=True, slots=True)
class Due:
    """What the account says of one payee and week, and the days it is for."""

    payee: Payee
    monday: date
    amount: Money
    period: Period
    hours: Decimal = Decimal()
    active: bool = False  # in or after the week of a gradual return to work or an active offer


@dataclass(frozen=True, slots=True)
class Ordered:
    """What was ordered of one payee and week before, and still counts."""

    amount: Money = NOTHING
    beside: Beside = Beside()  # noqa: RUF009 a tuple of values, never changed
    last: PaymentId | None = None
    coding: Coding | None = None


Known = Mapping[PaymentId, KnownPayment]


def orders(
    due: Iterable[Due], payments: Known, first_day: date, ask: OrderPayment
) -> Iterator[PaymentOrdered]:
    """Order the differences of all whole weeks that are asked for, oldest first."""
    wanted = {(one.monday, one.payee): one for one in due}
    before = ordered_before(payments)
    paid = {monday for monday, _ in wanted}
    for monday, payee in sorted(wanted.keys() | before.keys()):
        if not asked_for(monday, payee, ask):
            continue
        nothing = Due(payee, monday, NOTHING, Period(monday, monday + A_WEEK))
        one = wanted.get((monday, payee), nothing)
        had = before.get((monday, payee), Ordered())
        carried = beside(payee, monday, one.hours, one.amount).less(had.beside)
        if one.amount != had.amount or carried != Beside():
            of_benefit = 1 + sum(week < monday for week in paid)
            booked = had.coding or coded(payee, first_day, monday, of_benefit, active=one.active)
            yield order(one, had, carried, booked)


def asked_for(monday: date, payee: Payee, ask: OrderPayment) -> bool:
    """Tell whether the week has ended, and whether the payment calendar has come to it."""
    if monday + A_WEEK > ask.until:
        return False
    return ask.due_by is None or due_day(payee, monday) <= ask.due_by


def order(due: Due, had: Ordered, carried: Beside, coding: Coding) -> PaymentOrdered:
    """Order what is owed more or less than before, be it only ATP where just hours changed.

    A correction is booked where what it corrects was.
    """
    amount = Money(due.amount.oere - had.amount.oere)
    return PaymentOrdered(
        payee=due.payee,
        kind=kind_of(amount.oere - carried.atp_of_citizen.oere, had),
        monday=due.monday,
        period=due.period,
        amount=amount,
        account_total=due.amount,
        account_code=coding.account_code,
        state_refund_percent=coding.state_refund_percent,
        atp_of_citizen=carried.atp_of_citizen,
        atp_of_municipality=carried.atp_of_municipality,
        pension=carried.pension,
        due_on=due_day(due.payee, due.monday),
        corrects=had.last,
    )


def kind_of(net: int, had: Ordered) -> PaymentKind:
    if net < 0:
        return PaymentKind.REPAYMENT_CLAIM
    return PaymentKind.BENEFIT if had.last is None else PaymentKind.ADJUSTMENT


def ordered_before(payments: Known) -> dict[tuple[date, Payee], Ordered]:
    found: dict[tuple[date, Payee], Ordered] = {}
    for payment_id, payment in payments.items():
        if payment.stage not in VOID:
            one = payment.order
            had = found.get((one.monday, one.payee), Ordered())
            carried = Beside(one.atp_of_citizen, one.atp_of_municipality, one.pension)
            coding = Coding(one.account_code, one.state_refund_percent)
            found[one.monday, one.payee] = Ordered(
                had.amount + one.amount, had.beside.more(carried), payment_id, coding
            )
    return found
