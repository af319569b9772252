"""Hvad nu hvis: what a command would record and move, line by line, before anybody gives it."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, JsonValue

from api.views.view import Cash, View
from application.trying import Trial
from domain.benefit.difference import Change
from domain.benefit.what_if import MovementLine
from domain.shared.money import Money
from domain.task.events import TaskOpened


class WhatIfAsked(BaseModel):
    """`command` is the name of a command of a case, `body` what it would be sent with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    command: str
    body: dict[str, JsonValue] = {}


class Line(View):
    """`fact` names the fact, or the decision, that moved this day for this payee."""

    day: date
    payee: str
    fact: str
    moved: Cash


class WhatIf(View):
    """The lines sum to `difference`; `events` and `tasks` are what would be recorded."""

    case_id: UUID
    version: int
    command: str
    events: tuple[str, ...]
    tasks: tuple[str, ...]
    before: Cash
    after: Cash
    difference: Cash
    reassessment_before: date | None
    reassessment_after: date | None
    changes: tuple[Change, ...]
    lines: tuple[Line, ...]


def what_if(case_id: UUID, command: str, trial: Trial) -> WhatIf:
    moved = trial.forecast
    return WhatIf(
        case_id=case_id,
        version=trial.version,
        command=command,
        events=tuple(type(event).__name__ for event in trial.events),
        tasks=tuple(event.type for event in trial.events if isinstance(event, TaskOpened)),
        before=moved.before,
        after=moved.after,
        difference=Money(moved.after.oere - moved.before.oere),
        reassessment_before=moved.reassessment_before,
        reassessment_after=moved.reassessment_after,
        changes=moved.changes,
        lines=tuple(line(one) for one in moved.lines),
    )


def line(of: MovementLine) -> Line:
    return Line(day=of.day, payee=of.payee, fact=of.fact, moved=of.moved)
