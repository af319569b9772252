"""A payment says on every list what it carries and when it is due."""

from datetime import date

from api.views.payments import shown
from domain.dossier.dossier import Recorded, fold
from domain.payment.events import PaymentOrdered
from domain.shared.envelope import PaymentId
from domain.shared.money import Money
from projections.payment_list.v1.projection import order
from tests.support.every_event import history

DUE = date(2020, 6, 11)
CARRIED = {
    "atp_of_citizen": Money(1),
    "atp_of_municipality": Money(2),
    "pension": Money(3),
    "due_on": DUE,
}


def an_order() -> tuple[PaymentOrdered, Recorded]:
    found = next(one for one in history() if isinstance(one.event, PaymentOrdered))
    assert isinstance(found.event, PaymentOrdered)
    event = found.event.model_copy(update=CARRIED)
    return event, found._replace(event=event)


def test_the_list_and_the_case_show_atp_pension_and_the_day() -> None:
    event, recorded = an_order()
    row = order(None, event, recorded.envelope)
    carried = row.atp_of_citizen_oere, row.atp_of_municipality_oere, row.pension_oere, row.due_on
    assert carried == (1, 2, 3, DUE)
    payment_id = PaymentId(recorded.envelope.stream_id)
    view = shown(event, payment_id, [recorded], fold(recorded.envelope.case_id, [recorded]))
    assert {name: getattr(view, name) for name in CARRIED} == CARRIED
