"""The reports that are made of figures: new cases, work on tasks, automation, payments."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar

from domain.municipality.values import Measure
from domain.task.types import TASK_TYPES
from projections.query import Found, Shown
from projections.statistics.v1.figures import Figure, Figures, Of

HOUR = 3600
HUNDRED = Decimal(100)
TENTH = Decimal("0.1")


class NewCase(Shown):
    """How many cases were reported on a day: of what kind, by which form, by whom."""

    day: date
    kind: str
    form: str
    reported_by: str
    cases: int


class NewCases(Figures):
    measures: ClassVar[tuple[Measure, ...]] = (Measure.CASES_REPORTED,)

    def answer(self, results: Sequence[Sequence[Found]]) -> tuple[NewCase, ...]:
        return tuple(new_case(one) for one in self.figures(results).values())


def new_case(one: Figure) -> NewCase:
    day, kind, form, reported_by = one.of
    return NewCase(
        day=date.fromisoformat(day), kind=kind, form=form, reported_by=reported_by, cases=one.count
    )


class TaskWork(Shown):
    """Work on tasks of a type; `hours_to_solve` is the mean from opened to first solved."""

    type: str
    number: int | None
    title: str
    opened: int
    solved: int
    cancelled: int
    hours_to_solve: str | None
    never_seen: bool  # no task of this type was opened in the period


OF_TASKS = (Measure.TASKS_OPENED, Measure.TASKS_SOLVED, Measure.TASKS_CANCELLED)


class TaskStatistics(Figures):
    """Every type of the catalogue and those beside it, over all municipalities."""

    everywhere: ClassVar[bool] = True
    measures: ClassVar[tuple[Measure, ...]] = OF_TASKS

    types: tuple[str, ...] = ()

    def answer(self, results: Sequence[Sequence[Found]]) -> tuple[TaskWork, ...]:
        figures = self.figures(results)
        seen = {of[0] for _, of in figures}
        wanted = self.types or sorted({*TASK_TYPES, *seen})
        return tuple(task_work(key, figures) for key in wanted)


class TasksDone(TaskStatistics):
    """The same of one's own municipality; a case worker's solutions where one is named."""

    everywhere: ClassVar[bool] = False

    case_worker: str | None = None

    @property
    def workers(self) -> tuple[str, ...]:
        return (self.case_worker,) if self.case_worker else ()


def task_work(key: str, figures: Mapping[tuple[Measure, Of], Figure]) -> TaskWork:
    opened, solved, cancelled = (
        figures.get((measure, (key,)), Figure(measure, (key,), 0)) for measure in OF_TASKS
    )
    kind = TASK_TYPES.get(key)
    return TaskWork(
        type=key,
        number=kind and kind.number,
        title=kind.title if kind else key,
        opened=opened.count,
        solved=solved.count,
        cancelled=cancelled.count,
        hours_to_solve=hours(solved),
        never_seen=opened.count == 0,
    )


def hours(solved: Figure) -> str | None:
    mean = Decimal(solved.amount) / (solved.count * HOUR) if solved.count else None
    return None if mean is None else str(mean.quantize(TENTH))


class Automated(Shown):
    """Decided cases by decision; `untouched` ones were decided without a human touch."""

    decision: str
    cases: int
    untouched: int
    percent: str


class Automation(Figures):
    measures: ClassVar[tuple[Measure, ...]] = (Measure.CASES_DECIDED,)

    def answer(self, results: Sequence[Sequence[Found]]) -> tuple[Automated, ...]:
        cases, untouched = Counter[str](), Counter[str]()
        for one in self.figures(results).values():
            decision, touched = one.of
            for name in (decision, "all"):
                cases[name] += one.count
                untouched[name] += one.count if touched == "false" else 0
        return tuple(automated(name, cases[name], untouched[name]) for name in sorted(cases))


def automated(decision: str, cases: int, untouched: int) -> Automated:
    percent = str((HUNDRED * untouched / cases).quantize(TENTH))
    return Automated(decision=decision, cases=cases, untouched=untouched, percent=percent)


class Stop(Shown):
    """A type of task that held decided cases back, and how many."""

    type: str
    number: int | None
    title: str
    cases: int


class AutomationStops(Figures):
    """Which types of task stop the machine, the most frequent first."""

    measures: ClassVar[tuple[Measure, ...]] = (Measure.CASES_STOPPED,)

    def answer(self, results: Sequence[Sequence[Found]]) -> tuple[Stop, ...]:
        found = sorted(self.figures(results).values(), key=lambda one: (-one.count, one.of))
        return tuple(map(stop, found))


def stop(one: Figure) -> Stop:
    (key,) = one.of
    kind = TASK_TYPES.get(key)
    title = kind.title if kind else key
    return Stop(type=key, number=kind and kind.number, title=title, cases=one.count)


class PaidWeek(Shown):
    """What was sent for a week to citizens or employers, by kind and account.

    Gross, as it is booked: what was kept from a payment for a claim lowers the claim.
    """

    monday: date
    payee: str
    kind: str
    account_code: str
    payments: int
    amount_oere: int


class PaymentsByWeek(Figures):
    """By the week that benefit was owed for; the period is that in which payments were sent."""

    measures: ClassVar[tuple[Measure, ...]] = (Measure.PAYMENTS_SENT,)

    payee: str | None = None
    kinds: tuple[str, ...] = ()
    account_code: str | None = None

    def answer(self, results: Sequence[Sequence[Found]]) -> tuple[PaidWeek, ...]:
        return tuple(self.wanted(map(paid_week, self.figures(results).values())))

    def wanted(self, lines: Iterable[PaidWeek]) -> Iterable[PaidWeek]:
        for line in lines:
            if (
                self.payee in {None, line.payee}
                and self.account_code in {None, line.account_code}
                and (not self.kinds or line.kind in self.kinds)
            ):
                yield line


def paid_week(one: Figure) -> PaidWeek:
    monday, payee, kind, code = one.of
    return PaidWeek(
        monday=date.fromisoformat(monday),
        payee=payee,
        kind=kind,
        account_code=code,
        payments=one.count,
        amount_oere=one.amount,
    )
