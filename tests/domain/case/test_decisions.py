"""What stands in the way of a decision, and what a person may decide otherwise."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.case import events as on
from domain.case.kinds import (
    CitizenKind,
    RejectionReason,
    SicknessCause,
)
from domain.case.states import Ongoing
from domain.dossier.dossier import DossierCommand, refusals
from domain.shared.blocks import Blocks
from domain.shared.errors import (
    AutomationHalted,
    CircumstancesOutstanding,
    DecisionBlocked,
    EmploymentOutstanding,
    FormOutstanding,
    HearingOutstanding,
    NoLawInForce,
    NotAllowedNow,
    NotEntitled,
    NotFound,
    NothingAppliedFor,
    WageOutstanding,
)
from domain.shared.errors import (
    Rejected as Refused,
)
from domain.task.events import TaskCancelled, TaskOpened
from domain.task.outcomes import Outcome
from tests.support.decided import DECISIONS, granted
from tests.support.errands import open_task, solve_task
from tests.support.examples import (
    OTHER_CVR,
    TODAY,
    assess_cause,
    business,
    fund,
    grant,
    grant_by_hand,
    months,
    receive_form,
    register_circumstances,
    register_employment,
    register_wage,
    reject,
    report_absence,
    report_recovery,
    start_hearing,
    stop_automation,
)
from tests.support.histories import GRANTED, READY, REJECTED, REPORTED
from tests.support.scenario import given


@pytest.mark.parametrize(
    ("history", "refusal"),
    [
        ((*READY, open_task()), DecisionBlocked),
        ((*READY, stop_automation()), AutomationHalted),
        (REPORTED, FormOutstanding),
        ((REPORTED[0], receive_form()), EmploymentOutstanding),
        ((*READY, register_employment(OTHER_CVR, week=(Decimal(2),) * 7)), WageOutstanding),
    ],
)
def test_a_decision_by_rule_waits(
    history: tuple[DossierCommand, ...], refusal: type[Refused]
) -> None:
    given(*history).when(grant()).then_refused(refusal)


def test_a_decision_waits_for_an_answer_within_the_deadline_and_not_after_it() -> None:
    heard = given(*READY, start_hearing(deadline=TODAY))
    for decision in DECISIONS:
        heard.when(decision).then_refused(HearingOutstanding)
    granted(heard.on(TODAY + timedelta(days=1)))


def test_all_that_stands_in_the_way_is_named_at_once() -> None:
    case = given(
        report_absence(), register_employment(), open_task(), start_hearing(deadline=TODAY)
    )
    found = refusals(case.dossier, case.around)
    assert [each.code for each in found] == [
        "outstanding-form",
        "blocked-by-task",
        "outstanding-hearing",
        "outstanding-wage",
    ]
    assert refusals(given(*READY).dossier, case.around) == ()
    with pytest.raises(NotFound):
        refusals(given().dossier, case.around)


def test_hours_without_which_nothing_is_computed_are_waited_for() -> None:
    unknown = given(report_absence(), register_employment(week=None), register_wage())
    case = unknown.and_then(receive_form())
    task = next(iter(case.dossier.open_tasks))
    case.and_then(solve_task(task)).when(grant()).then_refused(EmploymentOutstanding, "hours")


def test_each_kind_of_citizen_waits_for_what_it_is_computed_from() -> None:
    for kind in (CitizenKind.SELF_EMPLOYED, CitizenKind.UNEMPLOYED):
        case = given(report_absence(kind=kind), receive_form())
        case.when(grant()).then_refused(CircumstancesOutstanding)
    shop = given(report_absence(kind=CitizenKind.SELF_EMPLOYED), receive_form())
    granted(shop.and_then(register_circumstances(self_employed=business())))
    member = given(report_absence(kind=CitizenKind.UNEMPLOYED), receive_form())
    granted(member.and_then(register_circumstances(unemployed=fund())))


def test_who_wishes_for_nothing_gets_no_decision() -> None:
    no_wish = receive_form(wishes_to_apply=False)
    without_pay = register_employment(pays_wage=False)
    case = given(report_absence(), without_pay, register_wage(), no_wish)
    case.when(grant()).then_refused(NothingAppliedFor)
    granted(given(*REPORTED, no_wish))  # the employer pays wages and may ask for refund


def test_a_case_is_decided_once() -> None:
    given(*GRANTED).when(grant()).then_nothing_happens()
    given(*GRANTED).when(grant_by_hand()).then_refused(NotAllowedNow, "granted already")
    given(*GRANTED).when(reject()).then_refused(NotAllowedNow, "decided already")
    given(*REJECTED).when(reject()).then_nothing_happens()
    given(*REJECTED).when(reject(RejectionReason.OTHER)).then_refused(NotAllowedNow)
    given(*REJECTED).when(grant()).then_refused(NotAllowedNow, "a person may decide")


def test_a_person_may_decide_otherwise_after_a_rejection() -> None:
    case = given(*REJECTED).and_then(grant_by_hand())
    assert isinstance(case.dossier.case, Ongoing)
    assert not case.dossier.case.by_rule


@pytest.mark.parametrize("decision", DECISIONS, ids=["by rule", "by hand", "reject"])
def test_an_open_blocking_task_holds_every_decision_back(decision: DossierCommand) -> None:
    blocked = given(*READY, open_task())
    blocked.when(decision).then_refused(DecisionBlocked)
    other = given(*READY, open_task("financial_outstanding"))
    assert other.dossier.blocked == (Blocks.PAYMENT,)
    other.when(decision).facts()


def test_a_grant_by_hand_without_end_date_becomes_a_task_until_it_has_one() -> None:
    (opened,) = given(*READY).when(grant_by_hand(None)).then(TaskOpened)
    assert isinstance(opened, TaskOpened)
    assert opened.type == "manual_grant_missing_end_date"
    asked = given(*READY, grant_by_hand(None))
    asked.when(grant_by_hand(None)).then_nothing_happens()
    asked.when(grant()).then_refused(DecisionBlocked)
    asked.when(grant_by_hand()).then(TaskCancelled, on.BenefitGranted)
    asked.and_then(open_task()).when(grant_by_hand()).then_refused(DecisionBlocked)


def test_without_right_the_rule_rejects_with_its_citation_and_a_person_is_told() -> None:
    too_little = register_circumstances(monthly_hours=months("20"))
    case = given(*READY, too_little)
    task = next(iter(case.dossier.open_tasks))
    looked_at = case.and_then(solve_task(task))
    rejected, letter = looked_at.when(grant()).then(on.ClaimRejected, TaskOpened)
    assert rejected == on.ClaimRejected(
        reason=RejectionReason.EMPLOYMENT_REQUIREMENT_NOT_MET,
        by_rule=True,
        citation="Sygedagpengeloven § 32, stk. 1, nr. 1",
        text=None,
    )
    assert isinstance(letter, TaskOpened)
    assert letter.type == "rejection_letter_manual"
    looked_at.when(grant_by_hand()).then_refused(NotEntitled)


def test_who_is_well_again_within_the_employer_period_is_rejected_with_its_paragraph() -> None:
    case = given(*READY, report_recovery(date(2020, 5, 26)))
    (task,) = case.dossier.open_tasks
    looked_at = case.and_then(solve_task(task, Outcome.APPROVED))
    rejected, *_ = looked_at.when(grant()).events()
    assert isinstance(rejected, on.ClaimRejected)
    assert rejected.reason is RejectionReason.NOT_ENTITLED
    assert rejected.citation == "Sygedagpengeloven § 30, stk. 1"


def test_a_cause_not_approved_is_rejected_by_rule() -> None:
    case = given(*READY, open_task(), assess_cause(SicknessCause.OTHER_NOT_APPROVED), solve_task())
    rejected, *_ = case.when(grant()).events()
    assert isinstance(rejected, on.ClaimRejected)
    assert rejected.reason is RejectionReason.NOT_INCAPABLE_OF_WORK
    assert rejected.citation == "Sygedagpengeloven § 7, stk. 1"


def test_where_no_law_is_known_nothing_is_decided() -> None:
    old = date(2006, 7, 2)
    given().when(report_absence(old, notified_on=old)).then_refused(NoLawInForce)
