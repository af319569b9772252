"""A request sent again is answered again; it never happens twice."""

from uuid import uuid4

import psycopg
import pytest

from application.errors import KeyReused
from infrastructure.log.journal import PostgresJournal
from tests.infrastructure.log.orders import (
    ELSEWHERE,
    Log,
    decided,
    new_case,
    order,
    task_opened,
)


def test_the_same_key_is_answered_the_same_and_recorded_once(log: Log) -> None:
    case_id, task_id = new_case(), uuid4()

    async def story(journal: PostgresJournal) -> None:
        facts = decided(case_id, task_opened(), stream=task_id)
        first = await journal.append(order(case_id, "key"), facts, 0)
        other = decided(case_id, task_opened(), stream=uuid4())  # ids are drawn anew
        again = await journal.append(order(case_id, "key"), other, 0)
        found = (await journal.load(order(case_id, "key"))).receipt
        assert again == found
        assert again.replayed
        assert (again.position, again.version) == (first.position, first.version)
        assert again.created == first.created == (task_id,)
        assert len(await journal.history(case_id)) == 1

    log.run(story)


def test_a_key_belongs_to_one_request_of_one_client(log: Log) -> None:
    case_id, other = new_case(), new_case()

    async def story(journal: PostgresJournal) -> None:
        await journal.append(order(case_id, "key"), decided(case_id), 0)
        differs = order(case_id, "key", fingerprint="another body")
        with pytest.raises(KeyReused):
            await journal.load(differs)
        with pytest.raises(KeyReused):
            await journal.append(differs, decided(case_id), 1)
        of_another = order(other, "key", client="b")
        assert (await journal.load(of_another)).receipt is None
        receipt = await journal.append(of_another, decided(other), 0)
        assert not receipt.replayed

    log.run(story)


def test_two_people_of_one_client_share_its_keys(log: Log) -> None:
    case_id, other = new_case(), new_case()

    async def story(journal: PostgresJournal) -> None:
        first = await journal.append(order(case_id, "key", subject="anne"), decided(case_id), 0)
        his = order(other, "key", subject="bo")
        found = (await journal.load(his)).receipt
        again = await journal.append(his, decided(other), 0)  # who did not look before
        assert found == again
        assert (again.case_id, again.position, again.replayed) == (case_id, first.position, True)
        assert await journal.history(other) == ()

    log.run(story)


def test_who_names_no_client_is_one_himself_and_finds_the_keys_he_had(log: Log) -> None:
    case_id = new_case()

    async def story(journal: PostgresJournal) -> None:
        before = order(case_id, "key", subject="portal", client=None)
        await journal.append(before, decided(case_id), 0)
        with psycopg.connect(log.database.url("sdp_log")) as connection:
            kept = connection.execute("select client from sdp_log.receipt").fetchall()
        assert kept == [("portal",)]  # as every key was kept before clients were told apart
        assert (await journal.load(before)).receipt is not None
        named = order(case_id, "key", subject="portal", client="a-program")
        assert (await journal.load(named)).receipt is None

    log.run(story)


def test_a_key_used_in_one_municipality_is_reused_in_another(log: Log) -> None:
    case_id, other = new_case(), new_case()

    async def story(journal: PostgresJournal) -> None:
        await journal.append(order(case_id, "key"), decided(case_id), 0)
        there = order(other, "key", municipality=ELSEWHERE)
        assert (await journal.load(there)).receipt is None  # hidden, as all of another's is
        with pytest.raises(KeyReused):
            await journal.append(there, decided(other), 0)
        assert await journal.history(other) == ()

    log.run(story)


def test_a_key_is_forgotten_after_90_days(log: Log) -> None:
    case_id = new_case()

    async def story(journal: PostgresJournal) -> None:
        await journal.append(order(case_id, "key"), decided(case_id), 0)
        log.clock.forward(days=89)
        assert (await journal.load(order(case_id, "key"))).receipt is not None
        log.clock.forward(days=2)
        assert (await journal.load(order(case_id, "key"))).receipt is None
        receipt = await journal.append(order(case_id, "key"), decided(case_id), 1)
        assert (receipt.version, receipt.replayed) == (2, False)

    log.run(story)
