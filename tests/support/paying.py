"""Paying what a case owes: ordered, put in a run and sent."""

from datetime import date

from domain.payment.states import Stage
from tests.support.errands import include_payment, order_payment, send_payment
from tests.support.examples import day
from tests.support.scenario import Given

SUNDAY = day("06-28")


def paid(case: Given, until: date = SUNDAY) -> Given:
    """Order what is owed and send it; a claim is not sent."""
    case = case.and_then(order_payment(until))
    for payment_id, known in case.dossier.payments.items():
        if known.stage is Stage.APPROVED:
            case = case.and_then(include_payment(payment_id), send_payment(payment_id))
    return case
