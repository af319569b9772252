"""The schedule as a program: a week down, summer time, two at once, told to end, killed."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest

from domain.shared.envelope import Role
from tests.api.cli import at_any_hour
from tests.support import bodies
from tests.support.held_up import held_up
from tests.support.played_runs import Played
from tests.support.seeded import moved
from tests.support.served import PATIENCE, SDP, Served, served

EARLY, USUAL = 101, 751  # one municipality has set an hour of its own for the cut-off
LOADED = "sdp_log.receipt"
Told = dict[str, Any]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Generator[Played]:
    """Two municipalities with a case each, on a Saturday in March; no run has been done yet."""
    folder = tmp_path_factory.mktemp("schedule")
    with served(folder, "--with-worker", "--simulated-clock") as server:
        moved(server, "2020-03-21T08:00:00Z")
        story = Played(server, {})
        for place, cpr in ((EARLY, "1105731234"), (USUAL, "1205731234")):
            said = bodies.absence(
                cpr=cpr, first_day_of_absence="2020-02-03", notified_on="2020-02-05"
            )
            assert story.ask("/cases", said, place, Role.NEMREFUSION).status_code == 201
        hour = story.ask("/municipality/cut-off", {"hour": 11}, EARLY, Role.MANAGER)
        assert hour.status_code == 200, hour.text
        server.fresh("/tasks")
        yield story


def kept(played: Played, now: str, days: int = 7) -> Told:
    words = ("schedule", "--once", "--json", "--days", str(days), "--now", now)
    ended = played.server.sdp(*words)
    assert ended.returncode == 0, ended.stderr
    return orjson.loads(ended.stdout)


def names(told: Told, place: int = EARLY) -> Counter[str]:
    return Counter(one["name"] for one in told["done"] if one["municipality"] == place)


def test_the_cut_off_comes_at_the_hour_of_each_municipality(played: Played) -> None:
    before = kept(played, "2020-03-23T09:59:59Z", 1)
    assert names(before)["payments-prepare"] == names(before, USUAL)["payments-prepare"] == 1
    assert "payments-close" not in names(before)
    eleven = kept(played, "2020-03-23T10:00:00Z", 1)
    assert (names(eleven), names(eleven, USUAL)) == (Counter({"payments-close": 1}), Counter())
    afternoon = kept(played, "2020-03-23T14:00:00Z", 1)
    assert (names(afternoon), names(afternoon, USUAL)) == (
        Counter(),
        Counter({"payments-close": 1}),
    )


def test_down_for_a_week_it_does_every_date_that_is_due_and_says_what_did_not_run(
    played: Played,
) -> None:
    told = kept(played, "2020-03-29T00:59:00Z")  # a minute before the hour that is taken away
    found = names(told)
    assert (found["nightly"], found["evening"], found["deadlines"]) == (6, 6, 6)
    assert (found["write-off"], found["payments-send"]) == (1, 5)
    waits = {(one["name"], one["why"]) for one in told["not_run"]}
    assert waits <= {("payments-reconcile", "no-answer-yet")}
    assert {one["due"][:10] for one in told["not_run"]} <= {f"2020-03-{n}" for n in range(24, 28)}
    again = kept(played, "2020-03-29T00:59:30Z")
    assert (again["done"], again["not_run"]) == ([], told["not_run"])


def test_when_summer_time_begins_nothing_is_left_out_and_nothing_done_twice(
    played: Played,
) -> None:
    assert kept(played, "2020-03-29T01:30:00Z")["done"] == []  # half past three
    assert names(kept(played, "2020-03-29T02:00:00Z"), USUAL) == Counter({"deadlines": 1})
    monday = names(kept(played, "2020-03-30T02:01:00Z"))
    assert (monday["nightly"], monday["evening"], monday["deadlines"]) == (1, 1, 1)


def test_when_summer_time_ends_nothing_runs_in_the_hour_that_comes_twice(played: Played) -> None:
    for half_past_two in ("2020-10-25T00:30:00Z", "2020-10-25T01:30:00Z"):
        told = kept(played, half_past_two)
        assert (told["done"], told["not_run"]) == ([], [])
    told = kept(played, "2020-10-25T02:00:00Z")
    found = names(told)
    assert (found["nightly"], found["evening"], found["deadlines"]) == (7, 7, 6)
    assert (found["close-month"], found["random-sample"]) == (1, 1)  # on the first, weeks ago


@contextmanager
def standing(server: Served, now: str) -> "Generator[subprocess.Popen[str]]":
    """A schedule that looks at the clock until it is told to end."""
    words = [SDP, "schedule", "--now", now]
    with subprocess.Popen(
        words, env=server.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def first_line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    return process.stdout.readline()


def test_of_two_schedules_one_does_the_runs_and_the_other_says_so(played: Played) -> None:
    with standing(played.server, "2020-10-26T21:30:00Z") as process:
        assert " done; " in first_line(process)
        other = played.server.sdp("schedule", "--once", "--now", "2020-10-26T21:30:00Z")
        assert (other.returncode, other.stdout) == (3, "")
        assert "error schedule-going-on: " in other.stderr


def test_told_to_end_in_the_middle_it_ends_the_run_it_is_in_and_the_next_does_the_rest(
    played: Played,
) -> None:
    """Or has it cut off, where it takes its time: then the next does that one too."""
    now = "2020-11-03T21:30:00Z"
    with standing(played.server, now) as process:
        with held_up(played.server, LOADED) as looking:
            looking.until_stuck(LOADED)
            process.send_signal(signal.SIGTERM)
        said, errors = process.communicate(timeout=PATIENCE)
        assert (process.returncode, errors) == (0, "")
    done = [tuple(line.split()[:3]) for line in said.splitlines() if " done; " in line]
    told = kept(played, now)
    later = [(one["name"], one["day"], f"{one['municipality']:04}:") for one in told["done"]]
    assert later
    assert not set(later) & set(done)
    by_day = Counter(name for name, _, place in (*done, *later) if place == f"{EARLY:04}:")
    assert (by_day["nightly"], by_day["evening"], by_day["deadlines"]) == (7, 7, 7)


def test_a_killed_schedule_holds_nobody_up(played: Played) -> None:
    now = "2020-11-10T21:30:00Z"
    with held_up(played.server, LOADED) as looking, standing(played.server, now) as process:
        looking.until_stuck(LOADED)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)
    told = kept(played, now)
    assert names(told)["nightly"] >= 1
    assert kept(played, now)["done"] == []


def test_on_a_real_log_it_keeps_the_real_time(tmp_path: Path) -> None:
    with served(tmp_path / "real", "--with-worker") as server:
        assert server.post("/cases", bodies.absence(), Role.NEMREFUSION).status_code == 201
        given = server.sdp("schedule", "--once", "--now", "2020-10-26T21:30:00Z")
        assert (given.returncode, "error time-is-real: " in given.stderr) == (2, True)
        with subprocess.Popen(
            [sys.executable, "-m", at_any_hour.__name__, "schedule", "--days", "2"],
            env=server.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert " done; " in first_line(process)
            process.send_signal(signal.SIGTERM)
            _, errors = process.communicate(timeout=PATIENCE)
            assert (process.returncode, errors) == (0, "")
        taken = server.sdp("check", "invariants", "--json")
        assert orjson.loads(taken.stdout)["violations"] == []
