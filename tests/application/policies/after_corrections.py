"""What falls away: the cause of a task is corrected, answered or overtaken, and it is cancelled."""

from datetime import date
from decimal import Decimal

from domain.benefit.facts import MonthlyHours
from domain.case.kinds import CitizenKind, Dispensation, EndReason, Form, SicknessCause
from domain.dossier.dossier import DossierCommand
from domain.task.events import TaskCancelled
from tests.application.policies.story import FLEXJOB, MEMBER, OWNER, ROTA, SMALL, Story
from tests.support import examples as ask
from tests.support.examples import business, day, months, report_absence
from tests.support.histories import ENDED, GRANTED, REJECTED, REPORTED

LATE = report_absence(notified_on=day("06-02"))  # the deadline was 1 June
NO_RATE = ask.fund("0")
FEW_IN_SPRING = (
    MonthlyHours(month="2019-09", hours=Decimal(160)),
    *months()[:4],
    *months("39")[4:],
)
RESUMED_LATER = ask.resume_partly(from_day=day("06-15"))  # after the end of the grant


def employed(**more: object) -> tuple[DossierCommand, ...]:
    return (report_absence(), ask.register_employment(**more))


def corrected(policy: str, *history_and_command: DossierCommand) -> Story:
    *history, command = history_and_command
    return Story(policy, tuple(history), command, TaskCancelled)


EMPLOYMENTS = (
    corrected(
        "EmploymentRegistered: hours_unknown", *employed(week=None), ask.register_employment()
    ),
    corrected(
        "EmploymentRegistered: insured_employer",
        *employed(insured_section_55=True),
        ask.register_employment(),
    ),
    corrected(
        "EmploymentRegistered: chronic_agreement",
        *employed(section_56=True),
        ask.register_employment(),
    ),
    corrected(
        "EmploymentRegistered: flexjob_without_pay",
        FLEXJOB,
        ask.register_employment(wage_paid_until=day("05-31")),
        ask.register_employment(),
    ),
    corrected(
        "EmploymentRegistered: rota_changed",
        *GRANTED,
        ask.register_employment(week=None, rota=ROTA),
        ask.register_employment(),
    ),
    corrected(
        "EmploymentRegistered: too_new_at_work",
        *employed(employed_since=day("03-03")),
        ask.register_employment(employed_since=day("03-02")),
    ),
    corrected(
        "EmploymentRegistered: too_many_hours",
        *employed(week=(Decimal("13.01"), *SMALL[1:])),
        ask.register_employment(),
    ),
    corrected(
        "WageRegistered: too_high_a_wage",
        *REPORTED[:2],
        ask.register_wage("24000.00"),
        ask.register_wage("160.00"),
    ),
    corrected(
        "EmploymentRegistered: no_rota",
        *employed(week=None, rota=ROTA),
        ask.resume_partly(),
        ask.register_employment(),
    ),
)

CIRCUMSTANCES = (
    *(
        corrected(
            "CircumstancesRegistered: examined",
            person,
            ask.register_circumstances(**said),
            ask.register_circumstances(**then),
        )
        for person, said, then in (
            (
                OWNER,
                {"self_employed": business("third_day")},
                {"self_employed": business()},
            ),
            (
                OWNER,
                {"self_employed": business(section_58a=True)},
                {"self_employed": business()},
            ),
            (
                FLEXJOB,
                {"flexjob_granted_on": date(2012, 12, 31)},
                {"flexjob_granted_on": date(2013, 1, 1)},
            ),
            (MEMBER, {"unemployed": NO_RATE}, {"unemployed": ask.fund()}),
        )
    ),
    corrected(
        "CircumstancesRegistered: too_little_work",
        *REPORTED,
        ask.register_circumstances(monthly_hours=months("39")),
        ask.register_circumstances(monthly_hours=months("40")),
    ),
)

FIRST_DAY = (
    corrected(
        "FirstDayOfAbsenceCorrected: late_after_all", LATE, ask.correct_first_day(day("04-29"))
    ),
    corrected(
        "FirstDayOfAbsenceCorrected: start_stop_after_all",
        report_absence(last_day=day("05-26")),
        ask.correct_first_day(day("04-26")),
    ),
    corrected(
        "FirstDayOfAbsenceCorrected: too_new_after_all",
        *employed(employed_since=day("03-03")),
        ask.correct_first_day(day("04-28")),
    ),
    corrected(
        "FirstDayOfAbsenceCorrected: too_little_work",
        *REPORTED,
        ask.register_circumstances(monthly_hours=FEW_IN_SPRING),
        ask.correct_first_day(day("03-16")),  # of the six months before, one had few hours
    ),
)

REPORTS = (
    corrected(
        "RecoveryReported: start_stop_recovered",
        report_absence(last_day=day("05-26")),
        ask.report_recovery(day("05-27")),
    ),
    corrected(
        "InformationFormReceived: another_cause",
        *REPORTED,
        ask.receive_form(SicknessCause.OTHER),
        ask.receive_form(on=day("05-08")),
    ),
    corrected(
        "SicknessCauseAssessed: cause_assessed",
        *REPORTED,
        ask.receive_form(SicknessCause.OTHER),
        ask.assess_cause(),
    ),
    corrected("DispensationGiven: lateness_excused", LATE, ask.give_dispensation()),
    corrected(
        "DispensationGiven: lateness_excused",
        *GRANTED,
        ask.request_refund(day("08-28")),
        ask.give_dispensation(Dispensation.REFUND_CLAIM),
    ),
    corrected(
        "DispensationGiven: lateness_excused",
        LATE.model_copy(update={"kind": CitizenKind.SELF_EMPLOYED, "form": Form.DP200C}),
        ask.register_circumstances(self_employed=business()),
        ask.give_dispensation(),
    ),
    corrected(
        "HolidayRegistered: holiday_agreed",
        *GRANTED,
        ask.register_holiday(day("06-15"), day("06-21"), agreed=False),
        ask.register_holiday(day("06-15"), day("06-21")),
    ),
    corrected(
        "PartialResumptionRegistered: resumption_told",
        *REPORTED,
        ask.resume_partly(None),
        ask.resume_partly(),
    ),
)

TOO_LATE = ask.extend(from_day=date(2021, 9, 1), to_day=date(2021, 9, 30))  # past chapter 8 a
DECISIONS = (
    corrected(
        "BenefitExtended: extension_settled",
        *GRANTED,
        TOO_LATE,
        ask.extend(),
    ),
    corrected(
        "BenefitEnded: extension_settled",
        *GRANTED,
        TOO_LATE,
        ask.end(),
    ),
    corrected(
        "BenefitEnded: within_the_grant",
        *ENDED,
        RESUMED_LATER,
        ask.end(day("06-21"), EndReason.JOB_CENTRE),
    ),
    corrected("BenefitGranted: granted_after_all", *REJECTED, ask.grant_by_hand(day("06-21"))),
)
AFTER_CORRECTIONS = (*EMPLOYMENTS, *CIRCUMSTANCES, *FIRST_DAY, *REPORTS, *DECISIONS)
