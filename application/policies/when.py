"""What follows from what: this event, so these commands, in the same decision."""

from collections import defaultdict
from collections.abc import Mapping

from application.policies import (
    claims,
    course,
    falling,
    giving_back,
    going_on,
    lapsing,
    money,
    registers,
    reminding,
    reports,
    taking_back,
    work,
)
from application.policies.policy import Commands, Policy, when, when_of
from domain.case import events as on
from domain.case.commands import (
    CancelCase,
    EndBenefit,
    RecalculateBenefit,
    RejectClaim,
    WriteOffRefund,
)
from domain.dossier.dossier import Circumstances, Dossier, DossierEvent, Fact
from domain.payment.commands import IncludePayment
from domain.payment.events import (
    ClaimWaived,
    PaymentApproved,
    PaymentCancelled,
    PaymentOrdered,
    PaymentReleased,
    PaymentSettled,
    RepaymentRegistered,
)
from domain.task.events import (
    TaskAssigned,
    TaskCancelled,
    TaskOpened,
    TaskReopened,
    TaskSolved,
)

# What follows may be decided later, by a run or a person, when it is not allowed now.
MAY_WAIT = (
    RecalculateBenefit,
    RejectClaim,
    EndBenefit,
    CancelCase,
    WriteOffRefund,
    IncludePayment,
)

