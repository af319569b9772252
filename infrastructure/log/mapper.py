"""Maps the library's events to what lies in the log: registers and case keys, as we do."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from eventsourcing.persistence import (
    JSONTranscoder,
    Mapper,
    MapperDeserialisationError,
    StoredEvent,
)

from domain.dossier.dossier import DossierEvent
from domain.dossier.erased import Erased
from infrastructure.log.keys import KeyDestroyed, KeyStore
from infrastructure.log.payload import Damaged, opened, sealed
from infrastructure.log.recorder import name_and_version, topic
from infrastructure.stored_names import decode, encode


@dataclass(frozen=True, slots=True)
class StreamEvent:
    """One of our events with the two things the library wants to know of it."""

    originator_id: UUID
    originator_version: int
    event: DossierEvent | Erased


def same(stream_id: UUID) -> UUID:
    return stream_id


class LogMapper(Mapper[UUID]):
    """`case_of` gives the case, whose key it is, of a stream: a case's own stream has its id."""

    def __init__(self, keys: KeyStore, case_of: Callable[[UUID], UUID] = same) -> None:
        super().__init__(JSONTranscoder())
        self._keys, self._case_of = keys, case_of

    def to_stored_event(self, domain_event: object) -> StoredEvent:
        if not isinstance(domain_event, StreamEvent):
            raise TypeError("the log keeps our own events only")
        stream_id, version = domain_event.originator_id, domain_event.originator_version
        if isinstance(domain_event.event, Erased):
            raise TypeError("what was erased is not recorded again")
        stored = encode(domain_event.event)
        cipher = self._keys.cipher(self._case_of(stream_id))
        state = sealed(cipher, stream_id, version, stored)
        return StoredEvent(stream_id, version, topic(stored.name, stored.version), state)

    def to_domain_event(self, stored_event: StoredEvent) -> StreamEvent:
        stream_id, version = stored_event.originator_id, stored_event.originator_version
        if isinstance(stream_id, str):
            raise MapperDeserialisationError("streams of the log have UUIDs")
        name, schema = name_and_version(stored_event.topic)
        return StreamEvent(stream_id, version, self._read(stored_event, stream_id, name, schema))

    def _read(
        self, stored: StoredEvent, stream_id: UUID, name: str, schema: int
    ) -> DossierEvent | Erased:
        try:
            cipher = self._keys.cipher(self._case_of(stream_id))
            if not stored.state:
                return Erased(name)
            version, state = stored.originator_version, stored.state
            payload = opened(cipher, stream_id, version, name, schema, state)
        except KeyDestroyed:
            return Erased(name)
        except Damaged as damaged:
            raise MapperDeserialisationError(str(damaged)) from damaged
        return decode(name, schema, payload)
