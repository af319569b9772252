"""What was not foreseen: the operator reads kind and place, and nothing that an error quotes."""

import pytest

from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.client import Api

QUOTED = "no space left"  # what the broken access log says; another error may quote a person


def test_an_error_is_told_by_kind_and_place_and_never_by_its_text(
    capsys: pytest.CaptureFixture[str],
) -> None:
    api = Api()
    case = api.post("/cases", bodies.absence(), Role.NEMREFUSION).json()["case_id"]
    api.looks.broken = True
    answer = api.get(f"/cases/{case}")
    out, err = capsys.readouterr()
    assert answer.status_code >= 500
    assert "OSError" in out
    assert "client.py" in out
    assert QUOTED not in f"{out}{err}{answer.text}"
