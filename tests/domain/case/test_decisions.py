"""What a case decides: grant, reject, end, recalculate; and what stands in the way."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.case import events as on
from domain.case.kinds import (
    CitizenKind,
    EndReason,
    HearingAbout,
    RecalculationCause,
    RejectionReason,
    SicknessCause,
)
from domain.case.states import Ended, Ongoing, Rejected
from domain.dossier.dossier import DossierCommand, refusals
from domain.shared.blocks import Blocks
from domain.shared.errors import (
    AutomationHalted,
    CircumstancesOutstanding,
    DecisionBlocked,
    EmploymentOutstanding,
    FormOutstanding,
    HearingNeeded,
    HearingOutstanding,
    Impossible,
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
from domain.shared.money import Money
from domain.shared.period import Period
from domain.task.events import TaskCancelled, TaskOpened
from tests.support.errands import open_task, order_payment, solve_task
from tests.support.examples import (
    CVR,
    FIRST_DAY,
    OTHER_CVR,
    TODAY,
    assess_cause,
    business,
    correct_first_day,
    day,
    end,
    fund,
    grant,
    grant_by_hand,
    lack_cooperation,
    months,
    recalculate,
    receive_form,
    register_circumstances,
    register_employment,
    register_holiday,
    register_wage,
    reject,
    report_absence,
    report_recovery,
    start_hearing,
    stop_automation,
)
from tests.support.histories import ENDED, GRANTED, READY, REJECTED, REPORTED
from tests.support.scenario import Given, given

WEEK = 816_96 * 5  # øre: five days of 7.4 hours at 110.40
DECISIONS = (grant(), grant_by_hand(), reject())


def granted(case: Given) -> on.BenefitGranted:
    first, *_ = case.when(grant()).events()
    assert isinstance(first, on.BenefitGranted)
    return first


def test_a_grant_by_rule_carries_the_account_to_the_reassessment_date() -> None:
    event = granted(given(*READY))
    assert event.by_rule
    assert (event.from_day, event.to_day) == (day("05-27"), None)
    assert event.totals.reassessment_date == day("10-31")
    assert event.totals.calculated_until == day("10-31")
    amounts = {(week.monday, week.payee): week.amount for week in event.totals.weeks}
    assert amounts[day("06-08"), CVR] == Money(WEEK)
    assert amounts[day("06-01"), CVR] == Money(816_96 * 4)  # Whit Monday pays nothing
    assert {week.hours for week in event.totals.weeks} >= {Decimal("37.0"), Decimal("29.6")}
    assert event.totals.assumed == (
        "employed_since",
        "hours_last_8_weeks",
        "monthly_hours",
        "refund_requests",
    )


def test_rulings_are_kept_once_for_the_days_on_which_they_hold() -> None:
    rulings = granted(given(*READY)).totals.rulings
    assert len(rulings) < 25
    (hourly,) = [each for each in rulings if each.rule == "hourly_benefit"]
    assert (hourly.output, hourly.period) == ('"110.4"', Period(day("05-27"), day("10-30")))
    assert hourly.citation.startswith("Sygedagpengeloven §")
    assert hourly.parameter == "labour_market_contribution_percent@2006-07-03#1"
    (whit_monday,) = [each for each in rulings if each.rule == "public_holiday"]
    assert whit_monday.period == Period(day("06-01"), day("06-01"))


def test_a_rule_that_changes_its_word_within_a_case_is_kept_for_each_of_them() -> None:
    over_new_year = given(
        report_absence(date(2019, 11, 18), notified_on=date(2019, 12, 1)),
        *READY[1:],
        register_wage("150.00"),
    ).on(date(2020, 1, 15))
    capped = [
        each for each in granted(over_new_year).totals.rulings if each.rule == "hourly_benefit"
    ]
    assert [each.period.first_day for each in capped] == [date(2019, 12, 18), date(2020, 1, 6)]
    assert capped[0].output < capped[1].output == '"119.05"'


def test_the_same_law_gives_the_same_digest_and_other_law_another() -> None:
    one, again = granted(given(*READY)), granted(given(*READY))
    assert one.totals.parameter_set == again.totals.parameter_set
    earlier = given(report_absence(date(2019, 2, 4), notified_on=date(2019, 2, 5)), *READY[1:])
    assert granted(earlier).totals.parameter_set != one.totals.parameter_set


def test_weeks_used_are_counted_to_the_day_of_the_decision() -> None:
    used = [granted(given(*READY).on(on)).totals.weeks_used for on in (FIRST_DAY, day("06-09"))]
    assert used == [Decimal("0.00"), Decimal("2.00")]


def test_an_absence_that_ended_is_granted_to_its_last_day_and_ended_with_it() -> None:
    start_stop = given(report_absence(last_day=day("06-10")), *READY[1:])
    grant_, end_ = start_stop.when(grant()).then(on.BenefitGranted, on.BenefitEnded)
    assert isinstance(grant_, on.BenefitGranted)
    assert isinstance(end_, on.BenefitEnded)
    assert (grant_.to_day, grant_.totals.calculated_until) == (day("06-10"), day("06-10"))
    assert (end_.last_day_with_right, end_.reason) == (
        day("06-10"),
        EndReason.LAST_DAY_OF_ABSENCE,
    )


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


def test_a_grant_by_hand_ends_where_it_says_and_is_paid_no_further() -> None:
    (event,) = given(*READY).when(grant_by_hand(day("06-10"))).events()
    assert isinstance(event, on.BenefitGranted)
    assert (event.by_rule, event.to_day) == (False, day("06-10"))
    assert event.totals.calculated_until == day("06-10")
    assert event.totals.weeks[-1].amount == Money(816_96 * 3)
    again = given(*READY, grant_by_hand(day("06-10")), register_wage("100.00")).granted
    assert again.totals.calculated_until == day("06-10")


def test_a_grant_by_hand_pays_nothing_before_its_first_day() -> None:
    late = grant_by_hand().model_copy(update={"from_day": day("06-10")})
    (event,) = given(*READY).when(late).events()
    assert isinstance(event, on.BenefitGranted)
    assert [(week.monday, week.amount.oere) for week in event.totals.weeks] == [
        (day("06-08"), 816_96 * 3),
        (day("06-15"), WEEK),
        (day("06-22"), WEEK),
    ]
    before = grant_by_hand(day("04-26"))
    given(*READY).when(before).then_refused(Impossible, "before the absence began")


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


def test_a_cause_not_approved_is_rejected_by_rule() -> None:
    case = given(*READY, open_task(), assess_cause(SicknessCause.OTHER_NOT_APPROVED), solve_task())
    rejected, *_ = case.when(grant()).events()
    assert isinstance(rejected, on.ClaimRejected)
    assert rejected.reason is RejectionReason.NOT_INCAPABLE_OF_WORK
    assert rejected.citation == "Sygedagpengeloven § 7, stk. 1"


def test_where_no_law_is_known_nothing_is_decided() -> None:
    old = date(2006, 7, 2)
    given().when(report_absence(old, notified_on=old)).then_refused(NoLawInForce)


def test_an_end_is_recorded_once_on_a_day_of_the_absence() -> None:
    case = given(*GRANTED)
    case.when(end(FIRST_DAY - timedelta(days=1))).then_refused(Impossible, "before the first day")
    ended = case.and_then(end())
    assert isinstance(ended.dossier.case, Ended)
    ended.when(end()).then_nothing_happens()
    ended.when(end(day("06-12"))).then(on.BenefitEnded, on.BenefitRecalculated)
    given(*READY).when(end()).then_refused(NotAllowedNow, "no benefit is granted")


@pytest.mark.parametrize(
    ("reason", "about"),
    [
        (EndReason.HOLIDAY_NOT_AGREED, HearingAbout.HOLIDAY),
        (EndReason.LACK_OF_COOPERATION, HearingAbout.LACK_OF_COOPERATION),
        (EndReason.FIT_FOR_WORK, HearingAbout.ENTITLEMENT),
    ],
)
def test_some_ends_are_decisions_after_hearing(reason: EndReason, about: HearingAbout) -> None:
    case = given(*GRANTED)
    case.when(end(reason=reason)).then_refused(HearingNeeded)
    heard = case.and_then(start_hearing(about, deadline=TODAY))
    heard.when(end(reason=reason)).then_refused(HearingOutstanding)
    over = heard.on(TODAY + timedelta(days=1))
    over.when(end(reason=reason)).then(on.BenefitEnded, on.BenefitRecalculated)
    over.and_then(open_task()).when(end(reason=reason)).then_refused(DecisionBlocked)


@pytest.mark.parametrize(
    "reason",
    [EndReason.RECOVERY, EndReason.LAST_DAY_OF_ABSENCE, EndReason.JOB_CENTRE, EndReason.DEATH],
)
def test_other_ends_stop_payment_without_a_decision_of_ours(reason: EndReason) -> None:
    blocked = given(*GRANTED, open_task(), start_hearing(deadline=TODAY))
    assert isinstance(blocked.when(end(reason=reason)).events()[0], on.BenefitEnded)


@pytest.mark.parametrize("reason", [EndReason.DURATION_REACHED, EndReason.PENSION])
def test_reaching_the_reassessment_date_is_a_decision(reason: EndReason) -> None:
    given(*GRANTED, open_task()).when(end(reason=reason)).then_refused(DecisionBlocked)


def test_payment_goes_on_past_a_reassessment_date_on_which_nobody_decided() -> None:
    overdue = given(*GRANTED).on(date(2020, 11, 9))
    (renewed,) = overdue.when(recalculate()).then(on.BenefitRecalculated)
    assert isinstance(renewed, on.BenefitRecalculated)
    assert renewed.totals.calculated_until == date(2020, 11, 30)
    assert renewed.totals.weeks[-1].monday == date(2020, 11, 30)


def test_the_same_facts_decided_again_change_nothing() -> None:
    given(*GRANTED).when(recalculate()).then_nothing_happens()
    later = given(*GRANTED).on(day("08-01"))
    later.when(recalculate()).then_nothing_happens()  # though more weeks are used


def test_a_recalculation_says_why_and_which_weeks_it_touches() -> None:
    _, recalculated = (
        given(*GRANTED).when(register_holiday()).then(on.HolidayRegistered, on.BenefitRecalculated)
    )
    assert isinstance(recalculated, on.BenefitRecalculated)
    assert recalculated.cause is RecalculationCause.HOLIDAY
    assert Period(day("05-25"), day("05-31")) in recalculated.touched
    assert Period(day("06-01"), day("06-07")) not in recalculated.touched
    assert recalculated.totals.weeks[0].monday == day("06-01")


def test_before_the_cut_off_no_week_changes() -> None:
    case = given(*GRANTED, stop_automation(), register_wage("100.00"))
    (event,) = case.when(recalculate(cut_off=day("06-10"))).events()
    assert isinstance(event, on.BenefitRecalculated)
    weeks = {week.monday: week.amount.oere for week in event.totals.weeks}
    assert len(weeks) == len(event.totals.weeks)
    assert weeks[day("06-01")] == 816_96 * 4
    assert weeks[day("06-08")] == 680_80 * 5
    assert event.cut_off == day("06-10")
    assert event.touched[0].first_day == day("06-08")


@pytest.mark.parametrize(
    ("fact", "cause"),
    [
        (register_wage("100.00"), RecalculationCause.WAGE_CHANGED),
        (correct_first_day(), RecalculationCause.FIRST_DAY_CORRECTED),
        (lack_cooperation(), RecalculationCause.LACK_OF_COOPERATION),
        (report_recovery(), RecalculationCause.RECOVERY),
        (end(), RecalculationCause.END),
        (register_employment(week=(Decimal(5),) * 7), RecalculationCause.FACTS_CHANGED),
    ],
)
def test_each_fact_that_changes_a_decided_case_decides_it_again_at_once(
    fact: DossierCommand, cause: RecalculationCause
) -> None:
    causes = [
        event.cause
        for event in given(*GRANTED).when(fact).events()
        if isinstance(event, on.BenefitRecalculated)
    ]
    assert causes[0] is cause


def test_what_waits_for_a_task_is_decided_when_the_task_is_gone() -> None:
    waiting = given(*GRANTED, open_task(), register_wage("100.00"))
    assert waiting.granted.stale
    assert waiting.granted.totals.weeks[2].amount == Money(WEEK)
    solved = waiting.when(solve_task()).events()
    assert isinstance(solved[-1], on.BenefitRecalculated)
    blocked_twice = waiting.and_then(open_task(cause="the employer called"))
    assert len(blocked_twice.when(solve_task()).events()) == 1
    waiting.when(recalculate()).then_refused(DecisionBlocked)


def test_an_unblocked_case_on_which_nothing_changed_is_left_alone() -> None:
    assert len(given(*GRANTED, open_task()).when(solve_task()).events()) == 1


def test_a_case_stopped_by_hand_is_recalculated_by_hand() -> None:
    by_hand = given(*GRANTED, stop_automation())
    by_hand.when(register_wage("100.00")).then(on.WageRegistered)
    by_hand.and_then(register_wage("100.00")).when(recalculate()).then(on.BenefitRecalculated)


def test_what_waits_for_a_hearing_is_decided_when_it_is_over() -> None:
    waiting = given(*GRANTED, start_hearing(deadline=TODAY), register_wage("100.00"))
    assert waiting.granted.stale
    later = waiting.on(TODAY + timedelta(days=1))
    first, *_ = later.when(order_payment()).events()
    assert isinstance(first, on.BenefitRecalculated)


def test_an_undecided_case_is_not_recalculated() -> None:
    for history in (READY, REJECTED):
        given(*history).when(recalculate()).then_refused(NotAllowedNow, "no benefit is granted")


def test_earlier_benefit_counts_towards_the_duration() -> None:
    earlier = (Period(date(2020, 1, 6), day("03-29")),)
    before = given(*READY).with_circumstances(earlier_benefit=earlier)
    event = granted(before)
    assert event.earlier_benefit == earlier
    assert event.totals.reassessment_date
    assert event.totals.reassessment_date < day("10-31")


def test_an_end_leaves_the_grant_to_be_recalculated_and_paid() -> None:
    ended = given(*ENDED).granted
    assert ended.totals.calculated_until == day("06-14")
    assert not ended.stale
    assert isinstance(given(*REJECTED).dossier.case, Rejected)
