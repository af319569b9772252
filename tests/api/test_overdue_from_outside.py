"""What waits for others is told too, on a served instance: the bank, who decides, an answer."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import pytest

from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.seeded import SECOND, moved
from tests.support.served import Served, served

HERE, ELSEWHERE = 101, 751
DAY = "2019-05-22"  # of an extra run: the schedule asks for no answer to it
TOLD = (
    ("employments", bodies.employment()),
    ("wages", bodies.wage()),
    ("information-forms", bodies.form(cause="cancer", received_on="2018-11-14")),
    ("refund-requests", {"cvr": bodies.EMPLOYER, "requested_on": "2018-12-03"}),
)


@dataclass(frozen=True)
class Late:
    server: Served
    case: str  # whose reassessment date has passed, and whose payments the bank has not answered
    silent: str  # in the other municipality: nobody sent the form

    def lines(self, municipality: int) -> list[dict[str, Any]]:
        answer = self.server.get("/reports/overdue", Role.MANAGER, municipality=municipality)
        assert answer.status_code == 200, answer.text
        return answer.json()["lines"]


@pytest.fixture(scope="module")
def late(tmp_path_factory: pytest.TempPathFactory) -> Generator[Late]:
    folder = tmp_path_factory.mktemp("outside")
    with served(folder, "--with-worker", "--simulated-clock") as server:
        moved(server, "2019-05-20T08:00:00Z")
        case = reported(server, HERE, "2018-11-01", "2018-11-05")
        for path, body in TOLD:
            answer = server.post(f"/cases/{case}/{path}", body, Role.MACHINE)
            assert answer.status_code == 200, answer.text
        silent = reported(server, ELSEWHERE, "2019-05-06", "2019-05-09", cpr=SECOND)
        moved(server, "2019-05-21T21:00:00Z")
        for step in ("prepare", "close", "send"):
            done = server.sdp("run", f"extra-{step}", "--date", DAY, "--municipality", str(HERE))
            assert done.returncode == 0, done.stderr
        moved(server, "2019-06-04T08:00:00Z")
        server.fresh("/reports/overdue")
        server.fresh("/payments")
        yield Late(server, case, silent)


def reported(server: Served, place: int, first: str, told: str, **said: object) -> str:
    body = bodies.absence(first_day_of_absence=first, notified_on=told, **said)
    token = server.token(Role.NEMREFUSION, place)
    answer = server.post("/cases", body, Authorization=f"Bearer {token}")
    assert answer.status_code == 201, answer.text
    return str(answer.json()["case_id"])


def test_a_run_that_the_bank_has_not_answered_is_overdue_after_its_day(late: Late) -> None:
    (line,) = [one for one in late.lines(HERE) if one["kind"] == "run"]
    assert (line["what"], line["waits_for"]) == ("extra_run", "answer")
    assert (line["since"], line["until"], line["days_over"]) == (DAY, "2019-05-23", 12)
    runs = late.server.get("/runs").json()["items"]
    assert [one["run_id"] for one in runs if one["status"] == "sent"] == [line["run_id"]]


def test_a_reassessment_that_nobody_decided_is_overdue_after_its_date(late: Late) -> None:
    (line,) = [one for one in late.lines(HERE) if one["kind"] == "reassessment"]
    assert (line["case_id"], line["waits_for"]) == (late.case, "decision")
    assert (line["until"], line["days_over"]) == ("2019-05-31", 4)


def test_an_answer_that_did_not_come_is_told_to_its_own_municipality_alone(late: Late) -> None:
    (line,) = [one for one in late.lines(ELSEWHERE) if one["kind"] == "answer"]
    assert (line["case_id"], line["what"]) == (late.silent, "information_form")
    assert (line["waits_for"], line["until"], line["days_over"]) == ("citizen", "2019-05-17", 18)
    assert {one["case_id"] for one in late.lines(HERE)} == {late.case, None}
    assert {one["case_id"] for one in late.lines(ELSEWHERE)} == {late.silent}
