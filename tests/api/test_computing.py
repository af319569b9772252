"""What computes benefit does not keep the others waiting: it runs beside the event loop."""

import threading

import pytest

from application import handle
from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.client import Api


@pytest.mark.parametrize(
    ("path", "body", "beside"),
    [("wages", bodies.wage(), True), ("notes", {"text": "set"}, False)],
)
def test_a_decision_that_computes_is_made_in_a_thread_of_its_own(
    path: str, body: dict[str, object], monkeypatch: pytest.MonkeyPatch, *, beside: bool
) -> None:
    api, names = Api(), list[str]()
    case = api.post("/cases", bodies.absence(), Role.NEMREFUSION).json()["case_id"]
    decided_on = handle.decided_on

    def seen(*args: object) -> object:
        names.append(threading.current_thread().name)
        return decided_on(*args)  # pyright: ignore[reportArgumentType] passed on as they came

    monkeypatch.setattr(handle, "decided_on", seen)
    assert api.post(f"/cases/{case}/{path}", body).status_code == 200
    assert [name.startswith("asyncio_") for name in names] == [beside]
