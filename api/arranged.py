"""A municipality's own: what it has set, and the samples that were drawn for control."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from api.lists import ask, json
from api.parameters import Day, Fresh
from api.route import Answered, Question
from api.surroundings import Surroundings
from domain.dossier.dossier import Recorded, fold
from domain.municipality.events import SampleDrawn, SampleResultRecorded
from domain.municipality.states import municipality_id
from domain.municipality.values import Controller, SampleResult
from domain.shared.envelope import CaseId
from projections.case_overview.v1.seen import CasesSeen


class Arranged(BaseModel):
    """What the municipality has set; what was never set is empty."""

    version: int
    task_priority: tuple[str, ...]
    task_watches: Mapping[str, tuple[str, ...]]
    cut_off_hour: int | None
    offset_percent: int | None
    four_eyes: bool
    four_eyes_lifted_by: str | None
    closed_months: tuple[date, ...]


class Sampled(BaseModel):
    """A case that was drawn; `recorded_by` is who recorded the result of the control."""

    month: date
    case_id: UUID
    drawn_at: datetime
    seed: str
    population: int
    controlled_by: Controller | None
    controlled_on: date | None
    result: SampleResult | None
    recorded_by: str | None


class Samples(BaseModel):
    """Samples, the newest month first; cases that are hidden from the reader are left out."""

    samples: tuple[Sampled, ...]


class SamplesAsked(Fresh):
    """`month`: named by its first day; without it all months."""

    month: Day | None = None


async def recorded_of(question: Question, around: Surroundings) -> Sequence[Recorded]:
    here = question.actor.municipality
    return await around.journal.history(municipality_id(here), municipality=here)


async def municipality(question: Question, around: Surroundings) -> Answered:
    recorded = await recorded_of(question, around)
    known = fold(municipality_id(question.actor.municipality), recorded).arrangements
    arranged = Arranged(
        version=len(recorded),
        task_priority=known.priority,
        task_watches={str(who): types for who, types in known.watches.items()},
        cut_off_hour=known.cut_off_hour,
        offset_percent=known.offset_percent,
        four_eyes=known.four_eyes,
        four_eyes_lifted_by=known.four_eyes_lifted_by,
        closed_months=tuple(sorted(known.closed_months)),
    )
    headers = {"ETag": f'"{arranged.version}"', "Sdp-Freshness": "fresh"}
    return Answered(arranged.model_dump_json().encode(), (), headers)


async def samples(question: Question, around: Surroundings) -> Answered:
    asked: SamplesAsked = question.parameters
    found = list(sampled(await recorded_of(question, around)))
    wanted = [one for one in found if asked.month in {None, one.month}]
    ids = tuple(sorted({one.case_id for one in wanted}))
    seen = await ask(CasesSeen(case_ids=ids), question, around)
    shown = tuple(one for one in wanted if one.case_id in seen.answer)
    newest = sorted(shown, key=lambda one: (-one.month.toordinal(), one.case_id))
    body = json(Samples(samples=tuple(newest)).model_dump())
    return Answered(body, (), {"Sdp-Freshness": seen.freshness})


def sampled(recorded: Sequence[Recorded]) -> Iterator[Sampled]:
    """Give each case that was drawn, with the newest result of its control."""
    results = {
        (one.event.month, one.event.sampled): one
        for one in recorded
        if isinstance(one.event, SampleResultRecorded)
    }
    for one in recorded:
        if isinstance(one.event, SampleDrawn):
            for case_id in one.event.cases:
                yield drawn(one.event, one.envelope.recorded_at, case_id, results)


def drawn(
    event: SampleDrawn,
    at: datetime,
    case_id: CaseId,
    results: Mapping[tuple[date, CaseId], Recorded],
) -> Sampled:
    found = results.get((event.month, case_id))
    result = found.event if found and isinstance(found.event, SampleResultRecorded) else None
    return Sampled(
        month=event.month,
        case_id=case_id,
        drawn_at=at,
        seed=event.seed,
        population=event.population,
        controlled_by=result and result.controlled_by,
        controlled_on=result and result.controlled_on,
        result=result and result.result,
        recorded_by=found and found.envelope.actor,
    )
