"""Questions to the read models: typed rows, under row security, decrypted for the page shown."""

import asyncio
from base64 import urlsafe_b64encode
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID

import pytest
from orjson import dumps
from psycopg_pool import AsyncConnectionPool

from infrastructure.log.personal import PersonalColumns
from infrastructure.postgres.server import Database
from infrastructure.readmodels.queries import Answered, Queries, Reader
from projections.case_file.v1.headlines import Topic
from projections.case_file.v1.query import CaseFile
from projections.case_overview.v1.query import OneCase, SearchCases
from projections.payment_list.v1.query import PaymentList
from projections.payment_list.v1.runs_query import RunList
from projections.query import Query, WrongCursor
from projections.task_queue.v1.counts import CountTasks
from projections.task_queue.v1.query import TaskQueue
from projections.task_queue.v1.unfinished import UnfinishedByMonth, UnfinishedByType
from tests.support.database import cloned
from tests.support.every_event import history
from tests.support.life_of_a_case import CVR
from tests.support.life_of_work import RUN
from tests.support.people import ANNE, BO, CARL, DORTHE
from tests.support.readmodels import Readmodels, readmodels

A = TypeVar("A")
TODAY = date(2020, 7, 1)
HERE = Reader(101)
ELSEWHERE = Reader(751)
TRUSTED = Reader(101, frozenset({"protected"}))
LOG = history()


