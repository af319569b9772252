"""Long commands as programs: two at once, killed, and told to end in the middle of their work."""

import os
import signal
import subprocess
from collections.abc import Generator, Iterable
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shlex import quote
from typing import Any

import orjson
import pytest

from tests.infrastructure.postgres.programs import command_of, eventually, parent_of, pids
from tests.support.held_up import held_up
from tests.support.played_runs import Played, reported_in_turn
from tests.support.seeded import moved
from tests.support.served import PATIENCE, SDP, Served, served

PLACES = (101, 751)
CITIZENS = tuple(f"{day}05731234" for day in range(11, 19))
NIGHT, NOW = "2020-06-05", "2020-06-05T20:30:00Z"
NIGHTLY = ("run", "nightly", "--date", NIGHT)
FIRST = ("--municipality", str(PLACES[0]))
LOOKED_AT, LOADED = "case_overview_v1.case_overview", "sdp_log.receipt"
Program = subprocess.Popen[str]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Generator[Played]:
    """Two municipalities with as many cases that the night will grant; it has not come."""
    folder = tmp_path_factory.mktemp("ended")
    with served(folder, "--with-worker", "--simulated-clock") as server:
        story = Played(server, {})
        moved(server, "2020-06-05T18:30:00Z")
        reported_in_turn(story, CITIZENS, PLACES)
        server.fresh("/tasks")
        yield story


