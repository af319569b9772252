"""A payment in plain Danish, line by line, so that what is sent can be computed again."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from domain.benefit.danish import day_text, kroner, payee_text
from domain.payment.covering import Known, kept, lapsed, of_one_week
from domain.payment.states import VOID, KnownPayment
from domain.shared.envelope import PaymentId
from domain.shared.money import Amount, Money

NOTHING = Money(0)


def explained(payment_id: PaymentId, payments: Known) -> tuple[str, ...]:
    """Explain what is sent of a payment, or what is still to come back of a claim."""
    payment = payments[payment_id]
    rest = claim_lines(payment_id, payments) if payment.is_claim else net_lines(payment, payments)
    return (*gross_lines(payment), *rest, *booked_lines(payment))


def gross_lines(payment: KnownPayment) -> Iterator[str]:
    """Say what the week is in all, and what of it was ordered before."""
    one = payment.order
    total, before = one.account_total, Money(one.account_total.oere - one.amount.oere)
    yield f"{week_text(one.monday)}: {kroner(total)} til {payee_text(one.payee)}."
    if one.corrects is not None:
        yield f"Bestilt før for samme uge, forskel: {summed(total, less(before))}"


def net_lines(payment: KnownPayment, payments: Known) -> Iterator[str]:
    """Say what comes off before it is sent: ATP, and what is kept for claims."""
    one, off = payment.order, [Money(-oere) for _, oere in payment.offsets]
    if one.atp_of_citizen != NOTHING:
        yield f"Borgerens andel af ATP: {kroner(one.atp_of_citizen)} (§ 65)."
    for claim_id, oere in payment.offsets:
        yield offset_line(payment, payments[claim_id], Money(oere))
    yield f"Til udbetaling: {summed(one.amount, less(one.atp_of_citizen), *off)}"


def offset_line(payment: KnownPayment, claim: KnownPayment, kept: Money) -> str:
    if of_one_week(payment, claim):
        return f"Fratrukket, da det er krævet tilbage for samme uge: {kroner(kept)}"
    week = week_text(claim.order.monday).lower()
    limit = "højst kommunens grænse for modregning"
    return f"Modregnet for meget udbetalt i {week}: {kroner(kept)} ({limit})."


def claim_lines(claim_id: PaymentId, payments: Known) -> Iterator[str]:
    """Say what was paid too much, how it came back, and what is left of it."""
    claim = payments[claim_id]
    one, came = claim.order, list[Money]()
    yield f"For meget udbetalt: {summed(less(one.amount), one.atp_of_citizen)}"
    if claim.stage in VOID:
        yield f"Tilbage af kravet, der er bortfaldet: {summed(NOTHING)}"
        return
    for payment_id, oere in kept(claim_id, payments):
        came.append(Money(-oere))
        week = week_text(payments[payment_id].order.monday).lower()
        yield f"Modregnet i udbetalingen for {week}: {kroner(Money(oere))}"
    if claim.collected:
        came.append(Money(-claim.collected))
        yield f"Tilbagebetalt eller eftergivet: {kroner(Money(claim.collected))}"
    if again := lapsed(claim_id, payments):
        came.append(Money(again))
        yield f"Eftergivelsen er bortfaldet, da udbetalingen ikke kom frem: {kroner(Money(again))}"
    yield f"Tilbage af kravet: {summed(less(claim.net), *came)}"


def booked_lines(payment: KnownPayment) -> Iterator[str]:
    """Say where the gross amount is booked, what the state gives back, and what is paid beside."""
    one = payment.order
    yield (
        f"Konteres brutto på {one.account_code}; statens refusion er "
        f"{one.state_refund_percent} % af {kroner(one.amount)} = {kroner(share(payment))} (§ 62)."
    )
    if one.atp_of_municipality != NOTHING:
        yield f"Kommunens andel af ATP, oven i: {kroner(one.atp_of_municipality)} (§ 65)."
    if one.pension != NOTHING:
        cited = "§ 67" if one.payee == "citizen" else "§ 54 a"
        yield f"Obligatorisk pension, oven i, betales af staten: {kroner(one.pension)} ({cited})."


def share(payment: KnownPayment) -> Money:
    """Give the state's share of the gross amount, in øre (§ 62)."""
    one = payment.order
    return Amount(Decimal(one.amount.oere * one.state_refund_percent) / 10_000).rounded()


def week_text(monday: date) -> str:
    return f"Ugen fra {day_text(monday)}"


def summed(first: Money, *others: Money) -> str:
    """Write a sum with its result: 3.404,00 kr. - 6,00 kr. = 3.398,00 kr."""
    parts = [one for one in others if one != NOTHING]
    signs = (f" {'-' if one.oere < 0 else '+'} {kroner(Money(abs(one.oere)))}" for one in parts)
    total = f" = {kroner(Money(first.oere + sum(one.oere for one in parts)))}" if parts else ""
    return f"{kroner(first)}{''.join(signs)}{total}"


def less(money: Money) -> Money:
    return Money(-money.oere)
