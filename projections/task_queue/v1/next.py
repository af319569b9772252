"""Which tasks wait for somebody, in the municipality's order: proposals, no more."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    Integer,
    Text,
    Uuid,
    all_,
    any_,
    bindparam,
    func,
    or_,
    select,
)

from projections.query import Asked, Blind, Compiled, Found, Statement, compiled
from projections.task_queue.v1.listed import listed_task
from projections.task_queue.v1.tables import METADATA

PROPOSED = 32  # tasks; as many as are likely to be somebody else's already
LAST = 2**31 - 1  # where types stand that the municipality did not rank


class TasksThatWait(Asked):
    """`ranked`: types, the most urgent first; `types`: no others are wanted (none: all are)."""

    projection: ClassVar[str] = "task_queue"
    version: ClassVar[int] = 1

    today: date
    ranked: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    taken: tuple[UUID, ...] = ()

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        del blind  # nothing personal is asked for
        asked = {
            "today": self.today,
            "ranked": list(self.ranked),
            "types": list(self.types),
            "taken": list(self.taken),
        }
        return (Statement(waiting(schema), asked),)

    def answer(self, results: Sequence[Sequence[Found]]) -> tuple[tuple[UUID, UUID], ...]:
        return tuple((row["case_id"], row["task_id"]) for row in results[0])


@cache
def waiting(schema: str) -> Compiled:
    task = listed_task
    types, today = bindparam("types", type_=ARRAY(Text)), bindparam("today", type_=Date)
    rank = func.array_position(bindparam("ranked", type_=ARRAY(Text)), task.c.type)
    columns: list[ColumnElement[Any]] = [task.c.case_id, task.c.task_id]
    found = (
        select(*columns)
        .where(
            or_(
                task.c.status == "open",
                (task.c.status == "held") & (task.c.held_until <= today),
            ),
            task.c.assigned_to.is_(None),
            or_(func.cardinality(types) == 0, task.c.type == any_(types)),
            task.c.task_id != all_(bindparam("taken", type_=ARRAY(Uuid))),
        )
        .order_by(
            func.coalesce(rank, bindparam("last", LAST, type_=Integer)),
            task.c.priority,
            task.c.due_on,
            task.c.task_id,
        )
        .limit(PROPOSED)
    )
    return compiled(found, str(METADATA.schema), schema)
