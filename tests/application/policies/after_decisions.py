"""What follows from decisions, hearings, tasks and payments: most of it done by the machine."""

from domain.case import events as on
from domain.case.kinds import (
    CitizenKind,
    Dispensation,
    EndReason,
    Form,
    HearingAbout,
    Registration,
    SicknessCause,
)
from domain.dossier.commands import WatchDeadlines
from domain.payment import events as paid
from domain.task import events as work
from domain.task import keys
from domain.task.events import TaskCancelled
from tests.application.policies.after_claims import AFTER_CLAIMS
from tests.application.policies.after_ends import AFTER_ENDS
from tests.application.policies.story import SMALL, Story
from tests.support import examples as ask
from tests.support.errands import (
    assign_task,
    cancel_task,
    hold_payment,
    open_task,
    order_payment,
    release_payment,
    reopen_task,
    solve_task,
)
from tests.support.examples import (
    day,
    months,
    report_absence,
)
from tests.support.histories import (
    CLAIMED,
    GRANTED,
    INCLUDED,
    ORDERED,
    READY,
    WRITTEN_OFF,
)

GONE = ask.withdraw(Registration.EMPLOYMENT, cvr=ask.CVR)
NO_BUSINESS = (
    report_absence(kind=CitizenKind.SELF_EMPLOYED, form=Form.DP200C),
    ask.register_circumstances(self_employed=ask.business()),
    *GRANTED[3:],
    ask.withdraw(Registration.CIRCUMSTANCE, circumstance="self_employed"),
)
TAKEN_BACK = (
    Story(
        "RegistrationWithdrawn: asked_no_more",
        (*GRANTED, ask.register_holiday(agreed=False)),
        ask.withdraw(Registration.HOLIDAY, day("05-14")),
        TaskCancelled,
    ),
    Story(
        "RegistrationWithdrawn: recalculate",
        (*GRANTED, ask.register_holiday()),
        ask.withdraw(Registration.HOLIDAY, day("05-14")),
        on.BenefitRecalculated,
    ),
    Story("RegistrationWithdrawn: something_is_missing", GRANTED, GONE, keys.CHECK_BLOCKING),
    Story(
        "EmploymentRegistered: nothing_is_missing",
        (*GRANTED, GONE),
        ask.register_employment(),
        TaskCancelled,
    ),
    Story(
        "WageRegistered: nothing_is_missing",
        (*GRANTED, ask.withdraw(Registration.WAGE, cvr=ask.CVR)),
        ask.register_wage(),
        TaskCancelled,
    ),
    Story(
        "CircumstancesRegistered: nothing_is_missing",
        NO_BUSINESS,
        ask.register_circumstances(self_employed=ask.business()),
        TaskCancelled,
    ),
)

AFTER_DECISIONS = (
    *TAKEN_BACK,
    Story(
        "DispensationGiven: write_offs_reversed",
        WRITTEN_OFF,
        ask.give_dispensation(Dispensation.REFUND_CLAIM),
        on.WriteOffReversed,
    ),
    Story(
        "SicknessCauseAssessed: not_incapable",
        READY,
        ask.assess_cause(SicknessCause.OTHER_NOT_APPROVED),
        on.ClaimRejected,
    ),
    Story(
        "TaskOpened: to_who_has_the_case",
        (*READY, open_task(), assign_task()),
        open_task("check_case_non_blocking"),
        work.TaskAssigned,
    ),
    Story(
        "TaskAssigned: the_whole_case",
        (*READY, open_task(), open_task("check_case_non_blocking")),
        assign_task(),
        work.TaskAssigned,
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
        "RightOfRegretUsed: recalculate",
        (*GRANTED, ask.lack_cooperation(day("06-02"), None)),
        ask.use_right_of_regret(),
        on.BenefitRecalculated,
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
    *AFTER_CLAIMS,
    Story(
        "PaymentReleased: approve",
        (*ORDERED, hold_payment()),
        release_payment(),
        paid.PaymentApproved,
    ),
    Story(
        "HearingAnswered: answered_after_all",
        (*READY, ask.start_hearing(HearingAbout.ENTITLEMENT), WatchDeadlines()),
        ask.answer_hearing(HearingAbout.ENTITLEMENT),
        TaskCancelled,
    ),
    *AFTER_ENDS,
)
