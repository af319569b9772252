"""Statistics: what is counted now, what was closed, and that closed months outlive their cases."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from domain.dossier.dossier import Recorded
from domain.municipality.values import Measure
from domain.payment.events import PaymentOrdered
from domain.shared.blocks import Blocks
from infrastructure.postgres.server import Database
from infrastructure.readmodels.queries import Reader
from projections.folding import fold_all
from projections.statistics.v1.figures import Figure, MonthFigures
from projections.statistics.v1.projection import STATISTICS
from projections.statistics.v1.reports import (
    Automated,
    Automation,
    AutomationStops,
    NewCases,
    PaidWeek,
    PaymentsByWeek,
    TasksDone,
    TaskStatistics,
    TaskWork,
)
from projections.statistics.v1.tables import CaseLifeRow
from tests.infrastructure.readmodels.asking import Asking
from tests.support.counted import (
    JUNE,
    KIND,
    MAY,
    closed,
    log,
    opened,
    placed,
)
from tests.support.every_event import recorded
from tests.support.life_of_a_case import reports
from tests.support.life_of_work import ordered
from tests.support.people import ANNE
from tests.support.readmodels import readmodels


@pytest.fixture(scope="module")
def asked(
    database_template: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Asking]:
    from tests.support.database import cloned  # noqa: PLC0415

    with (
        cloned(database_template) as database,
        readmodels(database, tmp_path_factory.mktemp("keys"), log()) as models,
    ):
        models.run()
        yield Asking(database, models)


def work(asked: Asking, **more: object) -> TaskWork:
    lines = asked(TasksDone.model_validate({"types": (KIND,), **more}))
    return lines[0]


def test_new_cases_by_day_kind_and_channel(asked: Asking) -> None:
    lines = asked(NewCases(from_day=MAY, to_day=JUNE))
    assert [(one.day, one.form, one.reported_by, one.cases) for one in lines] == [
        (date(2020, 5, 4), "DP201", "nemrefusion", 1),
        (date(2020, 5, 5), "DP201", "nemrefusion", 1),  # also who is hidden is counted
        (date(2020, 6, 1), "DP201", "nemrefusion", 1),
    ]
    assert [one.day for one in asked(NewCases(from_day=JUNE))] == [JUNE]
    assert asked(NewCases(to_day=date(2020, 5, 3))) == ()


def test_tasks_by_type_with_the_time_they_took(asked: Asking) -> None:
    whole = work(asked)
    assert (whole.opened, whole.solved, whole.cancelled) == (3, 1, 1)
    assert (whole.number, whole.title, whole.hours_to_solve) == (6, "Manglende kontrol", "12.0")
    june = work(asked, from_day=JUNE)
    assert (june.opened, june.solved, june.never_seen) == (1, 1, False)
    july = work(asked, from_day=date(2020, 7, 1))
    assert (july.opened, july.solved, july.hours_to_solve, july.never_seen) == (0, 0, None, True)
    assert work(asked, case_worker="berit").solved == 1
    assert work(asked, case_worker="carla").solved == 0


def test_statistics_are_of_all_municipalities_for_those_who_operate(asked: Asking) -> None:
    operates = Reader(101, frozenset({"operate"}))
    lines = asked(TaskStatistics(), operates)
    assert {one.type: one.opened for one in lines if one.opened} == {KIND: 4}
    assert sum(one.never_seen for one in lines) == len(lines) - 1 == 63
    assert {one.type: one.opened for one in asked(TaskStatistics())}[KIND] == 3
    assert {one.type: one.opened for one in asked(TaskStatistics(), Reader(751))}[KIND] == 1


def test_what_is_decided_without_a_human_touch_and_what_stops_the_rest(asked: Asking) -> None:
    assert asked(Automation()) == (
        Automated(decision="all", cases=2, untouched=1, percent="50.0"),
        Automated(decision="granted", cases=2, untouched=1, percent="50.0"),
    )
    (stop,) = asked(AutomationStops())
    assert (stop.type, stop.cases) == (KIND, 1)  # what blocks nothing, or comes later, stops none
    assert asked(Automation(to_day=JUNE)) == ()


def test_payments_by_week_payee_and_account(asked: Asking) -> None:
    order = ordered(100_00)
    assert isinstance(order, PaymentOrdered)
    week = PaidWeek(
        monday=order.monday,
        payee="employer",
        kind="benefit",
        account_code=order.account_code,
        payments=1,  # the second one was not sent
        amount_oere=100_00,
    )
    assert asked(PaymentsByWeek()) == (week,)
    assert asked(PaymentsByWeek(payee="citizen")) == ()
    assert asked(PaymentsByWeek(account_code="other")) == ()
    assert asked(PaymentsByWeek(to_day=date(2020, 6, 7))) == ()


def figures(asked: Asking, month: date) -> tuple[Figure, ...]:
    last = date(month.year, month.month + 1, 1).toordinal() - 1
    return asked(MonthFigures(of_municipality=101, from_day=month, to_day=date.fromordinal(last)))


def test_a_month_is_closed_for_one_municipality(asked: Asking) -> None:
    operates = Reader(101, frozenset({"operate"}))
    for municipality, count in ((101, 3), (751, 1)):
        found = asked(MonthFigures(of_municipality=municipality), operates)
        tasks = [one.count for one in found if one.measure is Measure.TASKS_OPENED]
        assert tasks == [count]


def test_only_a_task_that_holds_something_back_stops_a_case() -> None:
    entries = [
        (ANNE.case_id, 101, entry)
        for entry in (
            (ANNE.case_id, next(iter(reports(ANNE)))),
            (ANNE.stream("nothing"), opened(Blocks.NOTHING)),
            (ANNE.stream("letter"), opened(Blocks.NOTIFICATION_LETTER)),
        )
    ]
    (_, case, *_) = fold_all(STATISTICS, recorded(entries))
    (row,) = case.now.values()
    assert isinstance(row, CaseLifeRow)
    assert row.stopped_by == ()


def without_anne(recorded: Iterable[Recorded]) -> list[Recorded]:
    """The log as it reads when her case is erased."""
    kept = (one for one in recorded if one.envelope.case_id != ANNE.case_id)
    return [placed(one, position) for position, one in enumerate(kept, 1)]


def test_closed_months_outlive_what_they_were_made_of(
    asked: Asking, database: Database, tmp_path: Path
) -> None:
    closing = [closed(month, figures(asked, month)) for month in (MAY, JUNE)]
    with readmodels(database, tmp_path, without_anne(log(*closing))) as models:
        models.run()
        erased = Asking(database, models)
        for query in (NewCases(), TasksDone(), Automation(), AutomationStops(), PaymentsByWeek()):
            assert erased(query) == asked(query)
        assert work(erased, from_day=JUNE) == work(asked, from_day=JUNE)
        # a period that cuts a month, and a case worker's own, know what is still there
        assert work(erased, from_day=date(2020, 5, 2), to_day=date(2020, 5, 30)).opened == 1
        assert work(erased, case_worker="berit").solved == 0


def test_a_closed_month_is_told_as_it_was_closed(database: Database, tmp_path: Path) -> None:
    seven = Figure(Measure.TASKS_OPENED, (KIND,), 7)
    with readmodels(database, tmp_path, log(closed(MAY, [seven]))) as models:
        models.run()
        asked = Asking(database, models)
        assert work(asked).opened == 8  # seven of May, one of June
        assert work(asked, to_day=date(2020, 5, 31)).opened == 7
        assert work(asked, to_day=date(2020, 5, 30)).opened == 1  # the month is not whole
        assert work(asked, from_day=date(2020, 5, 2)).opened == 3  # nor here
        assert {one.type: one.opened for one in asked(TasksDone(), Reader(751))}[KIND] == 1
