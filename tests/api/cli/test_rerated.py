"""`sdp rerate` at a change of year: foreseen, killed, and done again by the real program."""

import os
import subprocess
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import orjson
import psycopg
import pytest

from application.runs.rerating import SHARES
from domain.shared.envelope import Role
from tests.infrastructure.postgres.programs import eventually
from tests.support import bodies
from tests.support.played_runs import Played
from tests.support.seeded import moved
from tests.support.served import PATIENCE, SDP, Served, served

PLACES = (101, 751)
FIRST_DAY, NEW_YEAR = "2020-10-05", "2021-01-04"
RERATE = ("rerate", "--on", NEW_YEAR, "--json")
CITIZENS = tuple(f"{day}05731234" for day in range(11, 21))
BOTH = "2105731234"  # the citizen of two cases
OTHER_EMPLOYER = "24256790"
FEWER, CAP_2020, CAP_2021 = Decimal(3404), Decimal(4405), Decimal(4460)
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@dataclass(frozen=True)
class Year:
    """Cases whose wage became lower while a person decided: nothing moved yet."""

    played: Played
    cases: list[str]
    two: tuple[str, str]  # of one citizen, under one cap

    @property
    def server(self) -> Served:
        return self.played.server

    def place(self, case: str) -> int:
        return self.played.cases[case]

    def rerated(self, *more: str) -> dict[str, Any]:
        done = self.server.sdp(*RERATE, *more)
        assert done.returncode == 0, done.stderr
        return orjson.loads(done.stdout)

    def weeks(self, case: str) -> dict[str, Decimal]:
        """Give what is decided of each week, as the last decision in the log says."""
        answer = self.server.get(f"/cases/{case}/history", municipality=self.place(case)).json()
        decided = [one["event"]["totals"] for one in answer["events"] if "totals" in one["event"]]
        return {one["monday"]: Decimal(one["amount"]) for one in decided[-1]["weeks"]}


def reported(played: Played, cpr: str, place: int, employer: str, first_day: str) -> str:
    nemrefusion, told_on = Role.NEMREFUSION, {"notified_on": "2020-10-08"}
    body = bodies.absence(cpr=cpr, first_day_of_absence=first_day, **told_on)
    answer = played.ask("/cases", body, place, nemrefusion)
    assert answer.status_code == 201, answer.text
    case = str(answer.json()["case_id"])
    asked = {"cvr": employer, "requested_on": "2020-12-01"}
    for path, said, role in (
        ("employments", bodies.employment(cvr=employer), nemrefusion),
        ("wages", bodies.wage(cvr=employer), nemrefusion),
        ("information-forms", bodies.form(cause="cancer"), Role.CITIZEN_SERVICE),
        ("refund-requests", asked, nemrefusion),
        ("grant", {"by_rule": True}, Role.MACHINE),
        ("automation-stop", {"reason": "Skal ses efter"}, Role.MACHINE),
        ("wages", bodies.wage(cvr=employer, hourly_wage="100.00"), nemrefusion),
    ):
        done = played.ask(f"/cases/{case}/{path}", said, place, role)
        assert done.status_code == 200, f"{path}: {done.text}"
    played.cases[case] = place
    return case


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Generator[Year]:
    folder = tmp_path_factory.mktemp("rerated")
    with served(folder, "--with-worker", "--simulated-clock") as server:
        moved(server, "2020-12-01T08:00:00Z")
        played = Played(server, {})
        two = (
            reported(played, BOTH, PLACES[0], bodies.EMPLOYER, FIRST_DAY),
            reported(played, BOTH, PLACES[0], OTHER_EMPLOYER, "2020-10-06"),
        )
        for number, cpr in enumerate(CITIZENS):
            reported(played, cpr, PLACES[number % 2], bodies.EMPLOYER, FIRST_DAY)
        server.fresh("/tasks")
        yield Year(played, list(played.cases), two)


def test_a_dry_run_lists_the_amounts_that_move_and_writes_nothing(year: Year) -> None:
    before, marks = year.server.counts(), marked(year.server)
    foreseen = year.rerated("--dry-run")
    after = year.server.counts()
    assert {name: after[name] for name in after if name.startswith("sdp_log.")} == {
        name: before[name] for name in before if name.startswith("sdp_log.")
    }
    assert marked(year.server) == marks == []
    assert (foreseen["done"], foreseen["refused"]) == (len(year.cases), {})
    moves = {(one["case_id"], one["monday"]): one for one in foreseen["moves"]}
    assert min(one["monday"] for one in foreseen["moves"]) == NEW_YEAR
    for case in set(year.cases) - set(year.two):
        move = moves[case, NEW_YEAR]
        assert (move["before"], move["after"]) == ("4084.80", "3404.00")
        assert year.weeks(case)[NEW_YEAR] == Decimal("4084.80")


def marked(server: Served) -> list[str]:
    return sorted(one.name for one in (server.data_dir / "runs").glob("rerate-*.mark"))


