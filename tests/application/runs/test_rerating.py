"""A change of rates: each case once, only those it concerns, nothing twice after a kill."""

import asyncio
import multiprocessing
import os
import signal
from collections import Counter
from datetime import date
from pathlib import Path
from uuid import UUID

from application.runs.rerating import Share, foresee, rerate, shares
from domain.case.commands import RecalculateBenefit
from domain.case.events import BenefitRecalculated
from domain.case.kinds import RecalculationCause
from domain.shared.envelope import CaseId
from infrastructure.log.journal import PostgresJournal, open_journal
from infrastructure.marks import FolderOfMarks
from infrastructure.postgres.server import Database
from tests.support.examples import CASE, CVR, MUNICIPALITY, day, end, grant_by_hand, recalculate
from tests.support.histories import GRANTED, READY
from tests.support.journals import Desk, desk_after
from tests.support.office import MemoryOffice
from tests.support.rerating import A_FEW, NOW, ON, WAITING, seed, work
from tests.support.rerating import rerate as rerated_in_process
from tests.support.scenario import given

CASES = [CaseId(UUID(int=number)) for number in range(1, 25)]
HERE = Share(MUNICIPALITY, ON, CASE.int % 4)
NEW_RATES = RecalculateBenefit(cause=RecalculationCause.NEW_RATES, cut_off=ON)


def recalculations(desk: Desk) -> list[BenefitRecalculated]:
    return [each.event for each in desk.log() if isinstance(each.event, BenefitRecalculated)]


def test_the_weeks_from_the_day_on_are_calculated_again_and_say_why(tmp_path: Path) -> None:
    office = MemoryOffice(desk_after(*WAITING))
    done = asyncio.run(rerate(office.office, HERE, FolderOfMarks(tmp_path), lambda _: None))
    (event,) = recalculations(office.desk)
    assert (done.done, event.cause, event.cut_off) == (1, RecalculationCause.NEW_RATES, ON)
    amounts = {week.monday: week.amount.oere for week in event.totals.weeks}
    assert amounts[day("06-08")] == 816_96 * 5
    assert amounts[day("06-15")] == 680_80 * 5


def test_what_waited_for_weeks_before_the_day_is_still_calculated_afterwards() -> None:
    rerated = given(*WAITING).and_then(NEW_RATES)
    assert rerated.granted.stale
    again, *_ = rerated.when(recalculate()).events()
    assert isinstance(again, BenefitRecalculated)
    amounts = {week.monday: week.amount.oere for week in again.totals.weeks}
    assert amounts[day("06-08")] == amounts[day("06-15")] == 680_80 * 5
    assert not rerated.and_then(recalculate()).granted.stale


def test_a_dry_run_lists_what_moves_and_records_nothing() -> None:
    office = MemoryOffice(desk_after(*WAITING))
    before = office.desk.log()
    found = asyncio.run(foresee(office.office, HERE, lambda _: None))
    assert office.desk.log() == before
    first = found.moves[0]
    assert (first.case_id, first.week.payee, first.week.monday) == (CASE, CVR, ON)
    assert (str(first.week.before), str(first.week.after)) == ("4084.80", "3404.00")
    assert {move.week.monday >= ON for move in found.moves} == {True}


def test_a_right_that_ended_before_the_day_is_left_alone() -> None:
    ended = given(*GRANTED, end(day("06-14")), *WAITING[-2:])
    ended.when(NEW_RATES).then_nothing_happens()
    by_hand = given(*READY, grant_by_hand(day("06-14")), *WAITING[-2:])
    by_hand.when(NEW_RATES).then_nothing_happens()
    on_the_day = given(*GRANTED, end(day("06-15")), *WAITING[-2:])
    assert on_the_day.when(NEW_RATES).then(BenefitRecalculated)
    assert ended.when(NEW_RATES.model_copy(update={"cause": RecalculationCause.BY_HAND})).facts()


def test_every_case_is_in_one_share() -> None:
    found = [
        each for share in shares([MUNICIPALITY], ON) for each in CASES if in_share(each, share)
    ]
    assert sorted(found) == CASES


def in_share(case_id: CaseId, share: Share) -> bool:
    return case_id.int % 4 == share.number


def test_killed_at_a_third_it_touches_that_third_no_more(
    database: Database, tmp_path: Path
) -> None:
    """A real kill -9, on a real log, between two marks."""
    prepare(database, tmp_path)
    done = killed_after(8, database, tmp_path)
    first = positions(database, tmp_path)
    assert len(first) >= done
    resumed = asyncio.run(rerated_in_process(database, tmp_path, CASES, lambda _: None))
    second = positions(database, tmp_path)
    assert len(CASES) - done - A_FEW <= resumed <= len(CASES) - done
    assert first.items() <= second.items()
    assert set(second) == set(CASES)
    assert asyncio.run(rerated_in_process(database, tmp_path, CASES, lambda _: None)) == 0


def prepare(database: Database, folder: Path) -> None:
    async def write() -> None:
        async with open_journal(database, folder, clock=lambda: NOW, simulated=True) as journal:
            await seed(journal, CASES)

    asyncio.run(write())


def killed_after(wanted: int, database: Database, folder: Path) -> int:
    """Let it go on mark by mark, kill it, and give how many cases were marked as done."""
    spawn = multiprocessing.get_context("spawn")
    ours, its = spawn.Pipe()
    process = spawn.Process(target=work, args=(database, folder, CASES, its))
    process.start()
    done = 0
    while (done := done + ours.recv()) < wanted:
        ours.send("go on")
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    return done


def positions(database: Database, folder: Path) -> dict[CaseId, int]:
    """Give where each case was calculated again; at most once."""

    async def read(journal: PostgresJournal) -> dict[CaseId, int]:
        found: Counter[CaseId] = Counter()
        for case_id in CASES:
            for each in await journal.history(case_id):
                if isinstance(each.event, BenefitRecalculated):
                    assert case_id not in found
                    found[case_id] = each.envelope.position
        return found

    async def opened() -> dict[CaseId, int]:
        async with open_journal(database, folder, clock=lambda: NOW, simulated=True) as journal:
            return await read(journal)

    return asyncio.run(opened())


def test_marks_are_kept_for_each_run(tmp_path: Path) -> None:
    marks = FolderOfMarks(tmp_path / "runs")
    assert marks.reached("one") is None
    marks.reach("one", CASES[3])
    marks.reach("one", CASES[4])
    assert (marks.reached("one"), marks.reached("other")) == (CASES[4], None)
    assert {share.mark for share in shares([MUNICIPALITY], date(2021, 1, 4))} == {
        f"rerate-2021-01-04-0101-{number}" for number in range(4)
    }
