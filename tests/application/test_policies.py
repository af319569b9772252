"""What follows from what: every policy is seen to act, and to leave alone what is in order."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest

from application.policies.when import WHEN, follow_ups
from application.policies.work import OUTCOMES as ACTS
from domain.case import events as on
from domain.case.kinds import (
    CitizenKind,
    Dispensation,
    EndReason,
    Form,
    HearingAbout,
    SicknessCause,
)
from domain.dossier.dossier import DossierCommand, DossierEvent, evolve
from domain.payment import events as paid
from domain.task.commands import SolveTask
from domain.task.events import TaskCancelled, TaskOpened
from domain.task.outcomes import Outcome
from tests.support import examples as ask
from tests.support.errands import (
    cancel_task,
    hold_payment,
    open_task,
    order_payment,
    release_payment,
    reopen_task,
    solve_task,
)
from tests.support.examples import (
    CVR,
    OTHER_CVR,
    TODAY,
    business,
    day,
    fund,
    months,
    report_absence,
)
from tests.support.histories import (
    CANCELLED,
    CLAIMED,
    GRANTED,
    INCLUDED,
    ORDERED,
    READY,
    REJECTED,
    REPORTED,
    SENT,
)
from tests.support.scenario import Given, given

ROTA = ((Decimal(8),) * 5 + (Decimal(0),) * 2,)
FLEXJOB = report_absence(kind=CitizenKind.FLEXJOB)
MEMBER = report_absence(kind=CitizenKind.UNEMPLOYED, form=Form.DP200B)
OWNER = report_absence(kind=CitizenKind.SELF_EMPLOYED, form=Form.DP200C)
SMALL = (Decimal(1),) * 7
History = tuple[DossierCommand, ...]


class Story(NamedTuple):
    """After the history this is asked; then this follows: an event, or a task of this type."""

    policy: str
    history: History
    command: DossierCommand
    follows: type[DossierEvent] | str


STORIES = (
    Story(
        "AbsenceReported: late_notification",
        (),
        report_absence(notified_on=day("06-02")),
        "notification_received_late",
    ),
    Story(
        "AbsenceReported: start_stop_reported",
        (),
        report_absence(last_day=day("05-26")),
        "start_stop_case_in_employer_period",
    ),
    Story("AbsenceReported: several_cases", (), MEMBER, "unemployed_several_cases"),
    Story(
        "EmploymentRegistered: hours_unknown",
        (report_absence(),),
        ask.register_employment(week=None),
        "hourly_wage_not_computable",
    ),
    Story(
        "EmploymentRegistered: insured_employer",
        (report_absence(),),
        ask.register_employment(insured_section_55=True),
        "insured_employer_check",
    ),
    Story(
        "EmploymentRegistered: chronic_agreement",
        (report_absence(),),
        ask.register_employment(section_56=True),
        "section_56_58a_assessment",
    ),
    Story(
        "EmploymentRegistered: flexjob_without_pay",
        (FLEXJOB,),
        ask.register_employment(wage_paid_until=day("05-31")),
        "flexjob_wage_stop",
    ),
    Story(
        "EmploymentRegistered: rota_changed",
        GRANTED,
        ask.register_employment(week=None, rota=ROTA),
        "rota_schedule_changed",
    ),
    Story(
        "EmploymentRegistered: too_new_at_work",
        (report_absence(),),
        ask.register_employment(employed_since=day("03-03")),
        "employment_requirement_towards_employer",
    ),
    Story(
        "EmploymentRegistered: too_many_hours",
        (report_absence(),),
        ask.register_employment(week=(Decimal("13.01"), *SMALL[1:])),
        "limit_value_exceeded",
    ),
    Story(
        "WageRegistered: too_high_a_wage",
        REPORTED[:2],
        ask.register_wage("24000.00"),
        "limit_value_exceeded",
    ),
    Story(
        "WageRegistered: wage_came",
        (*REPORTED[:2], ask.receive_form()),
        ask.register_wage(),
        TaskCancelled,
    ),
    Story(
        "CircumstancesRegistered: examined",
        (FLEXJOB,),
        ask.register_circumstances(flexjob_granted_on=date(2012, 12, 31)),
        "flexjob_before_2013",
    ),
    Story(
        "CircumstancesRegistered: too_little_work",
        REPORTED,
        ask.register_circumstances(monthly_hours=months("39")),
        "employment_requirement_not_met",
    ),
    Story(
        "CircumstancesRegistered: flexjob_known",
        (FLEXJOB, ask.receive_form()),
        ask.register_circumstances(flexjob_granted_on=date(2015, 1, 1)),
        TaskCancelled,
    ),
    Story(
        "InformationFormReceived: another_cause",
        REPORTED,
        ask.receive_form(SicknessCause.OTHER),
        "information_form_other_cause",
    ),
    Story(
        "InformationFormReceived: wage_missing",
        REPORTED[:2],
        ask.receive_form(),
        "income_unavailable",
    ),
    Story(
        "InformationFormReceived: flexjob_unknown",
        (FLEXJOB,),
        ask.receive_form(),
        "examine_flexjob",
    ),
    Story(
        "SicknessCauseAssessed: not_incapable",
        READY,
        ask.assess_cause(SicknessCause.OTHER_NOT_APPROVED),
        on.ClaimRejected,
    ),
    Story(
        "RemarksRegistered: remarks",
        REPORTED,
        ask.register_remarks(),
        "remarks_on_notification_letter",
    ),
    Story("ReportWithdrawn: withdrawn", READY, ask.withdraw_report(), "cancel_absence_case"),
    Story(
        "RefundRequested: refund_without_right",
        CANCELLED,
        ask.request_refund(),
        "check_case_non_blocking",
    ),
    Story(
        "RefundRequested: refund_late",
        GRANTED,
        ask.request_refund(day("08-28")),
        "refund_request_late",
    ),
    Story(
        "RecoveryReported: start_stop_recovered",
        READY,
        ask.report_recovery(day("05-26")),
        "start_stop_case_in_employer_period",
    ),
    Story(
        "RecoveryReported: end_with_absence",
        GRANTED,
        ask.report_recovery(day("06-19")),
        on.BenefitEnded,
    ),
    Story(
        "PartialResumptionRegistered: rota_resumed",
        (report_absence(), ask.register_employment(week=None, rota=ROTA)),
        ask.resume_partly(),
        "partial_resumption_with_rota",
    ),
    Story(
        "PartialResumptionRegistered: after_the_end",
        (*GRANTED, ask.end()),
        ask.resume_partly(from_day=day("06-15")),
        "change_after_end_of_grant",
    ),
    Story(
        "HolidayRegistered: holiday_not_agreed",
        GRANTED,
        ask.register_holiday(agreed=False),
        "check_case_blocking",
    ),
    Story(
        "HolidayRegistered: after_the_end",
        (*READY, ask.grant_by_hand(day("06-14"))),
        ask.register_holiday(day("06-15"), None),
        "change_after_end_of_grant",
    ),
    Story(
        "LackOfCooperationRegistered: not_cooperating_again",
        (*GRANTED, ask.lack_cooperation()),
        ask.lack_cooperation(day("06-22"), None),
        "check_case_non_blocking",
    ),
    Story(
        "LackOfCooperationRegistered: after_the_end",
        (*GRANTED, ask.end()),
        ask.lack_cooperation(),
        "change_after_end_of_grant",
    ),
    Story(
        "HearingAnswered: hearing_answered",
        (*READY, ask.start_hearing()),
        ask.answer_hearing(),
        "party_hearing_answer_received",
    ),
    Story(
        "BenefitGranted: end_start_stop",
        (*READY, ask.report_recovery(day("06-19"))),
        ask.grant(),
        on.BenefitEnded,
    ),
    Story("BenefitEnded: died", GRANTED, ask.end(reason=EndReason.DEATH), "dead_or_disappeared"),
    Story("ClaimRejected: letter_by_hand", READY, ask.reject(), "rejection_letter_manual"),
    *(
        Story(f"{event}: recalculate", GRANTED, command, on.BenefitRecalculated)
        for event, command in {
            "EmploymentRegistered": ask.register_employment(week=SMALL),
            "WageRegistered": ask.register_wage("100.00"),
            "RefundRequested": ask.request_refund(),
            "FirstDayOfAbsenceCorrected": ask.correct_first_day(),
            "RecoveryReported": ask.report_recovery(),
            "PartialResumptionRegistered": ask.resume_partly(),
            "HolidayRegistered": ask.register_holiday(),
            "LackOfCooperationRegistered": ask.lack_cooperation(),
            "BenefitExtended": ask.extend(),
            "BenefitEnded": ask.end(),
            "CircumstancesRegistered": ask.register_circumstances(monthly_hours=months()),
        }.items()
    ),
    Story(
        "BenefitAppliedFor: recalculate",
        (*READY, ask.register_employment(pays_wage=False), ask.grant()),
        ask.apply_for_benefit(day("06-08")),
        on.BenefitRecalculated,
    ),
    Story(
        "DispensationGiven: recalculate",
        (
            report_absence(notified_on=day("06-10")),
            *READY[1:],
            ask.grant(),
        ),
        ask.give_dispensation(),
        on.BenefitRecalculated,
    ),
    Story(
        "BenefitRecalculated: withdraw_outdated",
        ORDERED,
        ask.register_wage("100.00"),
        paid.PaymentCancelled,
    ),
    Story("CaseCancelled: withdraw_all", ORDERED, ask.cancel_case(), paid.PaymentCancelled),
    Story("TaskOpened: stop_payments", INCLUDED, open_task(), paid.PaymentExcluded),
    Story(
        "TaskReopened: stop_payments",
        (*ORDERED, open_task(), solve_task(), INCLUDED[-1]),
        reopen_task(),
        paid.PaymentExcluded,
    ),
    Story(
        "TaskSolved: decide_again",
        (*GRANTED, open_task(), ask.register_wage("100.00")),
        solve_task(),
        on.BenefitRecalculated,
    ),
    Story(
        "TaskCancelled: decide_again",
        (*GRANTED, open_task(), ask.register_wage("100.00")),
        cancel_task(),
        on.BenefitRecalculated,
    ),
    Story("PaymentOrdered: approve", CLAIMED, order_payment(), paid.PaymentApproved),
    Story(
        "PaymentOrdered: look_at_claim",
        (*SENT, ask.register_wage("100.00")),
        order_payment(),
        "check_case_non_blocking",
    ),
    Story(
        "PaymentReleased: approve",
        (*ORDERED, hold_payment()),
        release_payment(),
        paid.PaymentApproved,
    ),
)


def told(history: History) -> Given:
    return given(*history).with_circumstances(other_open_cases=1)


def acted(story: Story) -> Iterator[str]:
    """Name the policies that asked for something while the story was told."""
    case = told(story.history)
    dossier = case.dossier
    for fact in case.when(story.command).facts():
        dossier = evolve(dossier, fact, case.around.actor.id)
        for policy in WHEN:
            if policy.then(fact.event, dossier, case.around):
                yield policy.name


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.policy)
def test_each_policy_acts_and_what_it_asks_for_is_recorded(story: Story) -> None:
    assert story.policy in set(acted(story))
    facts = told(story.history).when(story.command).facts()
    after = [fact for fact in facts if fact.follows is not None]
    tasks = {fact.event.type for fact in after if isinstance(fact.event, TaskOpened)}
    assert story.follows in tasks | {type(fact.event) for fact in after}


def test_a_policy_that_never_acts_is_not_kept() -> None:
    solved = "TaskSolved: act_on_outcome"  # its own table is told below
    assert {policy.name for policy in WHEN} - {solved} == {story.policy for story in STORIES}
    assert len({policy.name for policy in WHEN}) == len(WHEN)


LATE = report_absence(notified_on=day("06-10"))
OUTCOMES = (
    ("information_form_other_cause", Outcome.APPROVED, on.SicknessCauseAssessed),
    ("information_form_other_cause", Outcome.NOT_APPROVED, on.ClaimRejected),
    ("cancel_absence_case", Outcome.APPROVED, on.CaseCancelled),
    ("notification_received_late", Outcome.ACCEPTED, on.DispensationGiven),
    ("refund_request_late", Outcome.APPROVED, on.DispensationGiven),
    ("self_employed_requested_late", Outcome.APPROVED, on.DispensationGiven),
    ("employment_requirement_not_met", Outcome.NOT_APPROVED, on.ClaimRejected),
    ("unemployed_employment_requirement", Outcome.NOT_APPROVED, on.ClaimRejected),
)


def solved(history: History, key: str, outcome: Outcome) -> list[DossierEvent]:
    case = given(*history)
    found = [task_id for task_id, task in case.dossier.open_tasks.items() if task.type == key]
    return case.when(SolveTask(task_id=found[-1], outcome=outcome)).events()


@pytest.mark.parametrize(("key", "outcome", "follows"), OUTCOMES)
def test_solving_a_task_changes_the_case(
    key: str, outcome: Outcome, follows: type[DossierEvent]
) -> None:
    events = solved((*READY, open_task(key)), key, outcome)
    assert follows in {type(event) for event in events}


def test_every_outcome_that_acts_is_told() -> None:
    told_here = {(one, other) for one, other, _ in OUTCOMES}
    hearings = {
        ("party_hearing_answer_received", each) for each in (Outcome.ACCEPTED, Outcome.NOT_ACCEPTED)
    }
    assert set(ACTS) == told_here | hearings


def test_an_accepted_answer_excuses_the_lateness_it_was_about() -> None:
    for about, of in (
        (HearingAbout.LATE_NOTIFICATION, Dispensation.NOTIFICATION),
        (HearingAbout.LATE_APPLICATION, Dispensation.APPLICATION),
    ):
        heard = (LATE, *READY[1:], ask.start_hearing(about), ask.answer_hearing(about))
        events = solved(heard, "party_hearing_answer_received", Outcome.ACCEPTED)
        given_ = [event for event in events if isinstance(event, on.DispensationGiven)]
        assert [each.of for each in given_] == [of]


NOT_AGREED = (*GRANTED, ask.register_holiday(day("06-15"), day("06-21"), agreed=False))


def test_a_holiday_not_agreed_is_looked_at_and_its_party_heard_before_anything_ends() -> None:
    _, task, hearing = (
        given(*GRANTED)
        .when(NOT_AGREED[-1])
        .then(on.HolidayRegistered, TaskOpened, on.HearingStarted)
    )
    assert isinstance(task, TaskOpened)
    assert task.reason == "Ferie fra 2020-06-15 er ikke aftalt med kommunen"
    assert isinstance(hearing, on.HearingStarted)
    assert hearing.started_on == TODAY < hearing.deadline
    assert given(*NOT_AGREED).granted.stale


def answered(outcome: Outcome) -> list[DossierEvent]:
    case = given(*NOT_AGREED, ask.answer_hearing(on=TODAY))
    (check,) = [
        task_id
        for task_id, task in case.dossier.open_tasks.items()
        if task.type == "check_case_blocking"
    ]
    looked_at = case.and_then(solve_task(check))
    (answer,) = looked_at.dossier.open_tasks
    return looked_at.when(solve_task(answer, outcome)).events()


def test_an_accepted_explanation_lets_the_holiday_count_as_agreed() -> None:
    events = answered(Outcome.ACCEPTED)
    (holiday,) = [event for event in events if isinstance(event, on.HolidayRegistered)]
    assert holiday.agreed
    assert not any(isinstance(event, on.BenefitEnded) for event in events)


def test_an_explanation_that_is_not_accepted_ends_benefit_the_day_before_the_holiday() -> None:
    events = answered(Outcome.NOT_ACCEPTED)
    (ended,) = [event for event in events if isinstance(event, on.BenefitEnded)]
    assert (ended.last_day_with_right, ended.reason) == (
        day("06-14"),
        EndReason.HOLIDAY_NOT_AGREED,
    )


def test_the_second_lack_of_cooperation_ends_benefit_when_the_party_was_heard() -> None:
    again = ask.lack_cooperation(day("06-22"), None)
    not_heard = given(*GRANTED, ask.lack_cooperation()).when(again).events()
    assert not any(isinstance(event, on.BenefitEnded) for event in not_heard)
    hearing = ask.start_hearing(HearingAbout.LACK_OF_COOPERATION)
    heard = given(*GRANTED, hearing, ask.lack_cooperation()).when(again).events()
    (ended,) = [event for event in heard if isinstance(event, on.BenefitEnded)]
    assert ended.last_day_with_right == day("06-21")


def test_other_circumstances_are_looked_at_too() -> None:
    for report, said, key in (
        (OWNER, {"self_employed": business(section_58a=True)}, "section_56_58a_assessment"),
        (OWNER, {"self_employed": business("first_day")}, "voluntarily_insured_check"),
        (
            report_absence(kind=CitizenKind.SELF_EMPLOYED, notified_on=day("05-19")),
            {"self_employed": business()},
            "self_employed_requested_late",
        ),
        (MEMBER, {"unemployed": fund("0")}, "unemployed_employment_requirement"),
    ):
        events = given(report).when(ask.register_circumstances(**said)).events()
        assert key in {event.type for event in events if isinstance(event, TaskOpened)}


ORDINARY = (
    ((), report_absence(notified_on=day("06-01"))),
    ((), report_absence(last_day=day("05-27"))),
    ((report_absence(),), ask.register_employment(employed_since=day("03-02"))),
    ((report_absence(),), ask.register_employment(hours_last_8_weeks=Decimal(74))),
    ((report_absence(),), ask.register_employment(week=(Decimal(13), *SMALL[1:]))),
    ((FLEXJOB,), ask.register_employment()),
    (REPORTED, ask.register_wage("1000.00")),
    (REPORTED, ask.register_circumstances(monthly_hours=months("40"))),
    ((FLEXJOB,), ask.register_circumstances(flexjob_granted_on=date(2013, 1, 1))),
    ((OWNER,), ask.register_circumstances(self_employed=business())),
    ((MEMBER,), ask.register_circumstances(unemployed=fund())),
    (REPORTED, ask.receive_form()),
    (REPORTED, ask.register_employment(OTHER_CVR, week=SMALL)),
    (READY, ask.request_refund(day("08-26"))),
    (READY, ask.report_recovery(day("05-27"))),
    (READY, ask.resume_partly()),
    (READY, ask.register_holiday()),
    (READY, ask.lack_cooperation()),
)


@pytest.mark.parametrize(("history", "command"), ORDINARY)
def test_what_is_in_order_is_left_to_the_machine(history: History, command: DossierCommand) -> None:
    events = given(*history).when(command).events()
    assert not [event for event in events if isinstance(event, TaskOpened)]


def test_a_change_on_the_last_day_of_the_grant_is_within_it() -> None:
    ended = given(*GRANTED, ask.end(day("06-14")))
    for last_day in (ask.resume_partly(from_day=day("06-14")), ask.lack_cooperation(day("06-14"))):
        events = ended.when(last_day).events()
        assert not [event for event in events if isinstance(event, TaskOpened)]


def test_a_case_stopped_by_hand_is_not_decided_again_when_its_task_is_solved() -> None:
    stopped = given(*GRANTED, ask.stop_automation(), open_task(), ask.register_wage("100.00"))
    assert len(stopped.when(solve_task()).events()) == 1


def test_one_employment_fit_is_not_a_start_stop_case() -> None:
    two = given(*READY, ask.register_employment(OTHER_CVR, week=SMALL))
    events = two.when(ask.report_recovery(day("05-20"), CVR)).events()
    assert not [event for event in events if isinstance(event, TaskOpened)]


def test_while_another_task_blocks_the_rejection_waits_for_the_run() -> None:
    both = (*READY, open_task("information_form_other_cause"), open_task())
    events = solved(both, "information_form_other_cause", Outcome.NOT_APPROVED)
    assert [type(event) for event in events][1:] == [on.SicknessCauseAssessed]
    later = given(*both)
    form, check = later.dossier.open_tasks
    rejected = later.and_then(solve_task(form, Outcome.NOT_APPROVED), solve_task(check)).when(
        ask.grant()
    )
    assert isinstance(rejected.events()[0], on.ClaimRejected)


def test_a_refund_request_on_a_rejected_case_is_parked_and_revives_nothing() -> None:
    case = given(*REJECTED).and_then(ask.request_refund())
    assert case.dossier.case.__class__.__name__ == "Rejected"
    types = {task.type for task in case.dossier.open_tasks.values()}
    assert types == {"rejection_letter_manual", "check_case_non_blocking"}


def test_events_without_policy_ask_for_nothing() -> None:
    case = given(*READY)
    note = on.NoteAdded(text="x")
    assert follow_ups(note, case.dossier, case.around) == ()
