"""Reports as tables: the same lines as CSV, nothing in them that a spreadsheet would compute."""

from datetime import UTC, datetime

import pytest

from api.description import description
from api.route import QueryRoute
from api.routes import QUERIES
from api.tables import as_csv
from domain.shared.envelope import Role
from tests.support.client import Api

REPORTS = [route for route in QUERIES if route.csv]


def test_values_are_written_as_json_writes_them() -> None:
    at = datetime(2020, 5, 11, 10, tzinfo=UTC)
    line = {"a": None, "b": True, "c": at, "d": ["x", "y"], "e": 'say "hi", Bo', "f": "-12.50"}
    assert as_csv(tuple(line), [line]).decode().split("\r\n") == [
        "a,b,c,d,e,f",
        ',true,2020-05-11T10:00:00Z,x y,"say ""hi"", Bo",-12.50',
        "",
    ]
    assert as_csv(("a", "b"), []) == b"a,b\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+45", "-cmd", "@SUM(A1)", "\tx"])
def test_what_a_spreadsheet_would_compute_is_marked_as_text(text: str) -> None:
    if text != "+45":
        assert as_csv(("a",), [{"a": text}]).decode().splitlines()[1].lstrip('"') == f"'{text}"
    assert as_csv(("a",), [{"a": text}]).decode().splitlines()[1] != text


@pytest.mark.parametrize("route", REPORTS, ids=lambda route: route.name)
def test_every_report_is_a_table_where_that_is_asked_for(route: QueryRoute) -> None:
    api = Api()
    path = route.path
    plain = api.get(path, Role.MANAGER)
    assert plain.headers["content-type"] == "application/json"
    assert "lines" in plain.json()
    asked = api.get(f"{path}?format=csv", Role.MANAGER)
    accepted = api.get(path, Role.MANAGER, accept="text/csv")
    assert asked.headers["content-type"].startswith("text/csv")
    assert asked.content == accepted.content
    described = description()["components"]["schemas"][route.shape.__name__]["properties"]
    assert "lines" in described
    assert len(asked.text.splitlines()[0].split(",")) > 1
    both = api.get(f"{path}?format=json", Role.MANAGER, accept="text/csv")
    assert both.headers["content-type"] == "application/json"


def test_no_other_form_is_known() -> None:
    answer = Api().get("/reports/payments?format=xls", Role.MANAGER)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-parameter")
