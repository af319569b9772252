"""The log as the event-sourcing library sees it: its recorders, on the same append function."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import orjson
import psycopg
from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    IntegrityError,
    Notification,
    OperationalError,
    PersistenceError,
    ProcessRecorder,
    StoredEvent,
    Tracking,
    TrackingRecorder,
)
from psycopg import Connection, errors
from psycopg_pool import ConnectionPool

from infrastructure.log.batch import as_text
from infrastructure.log.following import Following

Pool = ConnectionPool[Connection[Any]]

APPEND = b"""
    select outcome, position from sdp_log.append(%s::jsonb,
        case when (select i.simulated from sdp_log.identity i) then now() end)
"""
STREAM = b"""
    select stream_id, version, type, schema_version, payload from sdp_log.event
    where stream_id = %s
    and version > coalesce(%s::int, -1) and version <= coalesce(%s::int, version)
    order by version * %s::int limit %s::int
"""
NOTIFICATIONS = b"""
    select stream_id, version, type, schema_version, payload, position from sdp_log.event
    where position >= %s and position <= coalesce(%s::bigint, position)
    and (%s::text[] is null or type || coalesce(':' || nullif(schema_version, 1), '') = any (%s))
    order by position limit %s
"""


def opened_pool(url: str, municipality: int = 0, connections: int = 10) -> Pool:
    """Open connections of sdp_app that see one municipality; the library knows of none."""
    settings = f"-c timezone=UTC -c sdp.municipality={municipality}"
    options = {"autocommit": True, "options": settings}
    return ConnectionPool(url, min_size=1, max_size=connections, open=True, kwargs=options)


@contextmanager
def translated() -> Generator[None]:
    """Raise the library's errors instead of the database's."""
    try:
        yield
    except errors.IntegrityError as error:
        raise IntegrityError(error) from error
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise OperationalError(error) from error
    except psycopg.Error as error:
        raise PersistenceError(error) from error


class LogAggregateRecorder(AggregateRecorder):
    """Streams of one municipality; all events of one call belong to one dossier."""

    def __init__(self, pool: Pool, municipality: int = 0, release: str = "library") -> None:
        self._pool, self._municipality, self._release = pool, municipality, release

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Tracking | None
    ) -> Sequence[int] | None:
        self._insert(stored_events, kwargs.get("tracking"))

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        asked = (originator_id, gt, lte, -1 if desc else 1, limit)
        return [StoredEvent(*_stored(row)) for row in self._rows(STREAM, asked)]

    def _insert(self, events: Sequence[StoredEvent], tracking: Tracking | None) -> Sequence[int]:
        with translated(), self._pool.connection() as connection, connection.transaction():
            if tracking is not None:
                _track(connection, tracking)
            return self._append(connection, events) if events else ()

    def _append(self, connection: Connection[Any], events: Sequence[StoredEvent]) -> Sequence[int]:
        row = connection.execute(APPEND, (self._document(events),), prepare=True).fetchone()
        outcome, last = row or ("lost", 0)
        if outcome != "done":
            raise IntegrityError(outcome)
        return list(range(last - len(events) + 1, last + 1))

    def _document(self, events: Sequence[StoredEvent]) -> str:
        """One command without key and expected version: the stream's versions decide."""
        command_id = uuid4()
        case_id = events[0].originator_id
        command = {
            "n": 0,
            "case_id": case_id,
            "municipality": self._municipality,
            "client": "library",
            "events": len(events),
            "created": (),
            "command_id": command_id,
            "correlation": command_id,
            "received_at": "now",
            "actor": "library",
            "role": "machine",
            "purpose": "operations",
            "release": self._release,
            "key_id": case_id,
        }
        numbered = [_event(place, event) for place, event in enumerate(events)]
        return orjson.dumps({"commands": [command], "events": numbered}).decode()

    def _rows(self, query: bytes, asked: Sequence[object]) -> list[Any]:
        with translated(), self._pool.connection() as connection:
            return connection.execute(query, asked, binary=True).fetchall()


class LogApplicationRecorder(LogAggregateRecorder, ApplicationRecorder):
    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Tracking | None
    ) -> Sequence[int]:
        return self._insert(stored_events, kwargs.get("tracking"))

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        first = (start or 0) + (0 if inclusive_of_start else 1)
        wanted = list(topics) or None
        rows = self._rows(NOTIFICATIONS, (first, stop, wanted, wanted, limit))
        return [Notification(*_stored(row), id=row[5]) for row in rows]

    def max_notification_id(self) -> int | None:
        ((head,),) = self._rows(b"select max(position) from sdp_log.event", ())
        return head

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Following:
        return Following(self, gt, topics)


class LogTrackingRecorder(TrackingRecorder):
    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def insert_tracking(self, tracking: Tracking) -> None:
        with translated(), self._pool.connection() as connection:
            _track(connection, tracking)

    def max_tracking_id(self, application_name: str) -> int | None:
        query = b"select notification_id from sdp_log.tracking where application_name = %s"
        with translated(), self._pool.connection() as connection:
            row = connection.execute(query, (application_name,)).fetchone()
        return row and row[0]


class LogProcessRecorder(LogTrackingRecorder, LogApplicationRecorder, ProcessRecorder):
    def __init__(self, pool: Pool, municipality: int = 0, release: str = "library") -> None:
        LogApplicationRecorder.__init__(self, pool, municipality, release)


def topic(name: str, version: int) -> str:
    """Write a stored name and its version as one word; the first version goes without saying."""
    return name if version == 1 else f"{name}:{version}"


def name_and_version(word: str) -> tuple[str, int]:
    name, _, version = word.partition(":")
    return name, int(version or 1)


def _event(place: int, event: StoredEvent) -> dict[str, object]:
    name, version = name_and_version(event.topic)
    return {
        "n": 0,
        "k": place,
        "stream_id": event.originator_id,
        "version": event.originator_version,
        "type": name,
        "schema_version": version,
        "payload": as_text(event.state),
    }


def _stored(row: Sequence[Any]) -> tuple[UUID, int, str, bytes]:
    stream_id, version, name, schema, payload, *_ = row
    return stream_id, version, topic(name, schema), payload


def _track(connection: Connection[Any], tracking: Tracking) -> None:
    asked = (tracking.application_name, tracking.notification_id)
    row = connection.execute("select sdp_log.track(%s, %s)", asked).fetchone()
    if row != (True,):
        raise IntegrityError(f"{asked} was recorded before")
