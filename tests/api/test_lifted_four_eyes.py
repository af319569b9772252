"""Over HTTP: who lifted four eyes approves no payment alone; somebody else does."""

import pytest
from httpx2 import Response

from domain.payment.events import PaymentApproved
from domain.shared.envelope import Role
from tests.support import examples as ask
from tests.support.errands import order_payment
from tests.support.examples import CASE
from tests.support.histories import CLAIMED
from tests.support.told import Told

BY_HAND = (*CLAIMED, ask.stop_automation(), order_payment())


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """A case whose payments wait for a person, in a municipality that wants four eyes."""
    found = Told(monkeypatch)
    for command in BY_HAND:
        assert found.ask(command)[0] < 300
    assert found.api.post("/municipality/four-eyes", {}, Role.MANAGER).status_code == 200
    return found


def lift(told: Told) -> None:
    assert told.api.post("/municipality/four-eyes-lifting", {}, Role.MANAGER).status_code == 200


def approve(told: Told, role: Role) -> Response:
    """Approve the first payment on the case as it stands."""
    version = sum(each.envelope.case_id == CASE for each in told.log())
    payments = told.api.get(f"/cases/{CASE}/payments").json()["payments"]
    path = f"/cases/{CASE}/payments/{payments[0]['payment_id']}/approval"
    return told.api.post(path, {}, role, if_match=f'"{version}"')


def approvals(told: Told) -> int:
    return sum(isinstance(each.event, PaymentApproved) for each in told.log())


def test_who_lifted_them_is_refused_and_nothing_is_written(told: Told) -> None:
    lift(told)
    before = told.log()
    refused = approve(told, Role.MANAGER)
    assert (refused.status_code, refused.json()["code"]) == (409, "four-eyes")
    assert told.log() == before
    assert approve(told, Role.CASE_WORKER).status_code == 200
    assert approvals(told) == 1


def test_what_was_approved_before_is_approved_by_somebody_else_too(told: Told) -> None:
    assert approve(told, Role.MANAGER).status_code == 200
    lift(told)
    assert approve(told, Role.MANAGER).status_code == 200  # says nothing new
    assert approvals(told) == 1
    assert approve(told, Role.CASE_WORKER).status_code == 200
    assert approvals(told) == 2
