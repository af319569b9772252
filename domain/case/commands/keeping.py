"""How a case is kept: marks, automation, notes, its end."""

from domain.case.kinds import Mark
from domain.shared.messages import Command
from domain.shared.values import Text


class MarkCase(Command):
    mark: Mark
    reason: Text


class RemoveMark(Command):
    mark: Mark
    reason: Text


class StopAutomation(Command):
    reason: Text


class ResumeAutomation(Command):
    reason: Text


class RecordRefusals(Command):
    """Keep why no rule can decide the case now; the same reasons once more say nothing new."""


class AddNote(Command):
    text: Text


class CancelCase(Command):
    reason: Text


class CloseCase(Command):
    reason: Text | None = None
