"""A served instance with two cases in it: who looked, what is refused, how fresh, as of when."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from httpx2 import Response

from api.route import QueryRoute
from api.routes import QUERIES
from domain.benefit.danish import kroner
from domain.shared.envelope import Role
from domain.shared.money import Money
from tests.support import bodies
from tests.support.seeded import Seeded, seed
from tests.support.served import served

NOTHING_WAITS = {
    "UndecidedCases",
    "Overdue",
    "PaymentsKeptBack",
    "WriteOffs",
}  # seen in test_waiting.py
LISTS_OF_CITIZENS = {"SearchCases", "Tasks", "Payments"}

CHECKS = "/tasks?types=check_case_non_blocking"  # the month's sample drew both cases too


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Generator[Seeded]:
    folder = tmp_path_factory.mktemp("seeded")
    with served(folder, "--with-worker", "--simulated-clock", "--issue-tokens") as server:
        yield seed(server)


def shown(route: QueryRoute) -> int:
    """Say how many citizens the answer shows: both in lists, one in the views of a case."""
    if not route.personal or route.name in NOTHING_WAITS:
        return 0
    return 2 if route.name in LISTS_OF_CITIZENS else 1


@pytest.mark.parametrize("route", QUERIES, ids=lambda route: route.name)
def test_each_citizen_shown_is_one_row_of_the_access_log(seeded: Seeded, route: QueryRoute) -> None:
    server, before = seeded.server, seeded.server.looks()
    path = route.path.format(case_id=seeded.case)
    answer = server.get(f"{path}?at_least={seeded.position}", Role.MANAGER)
    assert (answer.status_code, answer.headers["Sdp-Freshness"]) == (200, "fresh"), answer.text
    assert server.looks() - before == shown(route)
    assert (bodies.CPR in answer.text) <= route.personal


def test_the_access_log_can_be_added_to_and_nothing_else(seeded: Seeded) -> None:
    url = seeded.server.sdp("db", "url").stdout.strip()
    for statement in (
        "SELECT * FROM sdp_access.look",
        "UPDATE sdp_access.look SET actor = 'nobody'",
        "DELETE FROM sdp_access.look",
        "TRUNCATE sdp_access.look",
    ):
        with (
            psycopg.connect(url) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(statement)


@pytest.mark.parametrize("route", QUERIES, ids=lambda route: route.name)
def test_another_municipality_sees_nothing(seeded: Seeded, route: QueryRoute) -> None:
    before = seeded.server.looks()
    path = route.path.format(case_id=seeded.case)
    answer = seeded.server.get(path, Role.MANAGER, municipality=751)
    assert seeded.server.looks() == before
    for known in (seeded.case, seeded.other, bodies.CPR, "Eksempel"):
        assert known not in answer.text
    assert answer.status_code == (404 if "{case_id}" in route.path else 200) or (
        route.name == "Timeline" and answer.json()["items"] == []
    )


def test_a_past_list_is_what_it_was(seeded: Seeded) -> None:
    server = seeded.server
    assert server.get("/tasks?as_of=2020-05-06").json()["items"] == []
    assert len(server.get(f"{CHECKS}&as_of=2020-06-09").json()["items"]) == 2
    assert server.get("/payments?as_of=2020-05-06").json()["items"] == []
    noon = "2020-05-06T12:00:00%2B02:00"
    then = server.get(f"/cases/{seeded.case}?as_of={noon}").json()
    assert (then["status"], then["granted_from"]) == ("under_clarification", None)
    assert server.get(f"/cases/{seeded.case}").json()["status"] == "ongoing"


def test_a_list_that_has_not_come_so_far_says_so(seeded: Seeded) -> None:
    answer = seeded.server.get("/tasks?at_least=999999")
    assert (answer.status_code, answer.headers["Sdp-Freshness"]) == (200, "waiting")


def test_pages_follow_each_other_without_loss(seeded: Seeded) -> None:
    first = seeded.server.get(f"{CHECKS}&limit=1").json()
    second = seeded.server.get(f"{CHECKS}&limit=1&cursor={first['next']}").json()
    assert second["next"] is None
    assert {one["case_id"] for page in (first, second) for one in page["items"]} == {
        seeded.case,
        seeded.other,
    }


@pytest.mark.parametrize("cursor", ["x", "WyJ4Il0", "W10", "e30", "bnVsbA", "WyJkdWVfb24iLDFd"])
def test_a_cursor_of_nobody_is_refused(seeded: Seeded, cursor: str) -> None:
    answer = seeded.server.get(f"/tasks?cursor={cursor}")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-cursor")


def test_the_account_of_one_day(seeded: Seeded) -> None:
    account = seeded.server.get(f"/cases/{seeded.case}/account?applies_on=2020-06-02").json()
    (day,) = account["days"]
    assert (day["date"], day["kind"], day["amount"]) == ("2020-06-02", "paid_full", "816.96")
    assert day["findings"]


def test_payments_and_status_of_one_day(seeded: Seeded) -> None:
    path = f"/cases/{seeded.case}"
    whole = seeded.server.get(f"{path}/payments").json()
    days = [(one["first_day"], one["last_day"]) for one in whole["payments"]]
    for day in {day for period in days for day in period}:
        shown = seeded.server.get(f"{path}/payments?applies_on={day}").json()
        assert [(one["first_day"], one["last_day"]) for one in shown["payments"]] == [
            (first, last) for first, last in days if first <= day <= last
        ]
        assert shown["paid"] == whole["paid"] != "0.00"
        told = seeded.server.get(f"{path}/explanation?applies_on={day}").json()["payments"]
        assert [one["payment_id"] for one in told] == [
            one["payment_id"] for one in shown["payments"]
        ]
    nothing = seeded.server.get(f"{path}/payments?applies_on=2020-04-01").json()
    assert (nothing["payments"], nothing["paid"]) == ([], whole["paid"])
    before = seeded.server.get(f"{path}?applies_on=2020-04-01").json()
    assert (before["status"], before["paid"]) == ("under_clarification", whole["paid"])


def test_every_amount_is_explained_to_what_is_sent(seeded: Seeded) -> None:
    found = seeded.server.get(f"/cases/{seeded.case}/explanation").json()
    account = seeded.server.get(f"/cases/{seeded.case}/account").json()
    assert [one["monday"] for one in found["weeks"]] == [one["monday"] for one in account["weeks"]]
    sent = seeded.server.get(f"/cases/{seeded.case}/payments").json()["payments"]
    assert [one["payment_id"] for one in found["payments"]] == [one["payment_id"] for one in sent]
    for explained, payment in zip(found["payments"], sent, strict=True):
        last = next(line for line in explained["lines"] if line.startswith("Til udbetaling"))
        assert last.endswith(f"{kroner(Money(round(float(payment['net']) * 100)))}")


def test_fifty_notes_on_one_case_at_once_are_all_recorded(seeded: Seeded) -> None:
    """Nobody of them saw the case: they take turns, and none is told that it kept changing."""

    def note(number: int) -> Response:
        return seeded.server.post(f"/cases/{seeded.other}/notes", {"text": f"{number}"})

    with ThreadPoolExecutor(50) as crowd:
        answers = list(crowd.map(note, range(50)))
    assert [one.status_code for one in answers] == [200] * 50
    assert len({one.json()["version"] for one in answers}) == 50


def test_simulated_time_only_moves_forward(seeded: Seeded) -> None:
    back = seeded.server.post("/clock", {"now": "2020-05-01T00:00:00Z"}, Role.MACHINE)
    assert (back.status_code, back.json()["code"]) == (409, "clock-goes-back")
    person = seeded.server.post("/clock", {"now": "2021-05-01T00:00:00Z"}, Role.MANAGER)
    assert person.status_code == 403


def test_a_token_is_issued_on_this_machine_where_that_was_asked_for(seeded: Seeded) -> None:
    asked = {"role": "case_worker", "municipality": 101, "subject": "x 1", "seconds": 60}
    token = seeded.server.http.post("/token", json=asked).json()["token"]
    headers = {"Authorization": f"Bearer {token}"}
    assert seeded.server.http.get(f"/cases/{seeded.case}", headers=headers).status_code == 200
    personal = seeded.server.http.post("/token", json={**asked, "subject": "150573-1234"})
    assert (personal.status_code, "150573" in personal.text) == (400, False)
