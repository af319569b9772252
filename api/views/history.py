"""The replay: every event of a case with what is known beside it, decided by whom, when and why."""

from datetime import datetime
from typing import Any
from uuid import UUID

from api.views.view import Seen, View
from domain.dossier.dossier import Recorded
from domain.dossier.erased import Erased
from domain.shared.envelope import Purpose, Role
from domain.shared.money import Money


class Entry(View):
    """One event; `causation` is the position of the event that this one follows from.

    Of an erased one only that it was: by whom, when, and of which type.
    """

    position: int
    type: str
    event: dict[str, Any]
    erased: bool = False
    stream_id: UUID
    stream_version: int
    version: int  # of the dossier, with this event
    recorded_at: datetime
    received_at: datetime
    actor: str
    role: Role
    purpose: Purpose
    correlation: UUID
    causation: int | None
    command_id: UUID
    release: str


class History(View):
    case_id: UUID
    version: int
    events: tuple[Entry, ...]


def history(seen: Seen) -> History:
    entries = tuple(entry(one) for one in seen.recorded)
    return History(case_id=seen.case_id, version=seen.version, events=entries)


def entry(recorded: Recorded) -> Entry:
    envelope, event = recorded.envelope, recorded.event
    erased = isinstance(event, Erased)
    return Entry(
        position=envelope.position,
        type=event.type if erased else type(event).__name__,
        event={} if erased else readable(event.model_dump(mode="json")),
        erased=erased,
        stream_id=envelope.stream_id,
        stream_version=envelope.version,
        version=envelope.dossier_version,
        recorded_at=envelope.recorded_at,
        received_at=envelope.received_at,
        actor=envelope.actor,
        role=envelope.role,
        purpose=envelope.purpose,
        correlation=envelope.correlation,
        causation=envelope.causation,
        command_id=envelope.command_id,
        release=envelope.release,
    )


def readable(content: dict[str, Any]) -> dict[str, Any]:
    """Write amounts as everywhere else: kroner with two decimals."""
    return {name: value_of(value) for name, value in content.items()}


def value_of(value: Any) -> Any:  # noqa: ANN401 whatever an event holds, as JSON
    match value:
        case {"oere": int(oere), **others} if not others:
            return str(Money(oere))
        case dict():
            return readable(value)  # pyright: ignore[reportUnknownArgumentType] JSON
        case list():
            return [value_of(one) for one in value]  # pyright: ignore[reportUnknownVariableType]
        case _:
            return value
