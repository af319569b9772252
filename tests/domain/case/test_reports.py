"""What is reported of a case: once, in order, and only what can be."""

from decimal import Decimal

import pytest

from domain.case import events as on
from domain.case.kinds import Dispensation, Mark, SicknessCause
from domain.case.states import Closed, NoCase, UnderClarification
from domain.dossier.dossier import Circumstances, DossierCommand
from domain.shared.errors import CaseIsClosed, Impossible, NotAllowedNow, NotFound
from tests.support.examples import (
    ANNE,
    MACHINE,
    NOON,
    OTHER_CVR,
    TODAY,
    add_note,
    answer_hearing,
    apply_for_benefit,
    assess_cause,
    correct_first_day,
    day,
    give_dispensation,
    lack_cooperation,
    mark,
    months,
    receive_form,
    register_circumstances,
    register_employment,
    register_holiday,
    register_remarks,
    register_wage,
    remove_mark,
    report_absence,
    report_recovery,
    request_refund,
    resume_automation,
    resume_partly,
    start_hearing,
    stop_automation,
    withdraw_report,
)
from tests.support.histories import CANCELLED, CLOSED, GRANTED, READY, REPORTED
from tests.support.scenario import given

FACTS: tuple[tuple[DossierCommand, type[on.CaseEvent]], ...] = (
    (register_employment(OTHER_CVR, week=(Decimal(2),) * 7), on.EmploymentRegistered),
    (register_wage("121.00"), on.WageRegistered),
    (register_circumstances(monthly_hours=months()), on.CircumstancesRegistered),
    (request_refund(), on.RefundRequested),
    (apply_for_benefit(), on.BenefitAppliedFor),
    (receive_form(), on.InformationFormReceived),
    (assess_cause(), on.SicknessCauseAssessed),
    (give_dispensation(), on.DispensationGiven),
    (correct_first_day(), on.FirstDayOfAbsenceCorrected),
    (report_recovery(), on.RecoveryReported),
    (resume_partly(), on.PartialResumptionRegistered),
    (register_holiday(), on.HolidayRegistered),
    (start_hearing(), on.HearingStarted),
    (lack_cooperation(), on.LackOfCooperationRegistered),
    (mark(), on.CaseMarked),
    (stop_automation(), on.AutomationStopped),
)
NAMES = [type(command).__name__ for command, _ in FACTS]


def test_an_absence_is_reported_once_by_somebody_known() -> None:
    (reported,) = given().when(report_absence()).then(on.AbsenceReported)
    assert isinstance(reported, on.AbsenceReported)
    assert (reported.citizen_id, reported.cpr) == (ANNE, "1203751231")
    given(report_absence()).when(report_absence()).then_refused(NotAllowedNow, "already")
    nobody = given().with_circumstances(citizen_id=None)
    nobody.when(report_absence()).then_refused(Impossible, "who the citizen is")


def test_an_absence_does_not_end_before_it_begins() -> None:
    backwards = report_absence(last_day=day("04-26"))
    given().when(backwards).then_refused(Impossible, "before the first")
    given().when(report_absence(last_day=day("06-30"))).then(on.AbsenceReported)


@pytest.mark.parametrize(("command", "event"), FACTS, ids=NAMES)
def test_each_fact_is_recorded_once(command: DossierCommand, event: type[on.CaseEvent]) -> None:
    case = given(*REPORTED)
    first, *_ = case.when(command).events()
    assert type(first) is event
    case.and_then(command).when(command).then_nothing_happens()


@pytest.mark.parametrize(("command", "_"), FACTS, ids=NAMES)
def test_nothing_is_recorded_before_the_report_or_after_the_end(
    command: DossierCommand, _: type[on.CaseEvent]
) -> None:
    given().when(command).then_refused(NotFound, "no such case")
    given(*CLOSED).when(command).then_refused(CaseIsClosed)


