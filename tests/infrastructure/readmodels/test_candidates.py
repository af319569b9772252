"""What the runs look at, on PostgreSQL: where a case just is listed, and where it just is not."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from domain.dossier.dossier import DossierCommand
from domain.shared.envelope import CaseId, Municipality
from infrastructure.candidates import Behind, ReadCandidates, open_candidates
from infrastructure.postgres.server import Database
from tests.support import examples as ask
from tests.support.errands import RUN, cancel_task, hold_task, open_task, order_payment, solve_task
from tests.support.examples import CASE, MUNICIPALITY, day, report_absence
from tests.support.histories import ENDED, GRANTED, INCLUDED, READY, REPORTED
from tests.support.journals import Desk
from tests.support.readmodels import readmodels

TODAY, A_DAY = day("06-29"), timedelta(days=1)
MIDNIGHT = datetime(2020, 6, 28, 22, tzinfo=UTC)  # in Denmark, of TODAY
BEFORE = MIDNIGHT - timedelta(seconds=1)
Asked = Callable[[ReadCandidates], Coroutine[Any, Any, Sequence[CaseId]]]
LONG_AGO = date(2019, 9, 2)


def named(name: str) -> CaseId:
    return CaseId(UUID(bytes=name.encode().ljust(16)[:16]))


class Cases:
    """Cases by name, each told at its own time."""

    def __init__(self) -> None:
        self.desk, self.count = Desk(), 0

    def tell(self, name: str, *commands: DossierCommand, at: datetime | None = None) -> None:
        """Tell them one after the other; the last at the instant given."""
        self.count += 1
        first, *rest = commands
        cpr = f"12037512{self.count:02}"
        said = [first.model_copy(update={"cpr": cpr}), *rest]
        for command in said[:-1]:
            self.desk.ask(self.of(name, command), case_id=named(name))
        self.desk.now = at or self.desk.now
        self.desk.ask(self.of(name, said[-1]), case_id=named(name))

    def of(self, name: str, command: DossierCommand) -> DossierCommand:
        """Name the task of the case, where the command is about the one that stories open."""
        open_now = self.desk.dossier(named(name)).open_tasks
        if hasattr(command, "task_id") and open_now:
            return command.model_copy(update={"task_id": next(iter(open_now))})
        return command


@pytest.fixture
def cases() -> Cases:
    return Cases()


def listed(cases: Cases, database: Database, folder: Path, asked: Asked) -> set[str]:
    with readmodels(database, folder, cases.desk.log()) as models:
        models.run()
        return proposed(database, asked)


def proposed(database: Database, asked: Asked) -> set[str]:
    async def found() -> Sequence[CaseId]:
        async with open_candidates(database) as candidates:
            return await asked(candidates)

    return {case_id.bytes.decode().strip() for case_id in asyncio.run(found())}


def test_the_evening_looks_where_a_task_that_blocked_the_decision_ended_that_day(
    cases: Cases, database: Database, tmp_path: Path
) -> None:
    cases.desk.now = BEFORE - A_DAY
    cases.tell("yesterday", *READY, open_task(), solve_task(), at=BEFORE)
    cases.tell("today", *READY, open_task(), solve_task(), at=MIDNIGHT)
    cases.tell("cancelled", *READY, open_task(), cancel_task())
    paying = open_task("financial_outstanding")
    cases.tell("pays", *READY, paying, solve_task())
    cases.tell("decided", *READY, open_task(), solve_task(), ask.grant())
    cases.tell("open", *READY, open_task())
    found = listed(cases, database, tmp_path, lambda on: on.unblocked(MUNICIPALITY, TODAY))
    assert found == {"today", "cancelled"}


def test_what_is_held_is_listed_on_its_day_and_what_was_missed_the_day_after(
    cases: Cases, database: Database, tmp_path: Path
) -> None:
    cases.desk.now = BEFORE - 20 * A_DAY
    for name, until in (("held", TODAY), ("later", TODAY + A_DAY)):
        cases.tell(name, *READY, open_task(), hold_task(until))
    for name, last in (("passed", TODAY - A_DAY), ("today", TODAY), ("old", TODAY - 43 * A_DAY)):
        hearing = ask.start_hearing(on=TODAY - 60 * A_DAY, deadline=last)
        cases.tell(f"heard {name}", *READY, hearing)
    heard = ask.start_hearing(on=TODAY - 60 * A_DAY, deadline=TODAY - A_DAY)
    cases.tell("answered", *READY, heard, ask.answer_hearing(on=TODAY - 30 * A_DAY))
    found = listed(cases, database, tmp_path, lambda on: on.waiting_for(MUNICIPALITY, TODAY))
    assert found == {"held", "heard passed"}


def test_refund_may_be_lost_three_months_after_the_first_day_until_three_after_the_right(
    cases: Cases, database: Database, tmp_path: Path
) -> None:
    def since(first: date, *more: DossierCommand) -> tuple[DossierCommand, ...]:
        return (report_absence(first, notified_on=first), *GRANTED[1:], *more)

    cases.tell("begun", *since(day("03-28")))
    cases.tell("too new", *since(day("03-29")))
    cases.tell("right until", *since(LONG_AGO, ask.end(date(2019, 12, 29))))
    cases.tell("over", *since(LONG_AGO, ask.end(date(2019, 12, 28))))
    cases.tell("undecided", report_absence(day("02-03"), notified_on=day("02-10")), *REPORTED[1:])
    found = listed(cases, database, tmp_path, lambda on: on.to_write_off(MUNICIPALITY, TODAY))
    assert found == {"begun", "right until"}


def test_closed_cases_are_listed_that_were_reported_before_a_danish_day(
    cases: Cases, database: Database, tmp_path: Path
) -> None:
    cases.desk.now = BEFORE - A_DAY
    cases.tell("ended", *ENDED)
    for name, at in (("before", BEFORE), ("after", MIDNIGHT)):
        cases.desk.now = at
        cases.tell(name, *ENDED, ask.close_case())
    assert listed(cases, database, tmp_path, lambda on: on.closed(MUNICIPALITY, TODAY)) == {
        "before"
    }


@pytest.mark.parametrize(
    ("last", "place", "found"),
    [
        (date(2020, 10, 30), MUNICIPALITY, set[str]()),
        (date(2020, 10, 31), MUNICIPALITY, {"near"}),
        (date(2030, 1, 1), Municipality(751), set[str]()),
    ],
)
def test_who_is_near_the_reassessment_date_is_listed_by_that_day(
    cases: Cases,
    database: Database,
    tmp_path: Path,
    last: date,
    place: Municipality,
    found: set[str],
) -> None:
    cases.tell("near", *GRANTED)
    cases.tell("closed", *ENDED, ask.close_case())
    asked = listed(cases, database, tmp_path, lambda on: on.to_reassess(place, last))
    assert asked == found


LISTS: Sequence[Callable[[ReadCandidates, Municipality], Any]] = (
    ReadCandidates.under_clarification,
    ReadCandidates.with_benefit,
    ReadCandidates.approved,
    lambda on, place: on.unblocked(place, TODAY - 30 * A_DAY),
    lambda on, place: on.waiting_for(place, TODAY),
    lambda on, place: on.to_reassess(place, date(2030, 1, 1)),
    lambda on, place: on.closed(place, TODAY + A_DAY),
    lambda on, place: on.to_write_off(place, TODAY),
    lambda on, place: on.included(place, RUN),
)


def test_no_list_has_a_case_or_a_payment_of_another_municipality(
    cases: Cases, database: Database, tmp_path: Path
) -> None:
    now, cases.desk.now = cases.desk.now, BEFORE - 20 * A_DAY
    cases.tell("held", *READY, open_task(), hold_task(TODAY))
    cases.desk.now = now
    cases.tell("new", *READY, open_task(), solve_task())
    cases.tell("closed", *ENDED, ask.close_case())
    cases.tell("lost", report_absence(LONG_AGO, notified_on=LONG_AGO), *GRANTED[1:])
    for command in (*INCLUDED, order_payment()):
        cases.desk.ask(command, case_id=CASE)

    async def found(place: Municipality) -> list[int]:
        async with open_candidates(database) as candidates:
            return [len(await one(candidates, place)) for one in LISTS]

    with readmodels(database, tmp_path, cases.desk.log()) as models:
        models.run()
        assert 0 not in asyncio.run(found(MUNICIPALITY))
        assert not any(asyncio.run(found(Municipality(751))))


def new_cases(on: ReadCandidates) -> Coroutine[Any, Any, Sequence[CaseId]]:
    return on.under_clarification(MUNICIPALITY)


def test_a_list_that_another_release_made_otherwise_proposes_nothing_to_a_run(
    cases: Cases, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases.tell("waits", *READY)
    monkeypatch.setattr("infrastructure.candidates.PATIENCE", 0.1)
    with readmodels(database, tmp_path, cases.desk.log()) as models:
        models.run()
        assert proposed(database, new_cases) == {"waits"}
        reshaped = "UPDATE readmodels.slot SET shape = %s WHERE projection = %s"
        models.connection.execute(reshaped, ("0" * 64, "task_queue"))
        assert proposed(database, new_cases) == {"waits"}
        models.connection.execute(reshaped, ("0" * 64, "case_overview"))
        with pytest.raises(Behind, match="case_overview"):
            proposed(database, new_cases)
