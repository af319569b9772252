"""Which tasks are asked for: present ones, or those of a position of the log."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
    Table,
    Text,
    any_,
    bindparam,
    case,
    literal_column,
    select,
)

from domain.shared.blocks import Blocks
from projections import case_status
from projections import filters as by
from projections.case_status import TODAY, CaseStatus
from projections.query import Asked, Blind, given
from projections.task_queue.v1.tables import (
    CASE_HEADER,
    citizen_word,
    task,
    task_history,
    task_word,
)
from projections.words import asked, person_asked

Status = Literal["open", "held", "solved", "cancelled"]
STATUSES = bindparam("statuses", type_=ARRAY(Text))
CASE_STATUSES = bindparam("case_statuses", type_=ARRAY(Text))
UNFINISHED: tuple[ColumnElement[str], ...] = (literal_column("'open'"), literal_column("'held'"))


def present_status(rows: FromClause) -> ColumnElement[str]:
    """Say that a task on hold is open again when the day has come; no event is needed for it."""
    back = (rows.c.status == "held") & (rows.c.held_until <= TODAY)
    return case((back, "open"), else_=rows.c.status)


def present_case_status(header: FromClause) -> ColumnElement[str]:
    return case_status.present_status(header.c.case_status, header.c.right_until)


def on_hold(rows: FromClause) -> ColumnElement[bool]:
    return (rows.c.status == literal_column("'held'")) & (rows.c.held_until > TODAY)


def of_cases_that_are(rows: FromClause) -> ColumnElement[bool]:
    """Look at the case of each task that is met in the order of the list.

    The database knows badly how many joined rows there are, and would fetch and sort them all.
    """
    header = CASE_HEADER.table
    its = select(present_case_status(header)).where(header.c.case_id == rows.c.case_id)
    return its.correlate(rows).scalar_subquery() == any_(CASE_STATUSES)


OF_TASK: by.Filters = {
    "types": by.one_of("type", "types"),
    "blocks": by.one_of("blocks", "blocks"),
    "statuses": lambda rows: present_status(rows) == any_(STATUSES),
    "stored_statuses": by.one_of("status", "stored_statuses"),
    "stored_status": by.equal("status", "stored_status"),
    "unfinished": lambda rows: rows.c.status.in_(UNFINISHED),  # what a partial index knows
    "workable": lambda rows: ~on_hold(rows),
    "on_hold": on_hold,
    "due_from": by.at_least("due_on", "due_from"),
    "due_to": by.at_most("due_on", "due_to"),
    "opened_after": by.at_least("opened_at", "opened_after"),
    "opened_before": by.at_most("opened_at", "opened_before"),
    "assigned_to": by.equal("assigned_to", "assigned_to"),
    "assigned": by.present("assigned_to", "assigned"),
    "case_id": by.equal("case_id", "case_id"),
    "text": by.with_words(task_word, "task_id", "text"),
    "text_word": by.with_word(task_word, "task_id", "text_word"),
    "citizen": by.with_words(citizen_word, "case_id", "citizen"),
    "citizen_word": by.with_word(citizen_word, "case_id", "citizen_word"),
    "case_statuses": of_cases_that_are,
    "as_of_position": by.as_of("as_of_position"),
}


OF_STATUS = {"statuses", "stored_statuses", "stored_status", "unfinished", "workable", "on_hold"}
NOT_ASKED = {"citizen", "citizen_word", "text", "text_word"} | OF_STATUS


def of_status(statuses: frozenset[Status]) -> Mapping[str, object]:
    """Say it in conditions whose frequency the database knows: it plans by them.

    A task on hold is open again when the day has come; where both are asked for it is all one.
    """
    if not statuses:
        return {}
    if statuses <= {"open", "held"}:
        part = {"open": "workable", "held": "on_hold"}[min(statuses)] if len(statuses) == 1 else ""
        return {"unfinished": True} | ({part: True} if part else {})
    if len(statuses) == 1:
        return {"stored_status": min(statuses)}
    told = {"stored_statuses": sorted({*statuses, "held"} if "open" in statuses else statuses)}
    return told | ({"statuses": sorted(statuses)} if len(statuses & {"open", "held"}) == 1 else {})


class TaskFilter(Asked):
    """What the list and its counts can be asked for; nothing set asks for everything.

    `text` finds beginnings of words in the reason; `citizen` a CPR number or names. `today` decides
    which tasks on hold are open again.
    """

    today: date = date.min

    types: tuple[str, ...] = ()
    blocks: tuple[Blocks, ...] = ()
    statuses: tuple[Status, ...] = ()
    case_statuses: tuple[CaseStatus, ...] = ()
    due_from: date | None = None
    due_to: date | None = None
    opened_after: datetime | None = None
    opened_before: datetime | None = None
    assigned_to: str | None = None
    assigned: bool | None = None
    case_id: UUID | None = None
    citizen: str | None = None
    text: str | None = None
    as_of_position: int | None = None

    def params(self, blind: Blind) -> dict[str, object]:
        values = given(self, OF_TASK.keys() - NOT_ASKED)
        values.update(of_status(frozenset(self.statuses)))
        if self.citizen is not None:
            values |= by.token_or_tokens("citizen", person_asked(self.citizen), blind)
        if self.text is not None:
            values |= by.token_or_tokens("text", asked(self.text, "text"), blind)
        return values


def rows(params: Iterable[str]) -> Table:
    """Choose the tasks as they are, or all their versions."""
    return task_history if "as_of_position" in set(params) else task


def conditions(params: Iterable[str], source: FromClause) -> list[ColumnElement[Any]]:
    return [*by.asked_for(OF_TASK, params, source)]
