"""Payment runs of three municipalities as they are done: killed in every step, waiting for two."""

from collections import Counter
from collections.abc import Generator
from typing import Any

import orjson
import psycopg
import pytest
from httpx2 import Response

from domain.shared.envelope import Actor, ActorId, Municipality, Role
from infrastructure.tokens import development_key, issue
from tests.support import bodies
from tests.support.played_runs import Played, reported_in_turn
from tests.support.seeded import moved
from tests.support.served import A_DAY, served

MONDAY, TUESDAY, WEDNESDAY = "2020-06-08", "2020-06-09", "2020-06-10"
PLACES = (101, 751, 851)
FOUR_EYES = 851
CITIZENS = ("1105731234", "1205731234", "1305731234", "1405731234", "1605731234", "1705731234")
LOCKS = 7237013  # the space of the runs' locks
PASSING = "sdp_access."
EACH = "5718.72"  # kroner, for the two weeks up to 7 June: 2,450.88 and 3,267.84


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Generator[Played]:
    """Six cases in three municipalities, granted by the night; one municipality wants four eyes."""
    folder = tmp_path_factory.mktemp("runs")
    with served(folder, "--with-worker", "--simulated-clock") as server:
        story = Played(server, {})
        moved(server, "2020-06-05T18:30:00Z")
        reported_in_turn(story, CITIZENS, PLACES)
        set_so = story.ask("/municipality/four-eyes", {}, FOUR_EYES, Role.MANAGER)
        assert set_so.status_code == 200, set_so.text
        moved(server, "2020-06-06T05:00:00Z")
        yield story


def test_a_rehearsal_writes_nothing(played: Played) -> None:
    before = played.server.http.get("/health").json()["head"]
    done = played.server.sdp("run", "payments-prepare", "--date", MONDAY, "--dry-run", "--json")
    told = orjson.loads(done.stdout)
    assert len(told["would_record"]) == len(PLACES) + len(played.cases)  # the runs, and the orders
    assert "PaymentOrdered" in {name for one in told["would_record"] for name in one["events"]}
    assert played.server.http.get("/health").json()["head"] == before


@pytest.mark.parametrize(
    ("name", "day", "appends"),
    [
        ("payments-prepare", MONDAY, 2),  # the run is there, an order, not all
        ("payments-close", MONDAY, 3),  # the sums are fixed, the summary is not written
        ("payments-send", MONDAY, 2),  # the payments are sent, the file and the run are not
        ("payments-reconcile", TUESDAY, 1),  # one payment is settled
    ],
)
def test_killed_in_a_step_and_done_again(played: Played, name: str, day: str, appends: int) -> None:
    played.killed(name, day, appends)
    done = played.run(name, day)
    assert {one["municipality"] for one in done} == set(PLACES)
    waiting = {one["municipality"] for one in done if one["waits_for"]}
    gone = name in {"payments-send", "payments-reconcile"}
    assert waiting == ({FOUR_EYES} if gone else set())


def test_each_payment_was_made_once_and_each_step_summed_up_once(played: Played) -> None:
    for place in PLACES[:2]:
        payments = played.payments(place)
        assert Counter(one["status"] for one in payments) == {"settled": 4}
        (run,) = played.runs(place)
        assert (run["status"], run["payments"], run["settled"]) == ("reconciled", 4, 4)
        file = played.server.data_dir / "exports" / "payments" / run["file"]
        heading, *lines = file.read_text("utf-8").splitlines()
        assert heading == f"run;{run['run_id']};4;{run['total']};{run['control_sum']}"
        assert [line.split(";")[0] for line in lines] == sorted(o["payment_id"] for o in payments)
        assert played.told_of_steps(place) == {
            "payments-prepare": [3],  # the run, and an order for each of two cases
            "payments-close": [1],
            "payments-send": [5],
            "payments-reconcile": [5],
        }
    for case, place in played.cases.items():
        if place != FOUR_EYES:
            found = played.server.get(f"/cases/{case}/payments", municipality=place).json()
            assert found["paid"] == EACH


