"""A history that holds every registered type of event, in the lives of a few invented people."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import zip_longest
from typing import get_args
from uuid import UUID, uuid5

from domain.case.events import CaseClosed
from domain.dossier.dossier import DossierEvent, Recorded
from domain.shared.envelope import ActorId, CaseId, Envelope, Municipality, Purpose, Role
from tests.support.life_of_a_case import answers, decisions, reports
from tests.support.life_of_work import RUN, Entry, payments, run_life, work
from tests.support.municipality_events import ARRANGED, arrangements
from tests.support.people import ANNE, EVERYBODY, Person

REGISTERED: frozenset[type[DossierEvent]] = frozenset(get_args(DossierEvent))
BEGINNING = datetime(2020, 4, 28, 8, 0, tzinfo=UTC)


def life(person: Person) -> Iterator[Entry]:
    """Everything that can happen, happens to this person, free text naming them each time."""
    for event in (*reports(person), *answers(person), *decisions(person)):
        yield person.case_id, event
    yield from work(person)
    yield from payments(person)
    yield person.case_id, CaseClosed(closed_on=date(2020, 7, 2), reason=person.name)


def dossier(person: Person) -> Iterator[tuple[CaseId, int, Entry]]:
    return ((person.case_id, person.municipality, entry) for entry in life(person))


def history() -> tuple[Recorded, ...]:
    """The lives of all, told in turns, the run they were paid with, a municipality's own."""
    of_run = [(CaseId(RUN), 101, entry) for entry in run_life()]
    own = [(ARRANGED, 101, entry) for entry in arrangements(ANNE.case_id)]
    turns = zip_longest(*(dossier(person) for person in EVERYBODY), of_run, own)
    return tuple(recorded(one for turn in turns for one in turn if one is not None))


def recorded(entries: Iterable[tuple[CaseId, int, Entry]]) -> Iterator[Recorded]:
    """Number the facts as a log does: position, version in the stream, version in the dossier."""
    versions: dict[UUID, int] = {}
    for position, (case_id, municipality, (stream, event)) in enumerate(entries, 1):
        of_stream = versions[stream] = versions.get(stream, 0) + 1
        dossiers = uuid5(case_id, "dossier")
        of_dossier = versions[dossiers] = versions.get(dossiers, 0) + 1
        yield Recorded(
            event, envelope(case_id, stream, municipality, position, of_stream, of_dossier)
        )


def envelope(
    case_id: CaseId,
    stream: UUID,
    municipality: int,
    position: int,
    version: int = 1,
    dossier_version: int = 1,
) -> Envelope:
    at = BEGINNING + timedelta(minutes=position)
    return Envelope(
        position=position,
        case_id=case_id,
        stream_id=stream,
        version=version,
        dossier_version=dossier_version,
        recorded_at=at,
        received_at=at,
        municipality=Municipality(municipality),
        actor=ActorId("berit"),
        role=Role.CASE_WORKER,
        purpose=Purpose.CASE_WORK,
        correlation=UUID(int=position),
        causation=None,
        command_id=UUID(int=position),
        release="test",
    )
