"""The usual command, appended by one statement: recorded as any other, and judged as any other."""

import psycopg
import pytest

from application.errors import VersionMismatch
from application.ports.journal import Decided
from domain.dossier.dossier import Fact
from infrastructure.log.batch import document
from infrastructure.log.journal import PostgresJournal
from infrastructure.log.keys import KeyStore
from tests.infrastructure.log.orders import (
    Log,
    decided,
    new_case,
    note,
    order,
    prepared,
    task_opened,
)


def test_several_events_are_numbered_and_linked_and_the_next_ones_follow(log: Log) -> None:
    case_id, task_id = new_case(), new_case()
    three = Decided(
        (
            Fact(case_id, note("a")),
            Fact(task_id, task_opened(), follows=0),
            Fact(case_id, note("b"), follows=1),
        )
    )

    async def story(journal: PostgresJournal) -> None:
        first = await journal.append(order(case_id), decided(case_id), 0)
        second = await journal.append(order(case_id), three, 1)
        third = await journal.append(order(case_id), decided(case_id), 4)
        assert (first.version, second.version, third.version) == (1, 4, 5)
        assert second.created == (task_id,)
        envelopes = [each.envelope for each in await journal.history(case_id)]
        at = first.position
        assert [each.position for each in envelopes] == [at, at + 1, at + 2, at + 3, at + 4]
        assert [each.dossier_version for each in envelopes] == [1, 2, 3, 4, 5]
        assert [each.version for each in envelopes] == [1, 2, 1, 3, 4]
        assert [each.causation for each in envelopes] == [None, None, at + 1, at + 2, None]
        assert (second.position, third.position) == (at + 3, at + 4)

    log.run(story)


def test_the_same_key_is_answered_the_same_and_recorded_once(log: Log) -> None:
    case_id = new_case()

    async def story(journal: PostgresJournal) -> None:
        await journal.append(order(case_id), decided(case_id), 0)
        first = await journal.append(order(case_id, "key"), decided(case_id), 1)
        again = await journal.append(order(case_id, "key"), decided(case_id), 2)
        assert (again.replayed, again.version, again.position) == (True, 2, first.position)
        assert (await journal.load(order(case_id, "key"))).receipt == again

    log.run(story)


def test_a_command_that_records_nothing_is_remembered_where_the_dossier_stands(log: Log) -> None:
    case_id, other = new_case(), new_case()

    async def story(journal: PostgresJournal) -> None:
        first = await journal.append(order(case_id), decided(case_id), 0)
        await journal.append(order(other), decided(other), 0)
        nothing = await journal.append(order(case_id, "key"), Decided(()), 1)
        assert (nothing.version, nothing.position) == (1, first.position)
        found = (await journal.load(order(case_id, "key"))).receipt
        assert found
        assert (found.version, found.position) == (1, first.position)
        with pytest.raises(VersionMismatch):
            await journal.append(order(case_id), Decided(()), 0)

    log.run(story)


@pytest.mark.parametrize("simulated", [True, False])
def test_time_is_given_on_a_simulated_log_only(log: Log, *, simulated: bool) -> None:
    log.simulated = simulated
    case_id = new_case()

    async def story(journal: PostgresJournal) -> None:
        await journal.append(order(case_id), decided(case_id), 0)

    log.run(story)
    with KeyStore(log.data_dir / "keys") as keys:
        batch = document([prepared(keys, order(case_id), decided(case_id, stream=new_case()), 1)])
    given = None if simulated else log.clock()
    with psycopg.connect(log.database.url("sdp_app")) as connection:
        with pytest.raises(psycopg.Error) as refused:
            connection.execute("select * from sdp_log.append_plain(%s, %s)", (batch, given))
        assert refused.value.sqlstate == ("SDP02" if simulated else "SDP03")