def test_what_was_done_is_not_done_again(played: Played) -> None:
    before = played.server.http.get("/health").json()["head"]
    for name in ("payments-close", "payments-send"):
        played.run(name, MONDAY, "--municipality", "101")
    assert played.server.http.get("/health").json()["head"] == before


def approve(played: Played, run: dict[str, Any], who: str, control_sum: str = "") -> Response:
    events = played.server.http.get("/health")
    assert events.status_code == 200
    body = {"control_sum": control_sum or run["control_sum"]}
    for version in range(1, 9):  # the version of a run is not shown: what is stale says so
        actor = Actor(ActorId(f"manager {who}"), Role.MANAGER, Municipality(FOUR_EYES))
        token = issue(actor, A_DAY, development_key(played.server.data_dir))
        headers = {"Authorization": f"Bearer {token}", "If-Match": f'"{version}"'}
        answer = played.server.post(f"/runs/{run['run_id']}/approval", body, **headers)
        if answer.status_code != 412:
            return answer
    raise AssertionError("no version fits")


def test_a_task_opened_after_the_cut_off_takes_its_payments_out_and_voids_the_approval(
    played: Played,
) -> None:
    (run,) = played.runs(FOUR_EYES)
    assert (run["status"], run["payments"]) == ("closed", 4)
    assert approve(played, run, "1").status_code == 200
    case = next(case for case, place in played.cases.items() if place == FOUR_EYES)
    opened = played.ask(f"/cases/{case}/tasks", bodies.task(), FOUR_EYES, Role.CASE_WORKER)
    assert opened.status_code == 200, opened.text
    played.server.fresh("/tasks")
    (waiting,) = played.run("payments-send", MONDAY, "--municipality", str(FOUR_EYES))
    assert waiting["waits_for"] == "run-not-approved"
    played.server.fresh("/tasks")
    (changed,) = played.runs(FOUR_EYES)
    assert (changed["status"], changed["payments"]) == ("closed", 2)
    old = approve(played, changed, "1", run["control_sum"])
    assert (old.status_code, old.json()["code"]) == (409, "not-allowed-now")
    assert approve(played, changed, "2").status_code == 200
    (sent,) = played.run("payments-send", MONDAY, "--municipality", str(FOUR_EYES))
    assert sent["waits_for"] is None
    states = Counter(one["status"] for one in played.payments(FOUR_EYES))
    assert states == {"sent": 2, "approved": 2}


@pytest.mark.parametrize(
    "answer",
    [
        "run;{run};0000\n{payment};settled\n",
        "run;{run};{sum}\n{stranger};settled\n",
    ],
    ids=["other sum", "other payment"],
)
def test_an_answer_that_does_not_fit_is_refused_and_nothing_is_written(
    played: Played, answer: str
) -> None:
    (run,) = played.runs(FOUR_EYES)
    payment = next(o for o in played.payments(FOUR_EYES) if o["status"] == "sent")["payment_id"]
    said = answer.format(
        run=run["run_id"],
        sum=run["control_sum"],
        payment=payment,
        stranger=next(iter(played.cases)),
    )
    file = played.server.data_dir / "exports" / "payments" / f"{run['run_id']}.answer.csv"
    file.write_text(said, "utf-8")
    before = written(played)
    words = ("payments-reconcile", "--date", TUESDAY, "--municipality", str(FOUR_EYES))
    refused = played.server.sdp("run", *words, "--json")
    assert refused.returncode == 2
    assert orjson.loads(refused.stdout)["error"]["code"] == "payment-answer-mismatch"
    assert written(played) == before
    file.unlink()


def written(played: Played) -> tuple[object, dict[str, int]]:
    """The head and the rows of all tables but looks and seals, when the worker has caught up."""
    head, counts = played.server.caught_up(), played.server.counts()
    kept = {name: rows for name, rows in counts.items() if not name.startswith(PASSING)}
    return head, kept


