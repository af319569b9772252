"""R23, unfinished tasks: how many are unsolved, by month of the original due date, and by type."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Date, FromClause, Select, bindparam, func, or_, select

from domain.shared.blocks import Blocks
from domain.task.types import TASK_TYPES
from projections.filters import as_of, asked_for, equal, one_of
from projections.query import Asked, Blind, Compiled, Found, Shown, Statement, compiled, given
from projections.task_queue.v1.tables import METADATA, task, task_history

UNSOLVED = ("open", "held")
WANTED = {
    "as_of_position": as_of("as_of_position"),
    "types": one_of("type", "types"),
    "case_worker": equal("assigned_to", "case_worker"),
}


class UnfinishedInMonth(Shown):
    """The original's first form, which does not say what a type blocks."""

    month: date  # its first day
    type: str
    title: str
    tasks: int


class UnfinishedOfType(Shown):
    """The original's second form: whether or not the day has come, and what the type blocks."""

    type: str
    title: str
    blocks: Blocks
    tasks: int


class UnfinishedByMonth(Asked):
    """Tasks unsolved whose original due date lies before `on` (without it: today)."""

    projection: ClassVar[str] = "task_queue"
    version: ClassVar[int] = 1

    on: date | None = None
    today: date = date.max
    types: tuple[str, ...] = ()
    case_worker: str | None = None
    as_of_position: int | None = None

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        del blind  # nothing personal is asked for
        wanted = given(self, WANTED)
        params = {"on": self.on or self.today, **wanted}
        return (Statement(report(frozenset(wanted), schema, by_month=True), params),)

    def answer(self, results: Sequence[Sequence[Found]]) -> tuple[UnfinishedInMonth, ...]:
        return tuple(UnfinishedInMonth(**row, title=title(row["type"])) for row in results[0])


class UnfinishedByType(Asked):
    """Tasks unsolved, due or not."""

    projection: ClassVar[str] = "task_queue"
    version: ClassVar[int] = 1

    types: tuple[str, ...] = ()
    case_worker: str | None = None
    as_of_position: int | None = None

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        del blind
        wanted = given(self, WANTED)
        return (Statement(report(frozenset(wanted), schema, by_month=False), wanted),)

    def answer(self, results: Sequence[Sequence[Found]]) -> tuple[UnfinishedOfType, ...]:
        return tuple(UnfinishedOfType(**row, title=title(row["type"])) for row in results[0])


def title(key: str) -> str:
    kind = TASK_TYPES.get(key)
    return kind.title if kind else key


@cache
def report(wanted: frozenset[str], schema: str, *, by_month: bool) -> Compiled:
    source = task_history if "as_of_position" in wanted else task
    form = month_form(source) if by_month else type_form(source)
    return compiled(form.where(*asked_for(WANTED, wanted, source)), str(METADATA.schema), schema)


def month_form(source: FromClause) -> Select[Any]:
    month = func.date_trunc("month", source.c.due_on).cast(Date).label("month")
    return (
        unsolved(source, month, source.c.type)
        .where(source.c.due_on < bindparam("on", type_=Date))
        .group_by(month, source.c.type)
        .order_by(month, source.c.type)
    )


def type_form(source: FromClause) -> Select[Any]:
    columns = (source.c.type, source.c.blocks)
    return unsolved(source, *columns).group_by(*columns).order_by(*columns)


def unsolved(source: FromClause, *columns: ColumnElement[Any]) -> Select[Any]:
    return select(*columns, func.count().label("tasks")).where(
        or_(*(source.c.status == status for status in UNSOLVED))
    )
