"""Reports without a citizen in them: R23, unfinished tasks; how far the read models have come."""

from datetime import date

from pydantic import BaseModel

from api.lists import ask, json
from api.moments import day_of, position_of
from api.parameters import AsOf, Day
from api.route import Answered, Question
from api.surroundings import Surroundings
from projections.task_queue.v1.unfinished import (
    UnfinishedByMonth,
    UnfinishedByType,
    UnfinishedInMonth,
    UnfinishedOfType,
)


class UnfinishedAsked(AsOf):
    """`on`: tasks due before this day; today when it is left out."""

    on: Day | None = None
    types: tuple[str, ...] = ()
    case_worker: str | None = None


class UnfinishedTasks(BaseModel):
    """By month of the original due date, and by type with what each blocks."""

    on: date
    by_month: tuple[UnfinishedInMonth, ...]
    by_type: tuple[UnfinishedOfType, ...]


class Build(BaseModel):
    """One build of a read model; `lag_seconds` is how long its oldest missing event has waited."""

    projection: str
    version: int
    schema_name: str
    state: str
    active: bool
    position: int
    head: int
    lag_events: int
    lag_seconds: float
    parked: int
    shape: str


class Projections(BaseModel):
    projections: tuple[Build, ...]


async def projections(_: Question, around: Surroundings) -> Answered:
    body = json({"projections": await around.builds()})
    return Answered(body, headers={"Sdp-Freshness": "fresh"})


async def unfinished_tasks(question: Question, around: Surroundings) -> Answered:
    asked: UnfinishedAsked = question.parameters
    on = asked.on or await day_of(asked, around)
    position = await position_of(asked, around)
    wanted = {"types": asked.types, "case_worker": asked.case_worker, "as_of_position": position}
    months = UnfinishedByMonth.model_validate({"on": on, **wanted})
    by_month = await ask(months, question, around)
    by_type = await ask(UnfinishedByType.model_validate(wanted), question, around)
    report = UnfinishedTasks(on=on, by_month=by_month.answer, by_type=by_type.answer)
    return Answered(json(report.model_dump()), (), {"Sdp-Freshness": by_type.freshness})
