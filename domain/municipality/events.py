"""What can have happened to a municipality's own arrangements; they are a dossier of their own.

Nothing here is about a citizen: cases are named by id, totals are figures.
"""

from datetime import date

from domain.municipality.values import (
    Controller,
    Hour,
    MonthTotal,
    Percent,
    SampleResult,
    TypeKeys,
)
from domain.shared.envelope import ActorId, CaseId
from domain.shared.messages import Event


class TaskPrioritySet(Event):
    """The most urgent type first; what is not named follows, as the catalogue says."""

    types: TypeKeys


class TaskWatchSet(Event):
    """Which types a case worker takes tasks of; none named: all."""

    case_worker: ActorId
    types: TypeKeys


class CutOffSet(Event):
    hour: Hour  # on Monday: what is solved before it is paid in the week's run


class OffsetSet(Event):
    """How much of a payment may be kept against what was paid too much."""

    percent: Percent


class FourEyesRequired(Event):
    """A payment run is approved by another person than who prepared or closed it."""


class FourEyesLifted(Event):
    pass


class SampleDrawn(Event):
    """The statutory random sample of a month; who has population and seed draws the same."""

    month: date  # its first day
    seed: str
    population: int
    population_digest: str  # SHA-256 over the ids drawn from, in order
    cases: tuple[CaseId, ...]


class SampleResultRecorded(Event):
    month: date
    sampled: CaseId
    controlled_by: Controller
    controlled_on: date
    result: SampleResult


class MonthClosed(Event):
    """The figures of a month that is over; they outlive the erasure of what they were made of."""

    month: date
    totals: tuple[MonthTotal, ...]


MunicipalityEvent = (
    TaskPrioritySet
    | TaskWatchSet
    | CutOffSet
    | OffsetSet
    | FourEyesRequired
    | FourEyesLifted
    | SampleDrawn
    | SampleResultRecorded
    | MonthClosed
)
