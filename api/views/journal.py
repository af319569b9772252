"""Journal: what happened in the order it was recorded, in Danish, and the notes people wrote."""

from datetime import datetime
from uuid import UUID

from api.views.titles import TITLES
from api.views.view import Seen, View
from domain.dossier.dossier import Recorded
from domain.shared.envelope import Role


class JournalEntry(View):
    """`title` says what happened, `text` what somebody wrote beside it."""

    position: int
    at: datetime
    by: str
    role: Role
    type: str
    title: str
    text: str | None


class Journal(View):
    case_id: UUID
    version: int
    entries: tuple[JournalEntry, ...]


def journal(seen: Seen) -> Journal:
    entries = tuple(entry(one) for one in seen.recorded)
    return Journal(case_id=seen.case_id, version=seen.version, entries=entries)


def entry(one: Recorded) -> JournalEntry:
    envelope, name = one.envelope, type(one.event).__name__
    return JournalEntry(
        position=envelope.position,
        at=envelope.recorded_at,
        by=envelope.actor,
        role=envelope.role,
        type=name,
        title=TITLES[name],
        text=written(one),
    )


def written(one: Recorded) -> str | None:
    """Find the free text of an event, whatever it is called there."""
    words = (getattr(one.event, name, None) for name in ("text", "remark", "comment", "reason"))
    return next((str(word) for word in words if word), None)
