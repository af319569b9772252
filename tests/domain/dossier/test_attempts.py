"""Attempts that need a person become tasks: nothing else changes, and nothing is lost."""

from datetime import date, timedelta

import pytest

from domain.case import events as on
from domain.case.kinds import EndReason
from domain.dossier.dossier import DossierCommand
from domain.shared.errors import NotAllowedNow, NotFound
from domain.task.events import TaskOpened
from tests.support.examples import (
    day,
    end,
    extend,
    grant,
    recalculate,
    register_circumstances,
    report_recovery,
    resume_partly,
)
from tests.support.histories import ENDED, GRANTED, READY, REJECTED, REPORTED
from tests.support.scenario import Given, given

AFTER = date(2020, 11, 2)


def opened(case: Given, command: DossierCommand) -> TaskOpened:
    (event,) = case.when(command).then(TaskOpened)
    assert isinstance(event, TaskOpened)
    return event


def test_an_extension_within_the_rules_moves_the_last_day() -> None:
    extended, recalculated = (
        given(*GRANTED).when(extend()).then(on.BenefitExtended, on.BenefitRecalculated)
    )
    assert isinstance(extended, on.BenefitExtended)
    assert isinstance(recalculated, on.BenefitRecalculated)
    assert recalculated.totals.calculated_until == day("12-31")
    again = given(*GRANTED, extend())
    again.when(extend()).then_nothing_happens()
    following = extend(5, date(2021, 1, 1), None)
    again.when(following).then(on.BenefitExtended, on.BenefitRecalculated)


@pytest.mark.parametrize(
    ("extension", "why"),
    [
        (extend(3, day("11-01"), day("10-31")), "slutdatoen"),
        (extend(3, date(2021, 2, 2), date(2021, 6, 30)), "senere end dagen efter"),
        (extend(3, day("11-01"), None), "kan højst nå til"),
        (extend(2, day("11-01"), date(2022, 12, 31)), "kan højst nå til"),
    ],
)
def test_an_extension_against_the_rules_is_for_the_job_centre_to_correct(
    extension: DossierCommand, why: str
) -> None:
    task = opened(given(*GRANTED), extension)
    assert task.type == "invalid_extension_inform_job_centre"
    assert task.reason
    assert why in task.reason


def test_an_extension_may_begin_the_day_after_the_covid_months() -> None:
    """Reassessed on 31 October 2020: § 26 f carries the right to 31 January 2021."""
    case = given(*GRANTED)
    for first in (day("11-02"), date(2021, 2, 1)):
        longer = extend(3, first, date(2021, 6, 30))
        case.when(longer).then(on.BenefitExtended, on.BenefitRecalculated)


def test_the_covid_months_are_not_a_pensioners() -> None:
    """§ 25: 26 weeks in twelve months are over on 30 November; § 26 f is of job clarification."""
    pension = {"kind": "state", "from_day": date(2019, 1, 1)}
    pensioner = given(*READY, register_circumstances(pension=pension), grant())
    assert pensioner.granted.totals.reassessment_date == day("11-30")
    pensioner.when(extend(3, day("12-01"))).then(on.BenefitExtended, on.BenefitRecalculated)
    late = opened(pensioner, extend(3, day("12-02")))
    assert late.type == "invalid_extension_inform_job_centre"


WEEKS_134 = date(2020, 10, 31) + timedelta(weeks=134)


@pytest.mark.parametrize(("waited", "more"), [(0, 0), (10, 10)])
def test_waiting_for_a_public_hospital_is_not_in_the_134_weeks(waited: int, more: int) -> None:
    """§ 27, stk. 1, nr. 3."""
    last = WEEKS_134 + timedelta(days=more)
    longest = extend(3, to_day=last).model_copy(update={"hospital_wait_days": waited})
    given(*GRANTED).when(longest).then(on.BenefitExtended, on.BenefitRecalculated)
    beyond = longest.model_copy(update={"to_day": last + timedelta(days=1)})
    assert "kan højst nå til" in (opened(given(*GRANTED), beyond).reason or "")


@pytest.mark.parametrize("history", [READY, REJECTED, ENDED])
def test_only_an_ongoing_case_is_extended(history: tuple[DossierCommand, ...]) -> None:
    task = opened(given(*history), extend())
    assert task.type == "invalid_extension_inform_job_centre"


def test_a_resumption_that_does_not_say_how_much_is_not_registered() -> None:
    task = opened(given(*REPORTED), resume_partly(None))
    assert task.type == "partial_resumption_not_registrable"
    given().when(resume_partly(None)).then_refused(NotFound)


@pytest.mark.parametrize(
    ("reason", "type_"),
    [
        (EndReason.DEATH, "died_before_entitlement"),
        (EndReason.MOVED, "moved_before_entitlement"),
        (EndReason.EMIGRATION, "emigrated"),
    ],
)
def test_an_end_before_entitlement_is_looked_at(reason: EndReason, type_: str) -> None:
    assert opened(given(*READY), end(reason=reason)).type == type_
    given(*READY).when(end(reason=EndReason.JOB_CENTRE)).then_refused(NotAllowedNow)


def test_a_real_extension_takes_the_place_of_the_technical_one() -> None:
    overdue = given(*GRANTED).on(AFTER).and_then(recalculate())
    assert overdue.granted.totals.calculated_until == date(2020, 11, 30)
    extended = overdue.and_then(extend(3, day("11-01"), day("11-15")))
    assert extended.granted.totals.calculated_until == day("11-15")
    ended = overdue.and_then(report_recovery(day("11-05")))
    assert ended.granted.totals.calculated_until == day("11-05")
