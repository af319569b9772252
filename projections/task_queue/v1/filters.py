"""Which tasks are asked for: present ones, or those of a position of the log."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
    Select,
    Text,
    any_,
    bindparam,
    literal_column,
    or_,
    select,
)

from domain.shared.blocks import Blocks
from projections import case_status
from projections import filters as by
from projections.case_header import beside
from projections.case_status import TODAY, CaseStatus
from projections.query import Asked, Blind, given
from projections.task_queue.v1 import facets
from projections.task_queue.v1.listed import listed_task
from projections.task_queue.v1.tables import (
    CASE_HEADER,
    citizen_word,
    task_history,
    task_word,
)
from projections.words import asked, person_asked

Status = Literal["open", "held", "solved", "cancelled"]
STATUSES = bindparam("statuses", type_=ARRAY(Text))
CASE_STATUSES = bindparam("case_statuses", type_=ARRAY(Text))
UNFINISHED: tuple[ColumnElement[str], ...] = (literal_column("'open'"), literal_column("'held'"))


def present_status(rows: FromClause) -> ColumnElement[str]:
    return facets.present_status(rows.c.status, rows.c.held_until)


def present_case_status(rows: FromClause) -> ColumnElement[str]:
    return case_status.present_status(rows.c.case_status, rows.c.right_until)


def on_hold(rows: FromClause) -> ColumnElement[bool]:
    return (rows.c.status == literal_column("'held'")) & (rows.c.held_until > TODAY)


def back_from_hold(rows: FromClause) -> ColumnElement[bool]:
    return (rows.c.status == literal_column("'held'")) & (rows.c.held_until <= TODAY)


def ongoing(rows: FromClause) -> ColumnElement[bool]:
    return rows.c.case_status == literal_column(f"'{CaseStatus.ONGOING}'")


def still_ongoing(rows: FromClause) -> ColumnElement[bool]:
    return ongoing(rows) & or_(rows.c.right_until.is_(None), rows.c.right_until >= TODAY)


def ended(rows: FromClause) -> ColumnElement[bool]:
    return ongoing(rows) & (rows.c.right_until < TODAY)


def among(rows: FromClause) -> ColumnElement[bool]:
    return present_case_status(rows) == any_(CASE_STATUSES)


def found_by(key: str, keys: Select[Any]) -> by.Condition:
    return lambda rows: rows.c[key].in_(keys)


WORDS = {  # which column is among which keys
    "citizen": ("case_id", by.keys_with_words(citizen_word, "case_id", "citizen")),
    "citizen_word": ("case_id", by.keys_with_word(citizen_word, "case_id", "citizen_word")),
    "text": ("task_id", by.keys_with_words(task_word, "task_id", "text")),
    "text_word": ("task_id", by.keys_with_word(task_word, "task_id", "text_word")),
}
OF_TASK: by.Filters = {
    "types": by.one_of("type", "types"),
    "blocks": by.one_of("blocks", "blocks"),
    "statuses": lambda rows: present_status(rows) == any_(STATUSES),
    "stored_statuses": by.one_of("status", "stored_statuses"),
    "stored_status": by.equal("status", "stored_status"),
    "unfinished": lambda rows: rows.c.status.in_(UNFINISHED),  # what a partial index knows
    "workable": lambda rows: ~on_hold(rows),
    "on_hold": on_hold,
    "back": back_from_hold,
    "due_from": by.at_least("due_on", "due_from"),
    "due_to": by.at_most("due_on", "due_to"),
    "opened_after": by.at_least("opened_at", "opened_after"),
    "opened_before": by.at_most("opened_at", "opened_before"),
    "assigned_to": by.equal("assigned_to", "assigned_to"),
    "assigned": by.present("assigned_to", "assigned"),
    "case_id": by.equal("case_id", "case_id"),
    **{name: found_by(*where) for name, where in WORDS.items()},
    "case_statuses": among,
    "stored_case_statuses": by.one_of("case_status", "stored_case_statuses"),
    "ongoing": still_ongoing,
    "ended": ended,
    "as_of_position": by.as_of("as_of_position"),
}


OF_STATUS = {
    "statuses",
    "stored_statuses",
    "stored_status",
    "unfinished",
    "workable",
    "on_hold",
    "back",
}
OF_CASE_STATUS = {"case_statuses", "stored_case_statuses", "ongoing", "ended"}
NOT_ASKED = WORDS.keys() | OF_STATUS | OF_CASE_STATUS
DEPEND_ON_THE_DAY = {CaseStatus.ONGOING, CaseStatus.ENDED}


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


def of_case_status(statuses: frozenset[CaseStatus]) -> Mapping[str, object]:
    """Say it in the same way: whether a case has ended depends on the day."""
    told: dict[str, object] = {}
    if statuses:
        told["stored_case_statuses"] = case_status.stored(statuses)
    if len(of_the_day := statuses & DEPEND_ON_THE_DAY) == 1:
        if statuses == of_the_day:
            return {next(iter(statuses)).value: True}
        told["case_statuses"] = sorted(statuses)
    return told


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
        values.update(of_case_status(frozenset(self.case_statuses)))
        if self.citizen is not None:
            values |= by.token_or_tokens("citizen", person_asked(self.citizen), blind)
        if self.text is not None:
            values |= by.token_or_tokens("text", asked(self.text, "text"), blind)
        return values


def rows(params: Iterable[str]) -> FromClause:
    """Choose the tasks as they are, or all their versions, each with its case as it was."""
    if "as_of_position" not in set(params):
        return listed_task
    header, same = beside(CASE_HEADER, task_history, past=True)
    return (
        select(task_history, header.c.case_status, header.c.right_until)
        .join_from(task_history, header, same)
        .subquery("versions")
    )


def conditions(params: Iterable[str], source: FromClause) -> list[ColumnElement[Any]]:
    return [*by.asked_for(OF_TASK, params, source)]
