"""What is owed and not ordered yet: the decided account against the payments there are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.payment.coding import coded
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


@dataclass(frozen=True, slots=True)
class Ordered:
    """What was ordered of one payee and week before, and still counts."""

    amount: Money = NOTHING
    last: PaymentId | None = None


Known = Mapping[PaymentId, KnownPayment]


def orders(
    due: Iterable[Due], payments: Known, first_day: date, until: date
) -> Iterator[PaymentOrdered]:
    """Order the differences of all whole weeks that ended by `until`, oldest first."""
    wanted = {(one.monday, one.payee): one for one in due if one.monday + A_WEEK <= until}
    before = ordered_before(payments)
    for monday, payee in sorted({*wanted, *(week for week in before if week[0] + A_WEEK <= until)}):
        nothing = Due(payee, monday, NOTHING, Period(monday, monday + A_WEEK))
        one = wanted.get((monday, payee), nothing)
        had = before.get((monday, payee), Ordered())
        if one.amount != had.amount:
            yield order(one, had, first_day)


def order(due: Due, had: Ordered, first_day: date) -> PaymentOrdered:
    amount = Money(due.amount.oere - had.amount.oere)
    coding = coded(due.payee, first_day, due.monday)
    return PaymentOrdered(
        payee=due.payee,
        kind=kind_of(amount, had),
        monday=due.monday,
        period=due.period,
        amount=amount,
        account_total=due.amount,
        account_code=coding.account_code,
        state_refund_percent=coding.state_refund_percent,
        corrects=had.last,
    )


def kind_of(amount: Money, had: Ordered) -> PaymentKind:
    if amount.oere < 0:
        return PaymentKind.REPAYMENT_CLAIM
    return PaymentKind.BENEFIT if had.last is None else PaymentKind.ADJUSTMENT


def ordered_before(payments: Known) -> dict[tuple[date, Payee], Ordered]:
    found: dict[tuple[date, Payee], Ordered] = {}
    for payment_id, payment in payments.items():
        if payment.stage not in VOID:
            week = payment.order.monday, payment.order.payee
            had = found.get(week, Ordered())
            found[week] = Ordered(had.amount + payment.order.amount, payment_id)
    return found
