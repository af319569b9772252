"""What a payment rests on that nobody has confirmed is named."""

from collections.abc import Sequence
from datetime import date

import pytest

from domain.dossier.dossier import DossierCommand
from domain.payment.events import PaymentOrdered
from domain.payment.resting import unconfirmed
from tests.support.errands import order_payment
from tests.support.examples import grant, register_employment
from tests.support.histories import CLAIMED, READY
from tests.support.scenario import given

FIRST_DAY = date(2020, 4, 27)
UNPAID: tuple[DossierCommand, ...] = (
    READY[0],
    register_employment(pays_wage=False),
    *READY[2:],
    grant(),
)
EVERY_PAYMENT = {"account_subdivision", "state_refund_week_counter"}
OF_EMPLOYERS = EVERY_PAYMENT | {"employer_payment_weekday", "compulsory_pension_percent"}
OF_CITIZENS = EVERY_PAYMENT | {"atp_rounded_per", "compulsory_pension_percent"}


def ordered(history: Sequence[DossierCommand]) -> list[PaymentOrdered]:
    events = given(*history).when(order_payment(date(2020, 6, 28))).events()
    return [event for event in events if isinstance(event, PaymentOrdered)]


@pytest.mark.parametrize(("history", "rests_on"), [(CLAIMED, OF_EMPLOYERS), (UNPAID, OF_CITIZENS)])
def test_each_payment_names_what_its_payee_brings(
    history: Sequence[DossierCommand], rests_on: set[str]
) -> None:
    payments = ordered(history)
    found = [unconfirmed(one, FIRST_DAY) for one in payments]
    assert {name for names in found for name in names} == rests_on
    assert all(list(names) == sorted(set(names)) for names in found)


def test_what_is_not_paid_beside_it_is_not_named() -> None:
    (one, *_) = ordered(UNPAID)
    none = one.model_copy(update={name: one.amount.__class__(0) for name in BESIDE})
    assert set(unconfirmed(none, FIRST_DAY)) == EVERY_PAYMENT


BESIDE = ("atp_of_municipality", "pension")


def test_the_state_refund_is_that_of_the_week_of_the_absence() -> None:
    """From memory: 100 percent of the first four weeks until 2015."""
    (one, *_) = ordered(CLAIMED)
    old = one.model_copy(update={"monday": date(2013, 3, 18)})
    assert "state_refund_weeks_1_4" in unconfirmed(old, date(2013, 2, 25))
    assert "state_refund_weeks_1_4" not in unconfirmed(old, date(2013, 2, 11))
