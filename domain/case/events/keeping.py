"""How a case is kept: marks, automation, notes, its end."""

from datetime import date

from domain.case.kinds import Mark
from domain.shared.messages import Event


class CaseMarked(Event):
    mark: Mark
    reason: str


class MarkRemoved(Event):
    mark: Mark
    reason: str


class AutomationStopped(Event):
    reason: str


class AutomationResumed(Event):
    reason: str


class AutomationRefused(Event):
    """Why no rule could decide the case when a run asked: every reason, by its code."""

    refusals: tuple[str, ...]


class NoteAdded(Event):
    text: str


class CaseCancelled(Event):
    reason: str


class CaseClosed(Event):
    closed_on: date
    reason: str | None