WHEN: tuple[Policy, ...] = (
    when(on.AbsenceReported, reports.late_notification),
    when(on.AbsenceReported, reports.start_stop_reported),
    when(on.AbsenceReported, reports.several_cases),
    when(on.EmploymentRegistered, registers.hours_unknown),
    when(on.EmploymentRegistered, registers.insured_employer),
    when(on.EmploymentRegistered, registers.chronic_agreement),
    when(on.EmploymentRegistered, registers.flexjob_without_pay),
    when(on.EmploymentRegistered, registers.rota_changed),
    when(on.EmploymentRegistered, registers.too_new_at_work),
    when(on.EmploymentRegistered, registers.too_many_hours),
    when(on.EmploymentRegistered, falling.no_rota),
    when(on.EmploymentRegistered, reminding.of_other_claims),
    when(on.EmploymentRegistered, taking_back.nothing_is_missing),
    when(on.WageRegistered, registers.too_high_a_wage),
    when(on.WageRegistered, registers.wage_came),
    when(on.WageRegistered, registers.hours_not_needed),
    when(on.WageRegistered, taking_back.nothing_is_missing),
    when(on.CircumstancesRegistered, registers.examined),
    when(on.CircumstancesRegistered, registers.too_little_work),
    when(on.CircumstancesRegistered, registers.flexjob_known),
    when(on.CircumstancesRegistered, taking_back.nothing_is_missing),
    when(on.InformationFormReceived, reports.another_cause),
    when(on.InformationFormReceived, reports.wage_missing),
    when(on.InformationFormReceived, reports.flexjob_unknown),
    when(on.FirstDayOfAbsenceCorrected, reports.late_after_all),
    when(on.FirstDayOfAbsenceCorrected, reports.start_stop_after_all),
    when(on.FirstDayOfAbsenceCorrected, registers.too_new_after_all),
    when(on.FirstDayOfAbsenceCorrected, registers.too_little_work),
    when(on.RefundRequested, reports.written_off_too_early),
    when(on.DispensationGiven, reports.lateness_excused),
    when(on.DispensationGiven, reports.write_offs_reversed),
    when(on.InformationFormReceived, reports.form_came),
    when(on.SicknessCauseAssessed, reports.not_incapable),
    when(on.SicknessCauseAssessed, falling.cause_assessed),
    when(on.RemarksRegistered, reports.remarks),
    when(on.ReportWithdrawn, reports.withdrawn),
    when(on.RefundRequested, reports.refund_without_right),
    when(on.RefundRequested, reports.refund_late),
    when(on.RecoveryReported, reports.start_stop_recovered),
    when(on.RecoveryReported, course.end_with_absence),
    when(on.RecoveryReported, reminding.of_other_claims),
    when(on.RecoveryReported, reminding.of_other_cases),
    when(on.PartialResumptionRegistered, course.rota_resumed),
    when(on.PartialResumptionRegistered, course.after_the_end),
    when(on.PartialResumptionRegistered, falling.resumption_told),
    when(on.HolidayRegistered, course.holiday_not_agreed),
    when(on.HolidayRegistered, course.after_the_end),
    when(on.HolidayRegistered, falling.holiday_agreed),
    when(on.RegistrationWithdrawn, taking_back.asked_no_more),
    when(on.RegistrationWithdrawn, taking_back.something_is_missing),
    when(on.RegistrationWithdrawn, reminding.of_other_claims),
    when(on.RegistrationWithdrawn, reminding.of_other_cases),
    when(on.RegistrationWithdrawn, going_on.ended_for_nothing),
    when(on.LackOfCooperationRegistered, course.not_cooperating_again),
    when(on.LackOfCooperationRegistered, course.after_the_end),
    when(on.HearingAnswered, work.hearing_answered),
    when(on.HearingAnswered, work.answered_after_all),
    when(on.BenefitGranted, course.end_start_stop),
    when(on.BenefitGranted, falling.granted_after_all),
    when(on.BenefitEnded, course.died),
    when(on.BenefitEnded, course.reassessed),
    when(on.BenefitEnded, falling.extension_settled),
    when(on.BenefitEnded, falling.within_the_grant),
    when(on.EndWithdrawn, going_on.ends_with_absence),
    when(on.EndWithdrawn, going_on.asked_no_more),
    when(on.EndWithdrawn, going_on.end_date_missing),
    when(on.EndWithdrawn, going_on.reassessed_after_all),
    when(on.EndWithdrawn, falling.within_the_grant),
    when(on.BenefitExtended, course.reassessed),
    when(on.BenefitExtended, falling.extension_settled),
    when(on.ClaimRejected, course.letter_by_hand),
    *(when(kind, course.recalculate) for kind in course.CAUSES),
    when(on.BenefitRecalculated, money.withdraw_outdated),
    when(on.CaseCancelled, money.withdraw_all),
    when(on.CaseCancelled, giving_back.nothing_is_owed),
    when(on.CaseCancelled, giving_back.repaid_for_nothing),
    when(TaskOpened, work.stop_payments),
    when(TaskReopened, work.stop_payments),
    when(TaskOpened, work.to_who_has_the_case),
    when(TaskAssigned, work.the_whole_case),
    when_of(TaskSolved, work.act_on_outcome),
    when(TaskSolved, work.decide_again),
    when(TaskCancelled, work.decide_again),
    when(PaymentOrdered, money.keep_back),
    when(PaymentOrdered, money.approve),
    when(PaymentOrdered, money.hear_about_claim),
    when(PaymentOrdered, lapsing.judge_lapsed),
    when(PaymentApproved, money.keep_back),
    when(PaymentApproved, claims.collect_by_hand),
    when_of(PaymentApproved, claims.all_decided),
    when(PaymentApproved, money.enter_run),
    when(PaymentSettled, claims.settle_claims),
    when(RepaymentRegistered, claims.settle_claims),
    when(ClaimWaived, claims.settle_claims),
    when(PaymentCancelled, claims.claimed_no_more),
    when(PaymentReleased, money.approve),
    when(PaymentApproved, lapsing.judged),
    when(PaymentCancelled, lapsing.judged),
)


def by_event(table: tuple[Policy, ...]) -> Mapping[type[DossierEvent], tuple[Policy, ...]]:
    found: defaultdict[type[DossierEvent], list[Policy]] = defaultdict(list)
    for policy in table:
        found[policy.kind].append(policy)
    return {kind: tuple(policies) for kind, policies in found.items()}


BY_EVENT = by_event(WHEN)


def follow_ups(fact: Fact, dossier: Dossier, circumstances: Circumstances) -> Commands:
    return tuple(
        command
        for policy in BY_EVENT.get(type(fact.event), ())
        for command in policy.then(fact, dossier, circumstances)
    )