@contextmanager
def started(server: Served, *words: str) -> Generator[Program]:
    """Start a program that hears Ctrl-C, also where these tests run in a shell's background."""
    pipe = subprocess.PIPE
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what is ignored, children ignore too
    with subprocess.Popen(
        [SDP, *words], env=server.environment, stdout=pipe, stderr=pipe, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def ended(process: Program) -> tuple[int, list[str]]:
    _, errors = process.communicate(timeout=PATIENCE)
    return process.returncode, errors.splitlines()


def code(errors: Iterable[str]) -> str:
    """Give the code of the one line that says what is wrong."""
    (line,) = [line for line in errors if line.startswith("error ")]
    return line.split()[1].rstrip(":")


def summaries(played: Played, place: int) -> list[tuple[int, Any]]:
    played.server.fresh("/tasks")
    told = played.server.get("/run-summaries?limit=200", municipality=place).json()["items"]
    return [(one["done"], one["refused"]) for one in told if one["name"] == "nightly"]


def statuses(played: Played) -> list[str]:
    return [
        played.server.get(f"/cases/{case}", municipality=place).json()["status"]
        for case, place in played.cases.items()
    ]


def head(played: Played) -> int:
    return int(played.server.http.get("/health").json()["head"])


TERM, CTRL_C = signal.SIGTERM, signal.SIGINT


@pytest.mark.parametrize(
    ("words", "table", "told"),
    [
        ((*NIGHTLY, *FIRST), LOOKED_AT, TERM),
        (NIGHTLY, LOADED, TERM),
        (NIGHTLY, LOADED, CTRL_C),
        ((*NIGHTLY, "--workers", "2"), LOADED, TERM),
        (("schedule", "--once", "--now", NOW), LOADED, TERM),
        (("rerate", "--on", "2020-01-06"), LOOKED_AT, TERM),
        (("projections", "rebuild", "task_queue"), "sdp_log.event", TERM),
        (("projections", "rebuild", "task_queue"), "task_queue_v1.task", CTRL_C),
        (("check", "invariants"), "sdp_log.event", TERM),
        (("check", "invariants"), "sdp_log.event", CTRL_C),
        (("verify",), "sdp_log.event", TERM),
        (("verify",), "sdp_log.block", CTRL_C),
    ],
)
def test_a_long_command_told_to_end_ends_though_it_is_held_up_and_says_so(
    played: Played, words: tuple[str, ...], table: str, told: signal.Signals
) -> None:
    """What holds it up is let go only when it has ended."""
    before = head(played)
    with held_up(played.server, table) as looking, started(played.server, *words) as process:
        looking.until_stuck(table)
        process.send_signal(told)
        returned, errors = ended(process)
    assert (returned, code(errors)) == (3, "interrupted")
    assert head(played) == before
    assert played.server.get("/run-summaries", municipality=101).json()["items"] == []


def test_in_the_background_of_a_shell_it_is_told_to_end_as_well(played: Played) -> None:
    words = f"{quote(str(SDP))} {' '.join(NIGHTLY)} & echo $!; wait $!; exit $?"
    with (
        held_up(played.server, LOOKED_AT) as looking,
        subprocess.Popen(
            ["/bin/sh", "-c", words],
            env=played.server.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as shell,
    ):
        assert shell.stdout
        pid = int(shell.stdout.readline())
        looking.until_stuck(LOOKED_AT)
        os.kill(pid, signal.SIGTERM)
        returned, errors = ended(shell)
    assert (returned, code(errors)) == (3, "interrupted")


def test_a_standing_schedule_cuts_off_what_does_not_end(played: Played) -> None:
    words = ("schedule", "--now", NOW)
    before = head(played)
    with held_up(played.server, LOADED) as looking, started(played.server, *words) as process:
        looking.until_stuck(LOADED)
        process.send_signal(signal.SIGTERM)
        said, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, errors) == (0, "")
    assert said.splitlines()[-1].endswith("the next schedule does the rest")
    assert head(played) == before


@pytest.mark.parametrize("words", [NIGHTLY, (*NIGHTLY, *FIRST)])
def test_of_two_programs_that_do_a_run_at_once_one_does_it(
    played: Played, words: tuple[str, ...]
) -> None:
    """The other one is told so while the first is held up, and the first is told to end."""
    lock = "nightly/101" if FIRST[0] in words else "nightly/0"
    before = head(played)
    with held_up(played.server, LOOKED_AT) as looking, started(played.server, *words) as first:
        looking.until_held(lock)
        with started(played.server, *words) as second:
            returned, errors = ended(second)
        assert (returned, code(errors)) == (3, "run-going-on")
        first.send_signal(signal.SIGTERM)
        assert ended(first)[0] == 3
    assert head(played) == before


def test_a_killed_run_that_is_done_again_says_what_one_that_was_not_says(played: Played) -> None:
    """Killed in the first municipality after two orders; the second is done in one go."""
    played.killed("nightly", NIGHT, 2)
    before = head(played)
    assert summaries(played, PLACES[0]) == []
    assert statuses(played).count("ongoing") == 2
    told = {one["municipality"]: one["done"] for one in played.run("nightly", NIGHT)}
    assert told == dict.fromkeys(PLACES, 4)
    assert [summaries(played, place) for place in PLACES] == [[(4, {})], [(4, {})]]
    assert statuses(played) == ["ongoing"] * len(CITIZENS)
    assert head(played) > before


def test_a_run_beside_the_schedule_is_done_by_one_of_them(played: Played) -> None:
    """A stopped program holds its run as one that works does."""
    (words, at) = ((*NIGHTLY[:3], "2020-06-06", *FIRST), "2020-06-06T20:30:00Z")
    holding = ExitStack()  # before it starts, or it may have ended before it is held up
    looking = holding.enter_context(held_up(played.server, LOOKED_AT))
    with started(played.server, *words) as first:
        with holding:
            looking.until_held("nightly/101")
            first.send_signal(signal.SIGSTOP)
        one_day = played.server.sdp("schedule", "--once", "--json", "--days", "1", "--now", at)
        told = orjson.loads(one_day.stdout)
        missed = [(one["name"], one["municipality"], one["why"]) for one in told["not_run"]]
        assert missed == [("nightly", 101, "run-going-on")]
        assert ("nightly", 751) in {(one["name"], one["municipality"]) for one in told["done"]}
        other = played.server.sdp("run", "nightly", "--date", "2020-06-06", "--json")
        assert other.returncode == 3
        assert orjson.loads(other.stdout)["error"]["code"] == "run-going-on"
        first.send_signal(signal.SIGCONT)
        assert ended(first)[0] == 0
    again = played.server.sdp("schedule", "--once", "--json", "--days", "1", "--now", at)
    assert orjson.loads(again.stdout) == {"done": [], "not_run": []}


def test_a_killed_rebuild_holds_the_next_one_up_for_a_moment_only(played: Played) -> None:
    """The database notices the kill though it is in the middle of what was asked."""
    words, table = ("projections", "rebuild", "task_queue"), "task_queue_v1.task"
    with held_up(played.server, table) as looking:
        with started(played.server, *words) as first:
            looking.until_stuck(table)
            first.kill()
        eventually(lambda: not looking.stuck(table), "what was asked is not given up")
        with started(played.server, *words) as second:
            looking.until_stuck(table)
            second.send_signal(TERM)
            returned, errors = ended(second)
    assert (returned, code(errors)) == (3, "interrupted")


def test_what_was_cut_off_is_done_again_and_nothing_is_doubled(played: Played) -> None:
    done = played.server.sdp("projections", "rebuild", "task_queue", "--json")
    assert done.returncode == 0, done.stderr
    taken = played.server.sdp("check", "invariants", "--json")
    assert orjson.loads(taken.stdout)["violations"] == []


def test_a_simulation_told_to_end_leaves_no_process(tmp_path: Path) -> None:
    environment = {**os.environ, "SDP_DATA_DIR": str(tmp_path / "played")}
    words = ("--cases", "1000", "--seed", "1", "--municipalities", "2")
    days = ("--from", "2026-01-05", "--to", "2026-12-31")
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [SDP, "simulate", *words, *days], env=environment, stdout=pipe, stderr=pipe, text=True
    ) as process:
        eventually(lambda: len(working(process.pid)) == 2, "nobody plays")
        players = working(process.pid)
        process.send_signal(signal.SIGTERM)
        returned, errors = ended(process)
    assert (returned, code(errors)) == (3, "interrupted")
    eventually(lambda: not set(players) & set(pids()), "a player outlived its program")
    subprocess.run([SDP, "db", "stop"], env=environment, check=True, timeout=PATIENCE)


def working(parent: int) -> list[int]:
    children = (pid for pid in pids() if parent_of(pid) == parent)
    return [pid for pid in children if b"spawn_main" in command_of(pid)]
