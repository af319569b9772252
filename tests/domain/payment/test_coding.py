"""How payments are booked: by weeks with benefit, a correction where the payment was."""

from datetime import date

from domain.dossier.dossier import DossierCommand
from domain.payment.events import PaymentOrdered
from tests.support.errands import WEEKS, include_payment, order_payment, payment_id, send_payment
from tests.support.examples import (
    day,
    register_circumstances,
    register_holiday,
    register_wage,
    resume_partly,
)
from tests.support.histories import CLAIMED, LONG_AGO
from tests.support.scenario import given

FIFTH = payment_id(WEEKS[3])  # with benefit: the first is the week of 25 May


def percents(*history: DossierCommand, until: date = date(2020, 6, 28)) -> dict[str, int]:
    events = given(*history).when(order_payment(until)).events()
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


def test_from_a_gradual_return_or_an_active_offer_on_the_state_refunded_half_until_2015() -> None:
    """star.dk, Konteringsregler 5.57.71, weeks 9 to 52: 30 percent, 50 from then on."""
    monday, sunday = date(2013, 3, 18), date(2013, 3, 24)
    returned = (resume_partly(from_day=each) for each in (monday, sunday))
    offered = (register_circumstances(active_offer_from=each) for each in (monday, sunday))
    before = percents(*LONG_AGO, until=date(2013, 3, 31))
    assert (before["03-11"], before["03-18"], before["03-25"]) == (30, 30, 30)
    for began in (*returned, *offered):
        after = percents(*LONG_AGO, began, until=date(2013, 3, 31))
        assert (after["03-11"], after["03-18"], after["03-25"]) == (30, 50, 50)
