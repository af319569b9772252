"""A municipality arranges its own work: each thing once, and only in the dossier named after it."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from domain.dossier.dossier import DossierCommand
from domain.municipality import commands as ask
from domain.municipality import events as on
from domain.municipality.drawing import SAMPLE, drawn, population_digest
from domain.municipality.states import municipality_id
from domain.municipality.values import Controller, Measure, MonthTotal, SampleResult
from domain.shared.envelope import ActorId, CaseId, Municipality
from domain.shared.errors import Impossible, NotAllowedNow, NotFound
from tests.support.errands import open_task, prepare_run
from tests.support.examples import MUNICIPALITY, grant, report_absence
from tests.support.histories import READY
from tests.support.scenario import Given, given

HERE = municipality_id(MUNICIPALITY)
MAY, JUNE = date(2020, 5, 1), date(2020, 6, 1)
CASES = tuple(CaseId(UUID(int=number)) for number in range(1, 31))
CARLA = ActorId("carla")
WATCHED = ask.SetTaskWatch(case_worker=CARLA, types=("missing_control", "check_case_blocking"))
DRAW = ask.DrawSample(month=MAY, seed="101/2020-05", population=CASES)
CLOSE = ask.CloseMonth(
    month=MAY, totals=(MonthTotal(measure=Measure.TASKS_OPENED, of=("missing_control",), count=3),)
)


def here(*history: DossierCommand) -> Given:
    return given(*history, case_id=HERE)


def result(sampled: CaseId, on_day: date = date(2020, 6, 29)) -> ask.RecordSampleResult:
    return ask.RecordSampleResult(
        month=MAY,
        sampled=sampled,
        controlled_by=Controller.CONTROL_UNIT,
        controlled_on=on_day,
        result=SampleResult.CORRECTED,
    )


SETTINGS: tuple[tuple[ask.MunicipalityCommand, type[on.MunicipalityEvent]], ...] = (
    (ask.SetTaskPriority(types=("missing_control", "check_case_blocking")), on.TaskPrioritySet),
    (WATCHED, on.TaskWatchSet),
    (ask.SetCutOff(hour=14), on.CutOffSet),
    (ask.SetOffset(percent=0), on.OffsetSet),
    (ask.RequireFourEyes(), on.FourEyesRequired),
    (DRAW, on.SampleDrawn),
    (CLOSE, on.MonthClosed),
)


@pytest.mark.parametrize(("command", "event"), SETTINGS, ids=lambda one: str(one)[:30])
def test_what_is_so_already_is_not_said_again(
    command: ask.MunicipalityCommand, event: type[on.MunicipalityEvent]
) -> None:
    here().when(command).then(event)
    here(command).when(command).then_nothing_happens()


def test_what_is_set_is_kept() -> None:
    kept = here(*(command for command, _ in SETTINGS)).dossier.arrangements
    assert kept.priority == ("missing_control", "check_case_blocking")
    assert kept.watches == {CARLA: ("check_case_blocking", "missing_control")}
    assert (kept.cut_off_hour, kept.offset_percent, kept.four_eyes) == (14, 0, True)
    assert (set(kept.samples), kept.closed_months) == ({MAY}, {MAY})


def test_the_last_word_stands() -> None:
    lifted = here(ask.RequireFourEyes()).and_then(ask.LiftFourEyes())
    assert not lifted.dossier.arrangements.four_eyes
    lifted.when(ask.LiftFourEyes()).then_nothing_happens()
    nothing = ask.SetTaskWatch(case_worker=CARLA)
    assert here(WATCHED, nothing).dossier.arrangements.watches == {}
    here().when(nothing).then_nothing_happens()


@pytest.mark.parametrize("types", [("no_such_type",), ("missing_control", "missing_control")])
def test_types_that_cannot_be_meant_are_refused(types: tuple[str, ...]) -> None:
    here().when(ask.SetTaskPriority(types=types)).then_refused(Impossible)
    watch = ask.SetTaskWatch(case_worker=CARLA, types=types)
    here().when(watch).then_refused(Impossible)


def test_only_its_own_dossier_is_a_municipalitys() -> None:
    for elsewhere in (given(), given(*READY), given(case_id=municipality_id(Municipality(751)))):
        elsewhere.when(ask.RequireFourEyes()).then_refused(NotFound, "no such municipality")
    for command in (report_absence(), open_task(), grant()):
        here(WATCHED).when(command).then_refused(NotFound, "no such case")
    here(WATCHED).when(prepare_run()).then_refused(NotFound, "no such run")


@pytest.mark.parametrize("command", [DRAW, CLOSE])
def test_a_month_is_drawn_from_and_closed_when_it_is_over(
    command: ask.DrawSample | ask.CloseMonth,
) -> None:
    middle = command.model_copy(update={"month": date(2020, 5, 2)})
    here().when(middle).then_refused(Impossible, "first day")
    here().on(date(2020, 5, 31)).when(command).then_refused(NotAllowedNow, "not over")
    here().on(JUNE).when(command).facts()


def test_a_sample_says_what_it_was_drawn_from() -> None:
    (sample,) = here().when(DRAW).events()
    assert isinstance(sample, on.SampleDrawn)
    assert (sample.population, len(sample.cases), sample.seed) == (30, SAMPLE, "101/2020-05")
    assert sample.cases == drawn("101/2020-05", reversed(CASES))
    assert sample.cases != drawn("101/2020-06", CASES)
    (few,) = here().when(DRAW.model_copy(update={"population": CASES[:3] * 2})).events()
    assert isinstance(few, on.SampleDrawn)
    assert (few.population, set(few.cases)) == (3, set(CASES[:3]))
    assert few.population_digest != sample.population_digest
    assert population_digest(reversed(CASES)) == sample.population_digest


@any_of(st.sets(st.uuids(), max_size=40), st.text(max_size=5))
def test_any_draw_is_the_same_again_and_nobody_twice(ids: set[UUID], seed: str) -> None:
    population = [CaseId(one) for one in ids]
    found = drawn(seed, population)
    assert found == drawn(seed, sorted(population))
    assert len(set(found)) == len(found) == min(SAMPLE, len(ids))
    assert set(found) <= set(population)


def test_over_many_months_everybody_is_drawn_about_as_often() -> None:
    times = [sum(one in drawn(str(month), CASES) for month in range(600)) for one in CASES]
    assert sum(times) == 600 * SAMPLE
    assert all(150 < often < 250 for often in times)


def test_the_result_of_a_control_is_of_a_case_that_was_drawn() -> None:
    drawing = here(DRAW)
    (first, *_) = drawing.dossier.arrangements.samples[MAY].drawn.cases
    left_out = next(one for one in CASES if one not in drawn("101/2020-05", CASES))
    drawing.when(result(left_out)).then_refused(NotFound, "no such sample")
    here().when(result(first)).then_refused(NotFound, "no such sample")
    drawing.when(result(first, date(2020, 6, 30))).then_refused(Impossible, "not come")
    drawing.when(result(first)).then(on.SampleResultRecorded)
    again = drawing.and_then(result(first))
    again.when(result(first)).then_nothing_happens()
    again.when(result(first, MAY)).then(on.SampleResultRecorded)


def test_a_figure_stands_once() -> None:
    twice = CLOSE.model_copy(update={"totals": CLOSE.totals * 2})
    here().when(twice).then_refused(Impossible, "twice")
