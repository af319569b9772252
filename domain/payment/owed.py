"""What is owed and not ordered yet: the decided account against the payments there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from typing import NamedTuple, TypeAlias

from domain.payment.beside import NONE, Beside, beside, due_day
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


class Due(NamedTuple):
    """What the account says of one payee and week, and the days it is for."""

    payee: Payee
    monday: date
    amount: Money
    period: Period
    hours: Decimal = Decimal()
    active: bool = False  # in or after the week of a gradual return to work or an active offer


Known: TypeAlias = Mapping[PaymentId, KnownPayment]
Week: TypeAlias = tuple[date, Payee]
Before: TypeAlias = Sequence[tuple[PaymentId, PaymentOrdered]]  # of one week, and still counts


class Difference(NamedTuple):
    """What is owed of a week and was not ordered: `amount` and `carried`, more or less."""

    due: Due
    amount: Money
    carried: Beside
    before: Before


def orders(
    due: Iterable[Due], payments: Known, first_day: date, ask: OrderPayment
) -> Iterator[PaymentOrdered]:
    """Order the differences of all whole weeks that are asked for, oldest first."""
    due = tuple(due)
    paid = {one.monday for one in due}
    for found in reversed([*differences(due, payments, ask)]):
        of_benefit = 1 + sum(week < found.due.monday for week in paid)
        yield order(found, coding_of(found, first_day, of_benefit))


def differences(due: Iterable[Due], payments: Known, ask: OrderPayment) -> Iterator[Difference]:
    """Hold the whole weeks that are asked for against what was ordered of them, newest first."""
    wanted = {(one.monday, one.payee): one for one in due}
    before = ordered_before(payments)
    for week in sorted(wanted.keys() | before.keys(), reverse=True):
        if asked_for(*week, ask):
            one, had = wanted.get(week) or nothing_due(*week), before.get(week, ())
            amount = one.amount.oere - sum([order.amount.oere for _, order in had])
            now, said = beside(one.payee, one.monday, one.hours, one.amount), carried_by(had)
            if amount or now != said:
                yield Difference(one, Money(amount), now.less(said), had)


def nothing_due(monday: date, payee: Payee) -> Due:
    return Due(payee, monday, NOTHING, Period(monday, monday + A_WEEK))


def asked_for(monday: date, payee: Payee, ask: OrderPayment) -> bool:
    """Tell whether the week has ended, and whether the payment calendar has come to it."""
    if monday + A_WEEK > ask.until:
        return False
    return ask.due_by is None or due_day(payee, monday) <= ask.due_by


def coding_of(found: Difference, first_day: date, of_benefit: int) -> Coding:
    """Book a correction where what it corrects was."""
    if found.before:
        _, last = found.before[-1]
        return Coding(last.account_code, last.state_refund_percent)
    due = found.due
    return coded(due.payee, first_day, due.monday, of_benefit, active=due.active)


def order(found: Difference, coding: Coding) -> PaymentOrdered:
    """Order what is owed more or less than before, be it only ATP where just hours changed."""
    due, carried = found.due, found.carried
    last = found.before[-1][0] if found.before else None
    return PaymentOrdered(
        payee=due.payee,
        kind=kind_of(found.amount.oere - carried.atp_of_citizen.oere, last),
        monday=due.monday,
        period=due.period,
        amount=found.amount,
        account_total=due.amount,
        account_code=coding.account_code,
        state_refund_percent=coding.state_refund_percent,
        atp_of_citizen=carried.atp_of_citizen,
        atp_of_municipality=carried.atp_of_municipality,
        pension=carried.pension,
        due_on=due_day(due.payee, due.monday),
        corrects=last,
    )


def kind_of(net: int, corrected: PaymentId | None) -> PaymentKind:
    if net < 0:
        return PaymentKind.REPAYMENT_CLAIM
    return PaymentKind.BENEFIT if corrected is None else PaymentKind.ADJUSTMENT


def ordered_before(payments: Known) -> Mapping[Week, Before]:
    found: defaultdict[Week, list[tuple[PaymentId, PaymentOrdered]]] = defaultdict(list)
    for payment_id, payment in payments.items():
        if payment.stage not in VOID:
            one = payment.order
            found[one.monday, one.payee].append((payment_id, one))
    return found


def carried_by(ordered: Before) -> Beside:
    """Sum what went beside all that was ordered of a week."""
    found = [Beside(one.atp_of_citizen, one.atp_of_municipality, one.pension) for _, one in ordered]
    return reduce(Beside.more, found) if found else NONE
