"""When a month is over: its sample is drawn once and its figures are closed once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from application.runs.months import RANDOM_SAMPLE, month_before
from application.runs.office import Office
from domain.municipality.events import MonthClosed, SampleDrawn
from domain.municipality.values import Measure, MonthTotal
from domain.shared.envelope import CaseId, Municipality
from domain.task.events import TaskOpened
from domain.task.types import TASK_TYPES
from tests.support.examples import CASE, TODAY
from tests.support.histories import READY
from tests.support.journals import desk_after
from tests.support.office import MemoryOffice

MAY, JULY = date(2020, 5, 1), date(2020, 7, 1)
SOLVED = MonthTotal(measure=Measure.TASKS_SOLVED, of=("missing_control",), count=3, amount=9)


@dataclass
class RememberedMonths:
    """What was reported in any month, and what any month came to."""

    cases: Sequence[CaseId] = (CASE,)
    asked: list[date] = field(default_factory=list[date])

    async def reported_in(self, municipality: Municipality, month: date) -> Sequence[CaseId]:
        assert municipality
        self.asked.append(month)
        return self.cases

    async def figures_of(self, municipality: Municipality, month: date) -> Sequence[MonthTotal]:
        assert municipality
        self.asked.append(month)
        return (SOLVED,)


@dataclass
class NobodyQualifies:
    async def zero(self, cases: Sequence[CaseId]) -> Sequence[CaseId]:
        assert cases
        return ()


class MonthOffice(MemoryOffice):
    months = RememberedMonths()
    nobody = False

    @property
    def office(self) -> Office:
        with_months = replace(super().office, months=self.months)
        return replace(with_months, advisories=NobodyQualifies()) if self.nobody else with_months


def office() -> MonthOffice:
    made = MonthOffice(desk_after(*READY))
    made.months = RememberedMonths()
    return made


def events(made: MonthOffice, kind: type) -> list[object]:
    return [one.event for one in made.desk.log() if isinstance(one.event, kind)]


def sampled(made: MonthOffice) -> list[TaskOpened]:
    found = [one.event for one in made.desk.log() if isinstance(one.event, TaskOpened)]
    return [one for one in found if one.type == RANDOM_SAMPLE]


def test_the_sample_of_last_month_is_drawn_and_its_task_opened_once() -> None:
    made = office()
    assert made.run("random-sample", TODAY).done == 2
    (drawn,) = events(made, SampleDrawn)
    assert isinstance(drawn, SampleDrawn)
    assert (drawn.month, drawn.seed, drawn.cases) == (MAY, "101/2020-05", (CASE,))
    (task,) = sampled(made)
    assert task.cause == "random sample 2020-05"
    made.run("random-sample", date(2020, 6, 3))  # another day of the same month
    assert (len(events(made, SampleDrawn)), len(sampled(made))) == (1, 1)
    assert made.months.asked == [MAY, MAY]


def test_only_reports_without_an_advisory_are_drawn() -> None:
    made = office()
    made.nobody = True
    made.run("random-sample", TODAY)
    (drawn,) = events(made, SampleDrawn)
    assert isinstance(drawn, SampleDrawn)
    assert (drawn.population, drawn.cases, sampled(made)) == (0, (), [])


def test_last_month_is_closed_with_its_figures_once() -> None:
    made = office()
    made.run("close-month", TODAY)
    made.run("close-month", date(2020, 6, 2))
    assert events(made, MonthClosed) == [MonthClosed(month=MAY, totals=(SOLVED,))]


@pytest.mark.parametrize(
    ("day", "month"),
    [(date(2020, 6, 1), MAY), (date(2020, 6, 30), MAY), (date(2021, 1, 1), date(2020, 12, 1))],
)
def test_the_month_before(day: date, month: date) -> None:
    assert month_before(day) == month


def test_the_task_of_a_sample_is_in_the_catalogue() -> None:
    assert RANDOM_SAMPLE in TASK_TYPES
