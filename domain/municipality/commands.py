"""What can be asked of a municipality's own arrangements."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.municipality.values import (
    Controller,
    Hour,
    MonthTotal,
    Percent,
    SampleResult,
    TypeKeys,
)
from domain.shared.envelope import CaseId
from domain.shared.messages import Command
from domain.shared.pseudonyms import Worker

Seed = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,200}$")]


class SetTaskPriority(Command):
    types: TypeKeys


class SetTaskWatch(Command):
    case_worker: Worker
    types: TypeKeys = ()


class SetCutOff(Command):
    """On Monday; an hour before the run is prepared means: when it is prepared."""

    hour: Hour


class SetOffset(Command):
    percent: Percent


class RequireFourEyes(Command):
    pass


class LiftFourEyes(Command):
    pass


class DrawSample(Command):
    """Draw among `population`, the cases whose reports may be drawn for that month."""

    month: date
    seed: Seed
    population: Annotated[tuple[CaseId, ...], Field(max_length=100_000)]


class RecordSampleResult(Command):
    month: date
    sampled: CaseId
    controlled_by: Controller
    controlled_on: date
    result: SampleResult


class CloseMonth(Command):
    month: date
    totals: Annotated[tuple[MonthTotal, ...], Field(max_length=20_000)]


MunicipalityCommand = (
    SetTaskPriority
    | SetTaskWatch
    | SetCutOff
    | SetOffset
    | RequireFourEyes
    | LiftFourEyes
    | DrawSample
    | RecordSampleResult
    | CloseMonth
)
