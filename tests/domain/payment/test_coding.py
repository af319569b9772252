"""How payments are booked: by weeks with benefit, a correction where the payment was."""

from domain.dossier.dossier import DossierCommand
from domain.payment.events import PaymentOrdered
from tests.support.errands import WEEKS, include_payment, order_payment, payment_id, send_payment
from tests.support.examples import day, register_holiday, register_wage
from tests.support.histories import CLAIMED
from tests.support.scenario import given

FIFTH = payment_id(WEEKS[3])  # with benefit: the first is the week of 25 May


def percents(*history: DossierCommand) -> dict[str, int]:
    events = given(*history).when(order_payment()).events()
    orders = [event for event in events if isinstance(event, PaymentOrdered)]
    return {f"{each.monday:%m-%d}": each.state_refund_percent for each in orders}


def test_the_employer_period_has_no_weeks_of_refund() -> None:
    """star.dk, Konteringsregler 5.57.71: 80 percent of weeks 1 to 4 with benefit."""
    by_week = {"05-25": 80, "06-01": 80, "06-08": 80, "06-15": 80, "06-22": 40}
    assert percents(*CLAIMED) == by_week


def test_a_week_of_holiday_is_none_either() -> None:
    away = register_holiday(day("06-08"), day("06-14"))
    by_week = {"05-25": 80, "06-01": 80, "06-15": 80, "06-22": 80}
    assert percents(*CLAIMED, away) == by_week


def test_a_correction_is_booked_where_the_payment_was() -> None:
    sent = (*CLAIMED, order_payment(), include_payment(FIFTH), send_payment(FIFTH))
    fewer_weeks = register_holiday(day("05-25"), day("05-31"))
    found = percents(*sent, fewer_weeks, register_wage("125.00"))
    assert found == {"06-01": 80, "06-08": 80, "06-15": 80, "06-22": 40}