def share_of(year: Year, case: str) -> str:
    return f"rerate-{NEW_YEAR}-{year.place(case):04}-{UUID(case).int % SHARES}.mark"


def in_turn(year: Year) -> list[list[str]]:
    """Give the cases of each program of the run, in the order in which it comes to them."""
    shares = [(place, number) for place in PLACES for number in range(SHARES)]
    of = min(len(os.sched_getaffinity(0)), len(shares))
    queue = {(year.place(one), UUID(one).int % SHARES, one): one for one in sorted(year.cases)}
    return [
        [one for key, one in sorted(queue.items()) if key[:2] in shares[first::of]]
        for first in range(of)
    ]


def third_of(year: Year) -> str:
    """Find a case at a third of a program's way, in another share than its first."""
    for cases in in_turn(year):
        later = [one for one in cases if share_of(year, one) != share_of(year, cases[0])]
        if later:
            return next((one for one in cases[len(cases) // 3 :] if one in later), later[0])
    raise AssertionError("every program has one share only")


@contextmanager
def kept_from(server: Served, case: str) -> Generator[psycopg.Connection]:
    """Let nobody record anything on a case until the block ends."""
    with (
        psycopg.connect(server.owner_url) as owner,
        psycopg.connect(server.owner_url, autocommit=True) as looking,
    ):
        owner.execute("SELECT FROM sdp_log.dossier WHERE case_id = %s FOR UPDATE", (case,))
        yield looking


def waiting(looking: psycopg.Connection) -> bool:
    return looking.execute(WAITING).fetchone() != (0,)


def decided_again(year: Year) -> dict[str, list[tuple[int, str]]]:
    """Give position and type of each calculation after the first, by case."""
    with psycopg.connect(year.server.owner_url) as connection:
        rows = connection.execute(
            "SELECT case_id::text, position, type FROM sdp_log.event "
            "WHERE type IN ('BenefitRecalculated', 'BenefitConfirmed') ORDER BY position"
        ).fetchall()
    found: dict[str, list[tuple[int, str]]] = {case: [] for case in year.cases}
    for case, position, kind in rows:
        found[case].append((position, kind))
    return found


def test_killed_at_a_third_it_goes_on_and_touches_nothing_before(year: Year) -> None:
    held = third_of(year)
    with (
        kept_from(year.server, held) as looking,
        subprocess.Popen(
            [SDP, *RERATE], env=year.server.environment, stdout=subprocess.DEVNULL
        ) as process,
    ):
        waits = partial(waiting, looking)
        eventually(lambda: marked(year.server) and waits(), "the run did not come to the case")
        process.kill()
        assert process.wait(PATIENCE) == -9
        eventually(lambda: not waits(), "a program lives on")
    first, before = marked(year.server), decided_again(year)
    done_before = [one for one in year.cases if share_of(year, one) in first]
    assert 0 < len(done_before) < len(year.cases)
    assert before[held] == []
    again = year.rerated()
    assert (again["done_before"], again["refused"]) == (len(done_before), {})
    after = decided_again(year)
    assert all(after[one] == before[one] for one in {*done_before, *filter(before.get, before)})
    assert again["done"] == sum(after[one] != before[one] for one in year.cases)
    assert {len(after[one]) for one in set(year.cases) - set(year.two)} == {1}
    once_more = year.rerated()
    assert (once_more["done"], once_more["done_before"]) == (0, len(year.cases))
    assert decided_again(year) == after


def test_the_amounts_of_the_new_year_are_right_and_the_old_year_stands(year: Year) -> None:
    for case in set(year.cases) - set(year.two):
        weeks = year.weeks(case)
        assert weeks["2020-12-21"] == Decimal("3267.84")  # four days; 25 December is paid by nobody
        assert {weeks[NEW_YEAR], weeks["2021-01-11"]} == {FEWER}


def test_two_cases_of_a_citizen_share_the_cap_of_each_year(year: Year) -> None:
    """Whichever was calculated first: what one gives up the other gets when it is paid next."""
    rerated = sum_of(year, year.two)
    assert rerated["2020-12-14"] == CAP_2020
    assert rerated[NEW_YEAR] <= CAP_2021
    moved(year.server, "2021-01-12T10:00:00Z")
    for case in year.two:
        ordered = year.played.ask(
            f"/cases/{case}/payments", {"until": "2021-01-10"}, PLACES[0], Role.MACHINE
        )
        assert ordered.status_code == 200, ordered.text
    assert [year.weeks(one)[NEW_YEAR] for one in year.two] == [FEWER, CAP_2021 - FEWER]
    assert [year.weeks(one)["2020-12-14"] for one in year.two] == [FEWER, CAP_2020 - FEWER]
    violations = year.server.sdp("check", "invariants", "--json")
    assert orjson.loads(violations.stdout)["violations"] == []


def sum_of(year: Year, cases: Sequence[str]) -> Counter[str]:
    together: Counter[str] = Counter()
    for case in cases:
        for monday, amount in year.weeks(case).items():
            together[monday] += amount  # pyright: ignore[reportArgumentType] a Decimal counts too
    return together
