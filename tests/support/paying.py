"""Paying what a case owes: ordered, put in a run and sent."""

from datetime import date

from domain.payment.states import VOID, Stage
from tests.support.errands import include_payment, order_payment, send_payment
from tests.support.examples import day
from tests.support.scenario import Given

SUNDAY = day("06-28")


def paid(case: Given, until: date = SUNDAY) -> Given:
    """Order what is owed and send it; a claim is not sent."""
    case = case.and_then(order_payment(until))
    for payment_id, known in case.dossier.payments.items():
        if known.stage is Stage.APPROVED and not known.is_claim:
            case = case.and_then(include_payment(payment_id), send_payment(payment_id))
    return case


def ledger(case: Given) -> int:
    """Sum all that was ordered and not undone, claims too, in øre."""
    payments = case.dossier.payments.values()
    return sum(one.order.amount.oere for one in payments if one.stage not in VOID)


def accounted(case: Given) -> int:
    """Sum what the account says of the weeks up to that Sunday."""
    weeks = case.granted.totals.weeks
    return sum(week.amount.oere for week in weeks if week.monday < SUNDAY)