def test_a_cancelled_case_takes_notes_marks_and_refund_requests_and_nothing_else() -> None:
    cancelled = given(*CANCELLED)
    cancelled.when(add_note()).then(on.NoteAdded)
    cancelled.when(mark()).then(on.CaseMarked)
    assert isinstance(cancelled.when(request_refund()).events()[0], on.RefundRequested)
    cancelled.when(register_wage("1.00")).then_refused(NotAllowedNow, "cancelled")


def test_a_mark_is_taken_away_only_where_it_is() -> None:
    given(*REPORTED).when(remove_mark()).then_nothing_happens()
    given(*REPORTED, mark()).when(remove_mark()).then(on.MarkRemoved)
    protected = report_absence().model_copy(update={"protected": True})
    given(protected).when(mark(Mark.PROTECTED_IDENTITY)).then_nothing_happens()


def test_automation_is_stopped_and_resumed_once() -> None:
    given(*REPORTED).when(resume_automation()).then_nothing_happens()
    given(*REPORTED, stop_automation()).when(resume_automation()).then(on.AutomationResumed)


def test_the_last_two_causes_are_a_case_workers() -> None:
    case = given(*REPORTED)
    approved = receive_form(SicknessCause.OTHER_APPROVED)
    case.when(approved).then_refused(Impossible, "case worker's")
    for one in (SicknessCause.OTHER, SicknessCause.CANCER):
        case.when(assess_cause(one)).then_refused(Impossible, "approved or not")
    theirs = report_absence().model_copy(update={"cause": SicknessCause.OTHER_APPROVED})
    given().when(theirs).then_refused(Impossible, "case worker's")


def test_a_hearing_is_answered_when_it_was_started_and_not_before_it() -> None:
    case = given(*REPORTED)
    case.when(answer_hearing()).then_refused(NotAllowedNow, "nobody was heard")
    started = case.and_then(start_hearing())
    started.when(answer_hearing(on=day("05-14"))).then_refused(Impossible, "before the first")
    case.when(start_hearing(deadline=day("05-14"))).then_refused(Impossible, "before the first")
    assert isinstance(started.when(answer_hearing()).events()[0], on.HearingAnswered)


def test_lack_of_cooperation_is_counted() -> None:
    (first,) = given(*READY).when(lack_cooperation()).events()
    assert isinstance(first, on.LackOfCooperationRegistered)
    second, *_ = (
        given(*READY, lack_cooperation()).when(lack_cooperation(day("06-22"), None)).events()
    )
    assert isinstance(second, on.LackOfCooperationRegistered)
    assert (first.time, second.time) == (1, 2)
    longer, *_ = given(*READY, lack_cooperation()).when(lack_cooperation(to_day=None)).events()
    assert isinstance(longer, on.LackOfCooperationRegistered)
    assert longer.time == 1


def test_spans_do_not_end_before_they_begin() -> None:
    case = given(*GRANTED)
    for backwards in (
        register_holiday(day("05-14"), day("05-13")),
        lack_cooperation(day("06-15"), day("06-14")),
        request_refund().model_copy(update={"from_day": day("06-02"), "to_day": day("06-01")}),
    ):
        case.when(backwards).then_refused(Impossible, "before the first")


def test_dispensation_remarks_and_withdrawal_are_kept_in_the_file() -> None:
    case = given(*REPORTED, give_dispensation(), register_remarks(), withdraw_report()).dossier.case
    assert isinstance(case, UnderClarification)
    assert case.file.dispensations == {Dispensation.NOTIFICATION}
    assert [each.text for each in case.file.remarks] == ["Jeg holdt ferie"]
    assert case.file.withdrawn_on == day("05-20")


def test_a_dossier_without_events_has_no_case_and_a_closed_one_a_closed_case() -> None:
    assert isinstance(given().dossier.case, NoCase)
    assert isinstance(given(*CLOSED).dossier.case, Closed)
    assert Circumstances(TODAY, NOON, MACHINE).other_open_cases == 0
