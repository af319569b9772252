"""What follows from what others tell: most of it work for a person."""

from datetime import date
from decimal import Decimal

from domain.case import events as on
from domain.case.kinds import (
    SicknessCause,
)
from domain.dossier.commands import WatchDeadlines
from domain.task.events import TaskCancelled
from tests.application.policies.after_closing import AFTER_CLOSING
from tests.application.policies.story import FLEXJOB, MEMBER, ROTA, SMALL, Story
from tests.support import examples as ask
from tests.support.examples import (
    day,
    months,
    report_absence,
)
from tests.support.histories import (
    CANCELLED,
    GRANTED,
    READY,
    REPORTED,
    WRITTEN_OFF,
)

AFTER_REPORTS = (
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
        "WageRegistered: hours_not_needed",
        (report_absence(), ask.register_employment(week=None)),
        ask.register_pay_of_week(),
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
        "RefundRequested: written_off_too_early",
        WRITTEN_OFF,
        ask.request_refund(day("04-20")),
        on.WriteOffReversed,
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
        "InformationFormReceived: form_came",
        (*REPORTED, WatchDeadlines()),
        ask.receive_form(),
        TaskCancelled,
    ),
    *AFTER_CLOSING,
)
