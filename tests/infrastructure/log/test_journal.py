"""What is recorded is loaded again, whole, in order, with all that is known about it."""

from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from application.errors import VersionMismatch
from application.ports.journal import Decided, Order, Receipt
from domain.dossier.dossier import Fact
from domain.shared.envelope import Envelope, Purpose, Role
from domain.shared.errors import NotFound
from infrastructure.log.journal import PostgresJournal
from tests.infrastructure.log.orders import (
    ELSEWHERE,
    HERE,
    MORNING,
    Log,
    decided,
    new_case,
    note,
    order,
    task_opened,
)


def test_a_dossier_is_loaded_as_it_was_recorded(log: Log) -> None:
    case_id, task_id = new_case(), uuid4()
    first = order(case_id)

    async def story(journal: PostgresJournal) -> None:
        empty = await journal.load(first)
        assert (empty.recorded, empty.municipality, empty.receipt) == ((), None, None)
        facts = (Fact(case_id, note()), Fact(task_id, task_opened(), follows=0))
        receipt = await journal.append(first, Decided(facts), 0)
        assert (receipt.version, receipt.created) == (2, (case_id, task_id))
        assert not receipt.replayed
        loaded = await journal.load(order(case_id))
        assert [each.event for each in loaded.recorded] == [note(), task_opened()]
        assert (loaded.version, loaded.municipality) == (2, HERE)
        envelope = loaded.recorded[1].envelope
        assert envelope == second_of(first, receipt, task_id, envelope.release)
        assert (type(envelope.role), type(envelope.purpose)) == (Role, Purpose)
        assert loaded.recorded[0].envelope.causation is None

    log.run(story)


def second_of(told: Order, receipt: Receipt, stream_id: UUID, release: str) -> Envelope:
    """Give the envelope of the last of two events: what the order and the log know of it."""
    return Envelope(
        position=receipt.position,
        case_id=told.case_id,
        stream_id=stream_id,
        version=1,
        dossier_version=2,
        recorded_at=MORNING,
        received_at=MORNING,
        municipality=HERE,
        actor=told.actor.id,
        role=Role.CASE_WORKER,
        purpose=Purpose.CASE_WORK,
        correlation=told.correlation,
        causation=receipt.position - 1,
        command_id=told.command_id,
        release=release,
    )


def test_a_stream_counts_its_own_events_and_the_dossier_counts_all(log: Log) -> None:
    case_id, task_id = new_case(), uuid4()

    async def story(journal: PostgresJournal) -> None:
        await journal.append(order(case_id), decided(case_id, note()), 0)
        await journal.append(order(case_id), decided(case_id, task_opened(), stream=task_id), 1)
        receipt = await journal.append(order(case_id), decided(case_id, note(), note()), 2)
        recorded = await journal.history(case_id)
        assert [e.envelope.version for e in recorded] == [1, 1, 2, 3]
        assert [e.envelope.dossier_version for e in recorded] == [1, 2, 3, 4]
        assert receipt.created == ()  # both streams were there

    log.run(story)


def test_stream_versions_are_found_again_when_they_are_forgotten(log: Log) -> None:
    case_id = new_case()

    async def record(journal: PostgresJournal) -> None:
        await journal.append(order(case_id), decided(case_id, note(), note()), 0)

    async def record_more(journal: PostgresJournal) -> None:  # a process that never loaded it
        await journal.append(order(case_id), decided(case_id, note()), 2)
        assert [e.envelope.version for e in await journal.history(case_id)] == [1, 2, 3]

    log.run(record)
    log.run(record_more)


def test_a_stale_writer_is_told_the_present_version_and_records_nothing(log: Log) -> None:
    case_id = new_case()

    async def story(journal: PostgresJournal) -> None:
        await journal.append(order(case_id), decided(case_id, note(), note()), 0)
        for stale in (0, 1, 3):
            with pytest.raises(VersionMismatch) as refused:
                await journal.append(order(case_id), decided(case_id, note("late")), stale)
            assert refused.value.more == {"present_version": 2}
        assert len(await journal.history(case_id)) == 2

    log.run(story)


def test_an_order_that_changes_nothing_still_has_its_receipt(log: Log) -> None:
    case_id = new_case()

    async def story(journal: PostgresJournal) -> None:
        first = await journal.append(order(case_id), decided(case_id), 0)
        nothing = await journal.append(order(case_id, "key"), Decided(()), 1)
        assert (nothing.version, nothing.position) == (1, first.position)
        assert (await journal.load(order(case_id, "key"))).receipt is not None

    log.run(story)


def test_another_municipality_sees_nothing_and_changes_nothing(log: Log) -> None:
    case_id = new_case()

    async def story(journal: PostgresJournal) -> None:
        await journal.append(order(case_id), decided(case_id), 0)
        theirs = order(case_id, municipality=ELSEWHERE)
        loaded = await journal.load(theirs)
        assert (loaded.recorded, loaded.municipality) == ((), None)
        for version in (0, 1):
            with pytest.raises(NotFound):
                await journal.append(theirs, decided(case_id), version)
        assert len(await journal.history(case_id)) == 1
        assert await journal.history(case_id, municipality=ELSEWHERE) == ()

    log.run(story)


def test_a_dossier_is_read_as_it_was_at_an_instant_or_a_position(log: Log) -> None:
    case_id = new_case()

    async def story(journal: PostgresJournal) -> None:
        first = await journal.append(order(case_id), decided(case_id, note("a")), 0)
        log.clock.forward(hours=1)
        await journal.append(order(case_id), decided(case_id, note("b")), 1)
        assert len(await journal.history(case_id, until=MORNING)) == 1
        assert len(await journal.history(case_id, until=MORNING + timedelta(hours=1))) == 2
        assert len(await journal.history(case_id, position=first.position)) == 1
        assert await journal.history(case_id, until=MORNING - timedelta(seconds=1)) == ()

    log.run(story)


def test_a_dossier_is_found_by_its_case_even_before_the_first_analyze(log: Log) -> None:
    """Row security must be a filter: as a way in it read all events of the municipality."""

    async def story(journal: PostgresJournal) -> None:
        for _ in range(7):
            case_id = new_case()
            await journal.append(order(case_id), decided(case_id, *[note()] * 300), 0)

    log.run(story)
    with psycopg.connect(log.database.url("sdp_app")) as connection:
        connection.execute("set sdp.municipality = '101'")
        query = "explain select * from sdp_log.event where case_id = %s order by position"
        plan = "".join(line for (line,) in connection.execute(query, (new_case(),)).fetchall())
    assert "event_of_case" in plan
    assert "event_of_municipality" not in plan