@pytest.fixture(scope="module")
def asked(
    database_template: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator["Asking"]:
    """One database with the whole history, for all questions."""
    with (
        cloned(database_template) as database,
        readmodels(database, tmp_path_factory.mktemp("keys"), LOG) as models,
    ):
        models.run(limit=10)
        yield Asking(database, models)


class Asking:
    def __init__(self, database: Database, models: Readmodels) -> None:
        self.database, self.models = database, models

    def __call__(self, query: Query[A], reader: Reader = HERE, at_least: int | None = None) -> A:
        return self.whole(query, reader, at_least).answer

    def whole(
        self, query: Query[A], reader: Reader = HERE, at_least: int | None = None
    ) -> Answered[A]:
        async def ask() -> Answered[A]:
            async with self.queries() as queries:
                return await queries.fetch(query, reader, at_least)

        return asyncio.run(ask())

    @asynccontextmanager
    async def queries(self) -> AsyncGenerator[Queries]:
        url = self.database.url("sdp_app")
        pool: AsyncConnectionPool[Any]
        async with AsyncConnectionPool(
            url, min_size=1, kwargs={"autocommit": True}, open=False
        ) as pool:
            yield Queries(pool, self.models.feed.ciphers)


def test_a_case_is_found_by_number_name_and_company(asked: Asking) -> None:
    def found(**question: str) -> list[str]:
        page = asked(SearchCases.model_validate({"today": TODAY, **question}))
        return sorted(row.cpr or "" for row in page.rows)

    assert found(citizen=ANNE.cpr) == found(citizen="120375-1231") == [ANNE.cpr]
    assert found(citizen="anne") == found(citizen="plantes ÆRØ") == [ANNE.cpr]
    assert found(citizen="plante") == found() == [ANNE.cpr, BO.cpr]
    assert found(citizen="plante", cvr=CVR, p_number="1003452345") == [ANNE.cpr, BO.cpr]
    assert found(company="planteskolen bo") == [BO.cpr]
    for nothing in ({"citizen": "anne bo"}, {"citizen": "lante"}, {"cvr": "25313763"}):
        assert found(**nothing) == []
    assert found(citizen="") == found(citizen="-") == []


def test_a_line_of_a_case_says_how_it_stands(asked: Asking) -> None:
    line = asked(OneCase(case_id=ANNE.case_id, today=TODAY))
    assert line is not None
    assert (line.citizen_name, line.status, line.kind) == (ANNE.name, "closed", "wage_earner")
    assert (line.payments, line.ordered_oere, line.paid_oere) == (6, 3_562_00, 3_552_00)
    assert (line.open_tasks, line.right_until) == (1, date(2020, 6, 28))
    assert (line.reassessment_date, line.marks) == (date(2021, 1, 31), ("recourse",))


def test_a_page_asks_for_all_its_keys_at_once(
    asked: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[set[UUID]] = []

    def have(_: object, cases: Iterable[UUID]) -> None:
        told.append(set(cases))

    monkeypatch.setattr(PersonalColumns, "have_at_hand", have)
    page = asked(SearchCases(today=TODAY))
    assert told == [{row.case_id for row in page.rows}]


def test_nobody_sees_what_is_another_municipalitys(asked: Asking) -> None:
    def cases(reader: Reader) -> set[str]:
        return {row.cpr or "" for row in asked(SearchCases(today=TODAY), reader).rows}

    assert cases(HERE) == {ANNE.cpr, BO.cpr}
    assert cases(ELSEWHERE) == {DORTHE.cpr}
    assert cases(TRUSTED) == {ANNE.cpr, BO.cpr, CARL.cpr}
    assert cases(Reader(999)) == set()


def test_whose_rows_were_asked_for_is_forgotten_with_the_answer(asked: Asking) -> None:
    async def left() -> list[tuple[str | None, str | None]]:
        async with asked.queries() as queries:
            found: list[tuple[str | None, str | None]] = []
            for _ in range(3):  # prepared at the first, as it is at the others
                await queries.fetch(TaskQueue(), TRUSTED)
                async with queries.pool.connection() as connection:
                    answer = await connection.execute(
                        "SELECT current_setting('sdp.municipality', true),"
                        " current_setting('sdp.rights', true)"
                    )
                    found += await answer.fetchall()
            return found

    assert {setting for row in asyncio.run(left()) for setting in row} <= {None, ""}


@pytest.mark.parametrize("query", [TaskQueue(), PaymentList(), CaseFile(case_id=CARL.case_id)])
def test_a_protected_case_is_shown_with_a_right_only(asked: Asking, query: Query[Any]) -> None:
    assert CARL.case_id not in asked.whole(query).cases
    assert CARL.case_id in asked.whole(query, TRUSTED).cases


def test_the_queue_is_filtered_and_counted(asked: Asking) -> None:
    def tasks(**question: object) -> int:
        rows, counts = (
            asked(TaskQueue.model_validate(question)).rows,
            asked(CountTasks.model_validate(question)),
        )
        assert sum(counts.status.values()) == len(rows)
        return len(rows)

    assert tasks() == 6
    assert tasks(statuses=("open",)) == tasks(statuses=("solved",)) == 2
    assert tasks(types=("missing_control",), statuses=("cancelled",)) == 2
    assert tasks(citizen=BO.cpr) == tasks(case_id=BO.case_id) == 3
    assert tasks(text="anne") == tasks(text="PLANTESKOLE", blocks=("decision",)) == 3
    assert tasks(text="kole") == tasks(blocks=("payment",)) == tasks(assigned=True) == 0
    assert tasks(case_statuses=("closed",), assigned=False, due_to=date(2020, 6, 4)) == 6
    assert tasks(due_from=date(2020, 6, 5)) == tasks(assigned_to="berit") == 0
    assert tasks(opened_before=datetime(2020, 4, 28, tzinfo=UTC)) == 0
    assert asked(CountTasks()).type == {
        "check_case_blocking": 2,
        "information_form_other_cause": 2,
        "missing_control": 2,
    }


def test_pages_of_the_queue_hold_every_task_once(asked: Asking) -> None:
    for sort in ("due_on", "-due_on", "opened_at", "-opened_at", "priority"):
        seen: list[UUID] = []
        cursor: str | None = None
        while True:
            page = asked(TaskQueue(sort=sort, limit=2, cursor=cursor))
            seen += [row.task_id for row in page.rows]
            if (cursor := page.next) is None:
                break
        assert len(seen) == len(set(seen)) == 6


def test_a_cursor_belongs_to_its_own_order(asked: Asking) -> None:
    cursor = asked(TaskQueue(limit=1)).next
    forged = urlsafe_b64encode(dumps(["priority", "1", "soon", "any"])).decode()  # no day, no id
    for wrong in (cursor, "nonsense", "bnVsbA", "", forged):
        with pytest.raises(WrongCursor):
            asked(TaskQueue(sort="priority", cursor=wrong))


def test_the_queue_is_shown_as_it_was(asked: Asking) -> None:
    held = next(
        one.envelope.position
        for one in LOG
        if type(one.event).__name__ == "TaskHeld" and one.envelope.case_id == ANNE.case_id
    )
    (then,) = asked(TaskQueue(case_id=ANNE.case_id, as_of_position=held)).rows
    assert (then.status, then.held_until) == ("held", date(2020, 6, 20))
    assert then.reason == f"{ANNE.name} {ANNE.cpr}"
    assert asked(TaskQueue(as_of_position=0)).rows == ()


def test_the_case_file_tells_a_case_in_danish(asked: Asking) -> None:
    whole = asked(CaseFile(case_id=ANNE.case_id, limit=500)).rows
    assert len(whole) == sum(one.envelope.case_id == ANNE.case_id for one in LOG)
    assert whole[0].headline == "Fravær anmeldt (DP201) fra 27-04-2020"
    notes = asked(CaseFile(case_id=ANNE.case_id, topics=(Topic.NOTE,))).rows
    assert [note.text for note in notes] == [f"{ANNE.name} {ANNE.cpr}"]
    (opened, *_) = asked(CaseFile(case_id=ANNE.case_id, topics=(Topic.TASK,))).rows
    assert opened.headline.endswith(": Oplysningsskema - anden årsag")


def test_payments_are_listed_with_their_run(asked: Asking) -> None:
    lines = asked(PaymentList(case_id=ANNE.case_id)).rows
    ends = ["cancelled", "failed", "returned", "settled"]
    assert sorted(line.status for line in lines) == ["approved", *ends[:2], "ordered", *ends[2:]]
    assert {line.citizen_name for line in lines} == {ANNE.name}
    (claim,) = [line for line in lines if line.collected_oere]
    assert (claim.net_oere, claim.collected_oere) == (-75_00, 55_00)
    (reduced,) = [line for line in lines if line.offset_oere]
    assert (reduced.amount_oere, reduced.offset_oere, reduced.net_oere) == (80_00, 20_00, 60_00)
    assert {line.run_id for line in asked(PaymentList(run_id=RUN)).rows} == {RUN}
    (run,) = asked(RunList()).rows
    assert (run.status, run.total_oere, run.settled) == ("reconciled", 3_752_00, 1)


def test_r23_counts_what_is_unsolved(asked: Asking) -> None:
    (line,) = asked(UnfinishedByMonth(on=TODAY))
    assert (line.month, line.type, line.tasks) == (date(2020, 6, 1), "check_case_blocking", 2)
    assert asked(UnfinishedByMonth(on=date(2020, 6, 4))) == ()
    (line,) = asked(UnfinishedByType())
    assert (line.title, line.blocks, line.tasks) == (
        "Kontroller sag - bremsende",
        "decision",
        2,
    )


def test_a_question_waits_for_a_position(asked: Asking) -> None:
    head = LOG[-1].envelope.position
    assert asked.whole(TaskQueue(), HERE, at_least=head).freshness == "fresh"
    assert asked.whole(TaskQueue(), HERE, at_least=head + 1).freshness == "waiting"
