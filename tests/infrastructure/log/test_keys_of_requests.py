"""A request sent again is answered again; it never happens twice."""

from uuid import uuid4

import pytest

from application.errors import KeyReused
from infrastructure.log.journal import PostgresJournal
from tests.infrastructure.log.orders import Log, decided, new_case, order, task_opened


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
