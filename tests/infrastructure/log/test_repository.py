"""The library's stock application and repository, on our log, see the very same case."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from eventsourcing.application import AggregateNotFoundError, Application
from eventsourcing.persistence import (
    InfrastructureFactoryError,
    IntegrityError,
    MapperDeserialisationError,
)

from application.ports.journal import Decided
from domain.case.case import evolve
from domain.case.events import CaseEvent
from domain.case.states import Case, NoCase
from domain.dossier.dossier import Fact, Recorded, fold
from domain.shared.envelope import CaseId
from infrastructure.log.factory import LogFactory
from infrastructure.log.identity import identified
from infrastructure.log.journal import PostgresJournal
from infrastructure.log.mapper import StreamEvent
from tests.infrastructure.log.orders import HERE, Log, decided, note, order
from tests.support.every_event import life
from tests.support.people import ANNE

ROOT = Path(__file__).parents[3]


@pytest.fixture
def application(log: Log) -> Iterator[Application[UUID]]:
    """A stock application: nothing of it is replaced but the persistence module."""
    identified(log.database, simulated=True)
    application = Application[UUID](
        {
            "PERSISTENCE_MODULE": "infrastructure.log.factory",
            "SDP_LOG_URL": log.database.url("sdp_app"),
            "SDP_DATA_DIR": str(log.data_dir),
            "SDP_MUNICIPALITY": str(HERE),
        }
    )
    yield application
    application.close()


@dataclass(frozen=True)
class Folded:
    """A case with the two things the library wants to know of an aggregate."""

    id: UUID
    version: int
    case: Case


def projected(folded: Folded | None, events: Iterable[StreamEvent]) -> Folded | None:
    for each in events:
        assert isinstance(each.event, CaseEvent)
        case = evolve(folded.case if folded else NoCase(), each.event)
        folded = Folded(each.originator_id, each.originator_version, case)
    return folded


def test_a_stock_repository_folds_the_same_case(log: Log, application: Application[UUID]) -> None:
    case_id = ANNE.case_id

    async def story(journal: PostgresJournal) -> Sequence[Recorded]:
        facts = tuple(Fact(stream, event) for stream, event in life(ANNE))
        await journal.append(order(case_id), Decided(facts), 0)
        return (await journal.load(order(case_id))).recorded

    recorded = log.run(story)
    case = fold(case_id, recorded).case
    assert not isinstance(case, NoCase)
    assert application.repository.get(case_id, projector_func=projected).case == case
    first = application.repository.get(case_id, version=1, projector_func=projected)
    assert first.case == fold(case_id, recorded[:1]).case


def test_what_the_library_saves_is_read_by_our_journal(
    log: Log, application: Application[UUID]
) -> None:
    stream_id = CaseId(uuid4())
    assert isinstance(application.factory, LogFactory)
    application.factory.keys.create([stream_id])
    application.save(*(StreamEvent(stream_id, n, note(f"{n}")) for n in (1, 2)))
    with pytest.raises(IntegrityError):
        application.save(StreamEvent(stream_id, 2, note("again")))
    recorded = log.run(lambda journal: journal.history(stream_id))
    assert [each.event for each in recorded] == [note("1"), note("2")]
    assert [each.envelope.dossier_version for each in recorded] == [1, 2]


def test_a_stranger_is_not_found(application: Application[UUID]) -> None:
    with pytest.raises(AggregateNotFoundError):
        application.repository.get(uuid4(), projector_func=projected)


def test_a_moved_payload_is_refused_by_the_library_too(
    log: Log, application: Application[UUID]
) -> None:
    case_id = CaseId(uuid4())
    log.run(lambda journal: journal.append(order(case_id), decided(case_id, note()), 0))
    (stored,) = application.recorder.select_events(case_id)
    assert application.mapper.to_domain_event(stored)
    with pytest.raises(MapperDeserialisationError):
        application.mapper.to_domain_event(replace(stored, originator_version=2))


def test_the_log_keeps_no_snapshots(application: Application[UUID]) -> None:
    with pytest.raises(InfrastructureFactoryError):
        application.factory.aggregate_recorder("snapshots")


def test_the_unsafe_functions_of_the_library_are_never_switched_on() -> None:
    """Without their lock a reader lost a committed event: decision 4 of the architecture."""
    settings = [path.read_text() for path in ROOT.glob("*") if path.is_file()]
    assert "POSTGRES_ENABLE_DB_FUNCTIONS" not in "".join(settings)
    assert "POSTGRES_ENABLE_DB_FUNCTIONS" not in os.environ
