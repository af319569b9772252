"""The replay: every event of a case with what is known beside it, decided by whom, when and why."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from domain.dossier.dossier import Recorded
from domain.shared.envelope import Purpose, Role


class View(BaseModel):
    """What an answer looks like; made by us from what is recorded, so nothing is checked again."""

    model_config = ConfigDict(frozen=True)


class Entry(View):
    """One event; `causation` is the position of the event that this one follows from."""

    position: int
    type: str
    event: dict[str, Any]
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


def entry(recorded: Recorded) -> Entry:
    envelope = recorded.envelope
    return Entry.model_construct(
        position=envelope.position,
        type=type(recorded.event).__name__,
        event=recorded.event.model_dump(mode="json"),
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
