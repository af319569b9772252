"""Each kind of thing that waits is told, on a served instance: since when, until when, overdue."""

import csv
from collections.abc import Generator
from dataclasses import dataclass
from io import StringIO
from typing import Any

import pytest

from domain.shared.envelope import Role
from tests.support.seeded import moved, reported, told
from tests.support.served import Served, served

ORDER = ("task", "answer", "payment", "reassessment", "run")
HELD = ("2020-06-17", "2020-06-16")  # until the one day, then until the other


@dataclass(frozen=True)
class Late:
    server: Served
    held: str  # a case with a payment that is held
    payment: str
    protected: str  # and with one nobody approved, of a citizen with a protected identity

    def lines(self, path: str, role: Role = Role.MANAGER) -> list[dict[str, Any]]:
        answer = self.server.get(path, role)
        assert answer.status_code == 200, answer.text
        return answer.json()["lines"]


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> Generator[Late]:
    folder = tmp_path_factory.mktemp("late")
    with served(folder, "--with-worker", "--simulated-clock") as server:
        moved(server, "2020-05-06T08:00:00Z")
        held = reported(server, cpr="1505731234")
        protected = reported(server, cpr="1605731234", protected=True)
        for case in (held, protected):
            told(server, case)
        moved(server, "2020-06-09T10:00:00Z")
        four_eyes = server.post("/municipality/four-eyes", {}, Role.MANAGER)
        assert four_eyes.status_code == 200, four_eyes.text
        moved(server, "2020-06-14T22:30:00Z")
        payments = [held_back(server, case) for case in (held, protected)]
        moved(server, "2020-06-17T22:00:00Z")  # in Denmark it is the 18th
        server.fresh("/reports/overdue")
        server.fresh("/payments")
        yield Late(server, held, payments[0], protected)


def held_back(server: Served, case: str) -> str:
    """Order a week, and hold its payment until a day and then until another."""
    ordered = server.post(f"/cases/{case}/payments", {"until": "2020-06-14"}, Role.MANAGER)
    assert ordered.status_code == 200, ordered.text
    payment = str(ordered.json()["payment_ids"][0])
    path = f"/cases/{case}/payments/{payment}/hold"
    for until in HELD:
        said = server.post(path, {"reason": "Kontrolsag", "until": until}, Role.MANAGER)
        assert said.status_code == 200, said.text
    return payment


def test_a_payment_that_is_held_is_overdue_after_its_day(late: Late) -> None:
    (line,) = [one for one in late.lines("/reports/overdue") if one["payment_id"] == late.payment]
    assert (line["kind"], line["what"], line["waits_for"]) == ("payment", "benefit", "release")
    assert (line["since"], line["until"], line["days_over"]) == ("2020-06-15", "2020-06-16", 2)
    (kept,) = [one for one in late.lines("/reports/kept-back") if one["case_id"] == late.held]
    assert kept["waits_until"] == "2020-06-16"
    asked = late.server.get(f"/payments?case_id={late.held}&statuses=held").json()["items"]
    assert [one["held_until"] for one in asked] == ["2020-06-16"]
    shown = late.server.get(f"/cases/{late.held}/payments").json()["payments"]
    assert {one["held_until"] for one in shown} == {None, "2020-06-16"}


def test_a_run_that_waits_for_a_second_person_is_overdue_after_its_day(late: Late) -> None:
    (line,) = [one for one in late.lines("/reports/overdue") if one["kind"] == "run"]
    assert (line["case_id"], line["what"], line["waits_for"]) == (None, "weekly_run", "approval")
    assert (line["since"], line["until"], line["days_over"]) == ("2020-06-15", "2020-06-15", 3)
    newest, *before = late.server.get("/runs").json()["items"]
    assert newest["run_id"] == line["run_id"]
    assert (newest["four_eyes"], newest["waits_for"]) == (True, "approval")
    assert (newest["waits_since"], newest["waits_until"]) == ("2020-06-15T13:00:00Z", "2020-06-15")
    answered = [(one["status"], one["waits_for"], one["waits_until"]) for one in before]
    assert set(answered) == {("reconciled", None, None)}


def test_all_kinds_stand_in_one_table_in_order(late: Late) -> None:
    lines = late.lines("/reports/overdue")
    assert {one["kind"] for one in lines} == {"task", "payment", "run"}
    places = [(one["until"], ORDER.index(one["kind"])) for one in lines]
    assert places == sorted(places)
    text = late.server.get("/reports/overdue?format=csv", Role.MANAGER).text
    table = list(csv.DictReader(StringIO(text)))
    assert [{name: value or "" for name, value in one.items()} for one in lines] == [
        {**one, "days_over": int(one["days_over"])} for one in table
    ]


def test_who_may_not_see_a_case_is_not_told_what_waits_in_it(late: Late) -> None:
    cases = {one["case_id"] for one in late.lines("/reports/overdue")}
    assert cases >= {late.held, late.protected}
    shown = late.lines("/reports/overdue", Role.CASE_WORKER)
    assert {one["case_id"] for one in shown} == cases - {late.protected}
    before = late.server.looks()
    late.lines("/reports/overdue")
    assert late.server.looks() - before == len(cases - {None})
    elsewhere = late.server.get("/reports/overdue", Role.MANAGER, municipality=751)
    assert elsewhere.json()["lines"] == []
