"""An erased case reads as erased, wherever it is read; everybody else's is read as before."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import psycopg
import pytest
from eventsourcing.application import Application

from application.handle import handle
from application.invariants.check import check
from domain.case.commands import AddNote
from domain.case.states import NoCase
from domain.dossier.dossier import Dossier, Recorded, fold
from domain.dossier.erased import Erased
from domain.shared.errors import NotFound
from infrastructure.log.journal import PostgresJournal
from infrastructure.log.keys import KeyMissing, KeyStore
from infrastructure.log.mapper import StreamEvent
from infrastructure.log.reading import LogPages, WholeLog
from tests.infrastructure.log.orders import HERE, Log, decided, new_case, note, order, task_opened

ERASED, OTHER = new_case(), new_case()
SKELETON = [Erased("NoteAdded"), Erased("TaskOpened"), Erased("NoteAdded")]


@pytest.fixture
def written(log: Log) -> Log:
    """Two cases, told of in turns; one of them is to be erased."""

    async def story(journal: PostgresJournal) -> None:
        await journal.append(order(ERASED), decided(ERASED, note("a"), task_opened()), 0)
        await journal.append(order(OTHER), decided(OTHER, note("c")), 0)
        await journal.append(order(ERASED), decided(ERASED, note("b")), 2)

    log.run(story)
    return log


def destroy_the_key(log: Log) -> None:
    with KeyStore(log.data_dir / "keys") as keys:
        keys.destroy(ERASED)


def null_the_payloads(log: Log) -> None:
    """What the eraser may do, and nothing else."""
    with psycopg.connect(log.database.url("owner")) as connection:
        connection.execute("set role sdp_eraser")
        connection.execute("update sdp_log.event set payload = null where case_id = %s", (ERASED,))


@pytest.fixture(params=["key", "payloads", "both"])
def erased(request: pytest.FixtureRequest, written: Log) -> Log:
    if request.param != "payloads":
        destroy_the_key(written)
    if request.param != "key":
        null_the_payloads(written)
    return written


def events(recorded: Sequence[Recorded]) -> list[object]:
    return [each.event for each in recorded]


def test_it_is_loaded_as_what_was_and_no_more(erased: Log) -> None:
    loaded = erased.run(lambda journal: journal.load(order(ERASED)))
    assert events(loaded.recorded) == SKELETON
    assert [each.envelope.position for each in loaded.recorded] == [1, 2, 4]
    assert (loaded.version, loaded.municipality) == (3, HERE)
    history = erased.run(lambda journal: journal.history(ERASED, position=2))
    assert events(history) == SKELETON[:2]
    assert events(erased.run(lambda journal: journal.history(OTHER))) == [note("c")]


def test_nothing_is_known_of_it_and_nothing_more_is_recorded(erased: Log) -> None:
    async def story(journal: PostgresJournal) -> Sequence[Recorded]:
        asked, note_it = order(ERASED), AddNote(text="after the erasure")
        with pytest.raises(NotFound):
            await handle(replace(asked, command=note_it), journal, journal.citizens)
        return await journal.history(ERASED)

    recorded = erased.run(story)
    assert events(recorded) == SKELETON
    assert fold(ERASED, recorded) == Dossier(ERASED)
    assert isinstance(fold(ERASED, recorded).case, NoCase)


@pytest.fixture
def connection(log: Log) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(log.database.url("sdp_projector"), autocommit=True) as connection:
        yield connection


def test_pages_and_shards_go_on(erased: Log, connection: psycopg.Connection[Any]) -> None:
    with KeyStore(erased.data_dir / "keys") as keys:
        page = LogPages(keys).page(connection, 0)
        assert events(page.recorded) == [*SKELETON[:2], note("c"), SKELETON[2]]
        assert (page.scanned, page.head) == (4, 4)
        assert events(LogPages(keys).dossier(connection, ERASED, 2)) == SKELETON[:2]


def test_the_invariants_are_checked_past_it(erased: Log) -> None:
    checked = asyncio.run(check(WholeLog(erased.database, erased.data_dir)))
    assert (checked.checked_events, checked.violations) == (4, ())


def test_the_library_reads_it_as_erased_too(erased: Log) -> None:
    application = Application[UUID](
        {
            "PERSISTENCE_MODULE": "infrastructure.log.factory",
            "SDP_LOG_URL": erased.database.url("sdp_app"),
            "SDP_DATA_DIR": str(erased.data_dir),
            "SDP_MUNICIPALITY": str(HERE),
        }
    )
    stored = application.recorder.select_events(ERASED)
    read = [application.mapper.to_domain_event(each) for each in stored]
    assert [each.event for each in read if isinstance(each, StreamEvent)] == SKELETON
    with pytest.raises(TypeError):
        application.mapper.to_stored_event(read[0])
    application.close()


def test_keys_that_are_another_logs_are_a_failure_and_no_erasure(
    written: Log, connection: psycopg.Connection[Any]
) -> None:
    """A restored database beside an empty key store must not look as if all had been erased."""
    with KeyStore(written.data_dir / "other keys") as keys:
        with pytest.raises(KeyMissing):
            LogPages(keys).page(connection, 0)
        with pytest.raises(KeyMissing):
            keys.cipher(OTHER)
