"""Everything that can happen to a municipality's own arrangements."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from domain.municipality import events as on
from domain.municipality.states import municipality_id
from domain.municipality.values import Controller, Measure, MonthTotal, SampleResult
from domain.shared.envelope import ActorId, CaseId, Municipality

ARRANGED = municipality_id(Municipality(101))
MARCH = date(2020, 3, 1)
KIND = "missing_control"


def arrangements(sampled: CaseId) -> Iterator[tuple[UUID, on.MunicipalityEvent]]:
    """Settings, a sample with `sampled` in it and its result, a closed month; in that order."""
    for event in (*SETTINGS, *sample(sampled), CLOSED):
        yield ARRANGED, event


SETTINGS: tuple[on.MunicipalityEvent, ...] = (
    on.TaskPrioritySet(types=("limit_value_exceeded", "information_form_other_cause")),
    on.TaskWatchSet(case_worker=ActorId("carla"), types=("limit_value_exceeded",)),
    on.CutOffSet(hour=14),
    on.OffsetSet(percent=20),
    on.FourEyesRequired(),
    on.FourEyesLifted(),
)
CLOSED = on.MonthClosed(
    month=MARCH,
    totals=(
        MonthTotal(measure=Measure.TASKS_OPENED, of=(KIND,), count=7),
        MonthTotal(measure=Measure.TASKS_SOLVED, of=(KIND,), count=4, amount=86_400),
    ),
)


def sample(sampled: CaseId) -> Iterator[on.MunicipalityEvent]:
    yield on.SampleDrawn(
        month=MARCH, seed="101/2020-03", population=1, population_digest="digest", cases=(sampled,)
    )
    yield on.SampleResultRecorded(
        month=MARCH,
        sampled=sampled,
        controlled_by=Controller.CASE_WORKER,
        controlled_on=date(2020, 4, 2),
        result=SampleResult.IN_ORDER,
    )