def test_a_run_that_is_going_on_is_not_done_by_another_program(played: Played) -> None:
    before = written(played)
    with psycopg.connect(played.server.owner_url) as other:
        other.execute("SELECT pg_advisory_lock(%s, hashtext('nightly/101'))", (LOCKS,))
        words = ("nightly", "--date", MONDAY, "--json")
        for place in ((), ("--municipality", "101")):
            refused = played.server.sdp("run", *words, *place)
            assert refused.returncode == 3
            assert orjson.loads(refused.stdout)["error"]["code"] == "run-going-on"
        assert written(played)[1].keys() == before[1].keys()
    assert played.run("nightly", MONDAY, "--municipality", "101")


def test_a_municipality_that_is_none_has_no_runs_and_one_without_cases_has(played: Played) -> None:
    before = written(played)
    for words in (("run", "nightly", "--date", MONDAY), ("rerate", "--on", MONDAY, "--dry-run")):
        told = orjson.loads(played.server.sdp(*words, "--municipality", "102", "--json").stdout)
        assert told["error"]["code"] == "unknown-municipality"
    assert written(played) == before
    (done,) = played.run("nightly", MONDAY, "--municipality", "265")
    assert (done["municipality"], done["done"]) == (265, 0)


def test_an_answer_tells_what_came_back(played: Played) -> None:
    (run,) = played.runs(FOUR_EYES)
    first, second = (o["payment_id"] for o in played.payments(FOUR_EYES) if o["status"] == "sent")
    said = f"run;{run['run_id']};{run['control_sum']}\n{first};returned\n{second};failed\n"
    name = f"{run['run_id']}.answer.csv"
    (played.server.data_dir / "exports" / "payments" / name).write_text(said, "utf-8")
    played.run("payments-reconcile", TUESDAY, "--municipality", str(FOUR_EYES))
    states = Counter(one["status"] for one in played.payments(FOUR_EYES))
    assert states == {"returned": 1, "failed": 1, "approved": 2}


def test_who_prepared_an_extra_run_may_not_approve_it(played: Played) -> None:
    case = next(case for case, place in played.cases.items() if place == FOUR_EYES)
    moved(played.server, "2020-06-10T08:00:00Z")
    extra = {"kind": "extra", "prepared_on": WEDNESDAY, "pay_until": "2020-06-07"}
    future = {**extra, "prepared_on": "2020-06-11"}
    early = played.ask("/runs", future, FOUR_EYES, Role.MANAGER)
    assert (early.status_code, early.json()["code"]) == (409, "run-in-the-future")
    prepared = played.ask("/runs", extra, FOUR_EYES, Role.MANAGER)
    assert prepared.status_code == 201, prepared.text
    for step in ("prepare", "close"):
        played.run(f"extra-{step}", WEDNESDAY, "--municipality", str(FOUR_EYES))
    run = next(one for one in fresh_runs(played) if one["kind"] == "extra")
    assert run["run_id"] == prepared.json()["run_id"]
    played.server.fresh("/tasks")
    before = written(played)
    for spelt in ("1", " 1", "1 "):
        same = approve(played, run, spelt)
        assert (same.status_code, same.json()["code"]) == (409, "four-eyes")
    assert written(played) == before
    assert approve(played, run, "2").status_code == 200
    (sent,) = played.run("extra-send", WEDNESDAY, "--municipality", str(FOUR_EYES))
    assert sent["waits_for"] is None
    assert case


def fresh_runs(played: Played) -> list[dict[str, Any]]:
    played.server.fresh("/tasks")
    return played.runs(FOUR_EYES)


def test_the_schedule_does_what_is_due_and_says_what_did_not_run(played: Played) -> None:
    words = ("schedule", "--once", "--json", "--now", "2020-06-11T21:00:00Z")
    told = orjson.loads(played.server.sdp(*words).stdout)
    assert {one["name"] for one in told["done"]} >= {"evening", "nightly", "deadlines"}
    assert "nightly" not in {one["name"] for one in told["not_run"]}
    again = orjson.loads(played.server.sdp(*words).stdout)
    assert again["done"] == []
    real = played.server.sdp("schedule", "--once")
    assert (real.returncode, "time-is-simulated" in real.stderr) == (2, True)


def test_nothing_is_in_the_log_that_must_not_be(played: Played) -> None:
    checked = played.server.sdp("check", "invariants", "--json")
    assert orjson.loads(checked.stdout)["violations"] == []
