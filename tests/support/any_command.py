"""Whatever can be asked of a case, drawn: reports, its course, decisions, how it is kept."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from domain.case import commands as case
from domain.case.kinds import (
    CitizenKind,
    Dispensation,
    EndReason,
    HearingAbout,
    Registration,
    SicknessCause,
)
from domain.dossier.dossier import (
    DossierCommand,
)
from domain.payment import commands as pay
from domain.shared.envelope import PaymentId, TaskId
from domain.task import commands as work
from tests.support import examples as ask
from tests.support.errands import RUN, withdraw_end
from tests.support.examples import CVR, MACHINE, OTHER_CVR
from tests.support.registrations import expected

BEGINNING = date(2020, 4, 20)
days = st.integers(0, 200).map(lambda n: BEGINNING + timedelta(days=n))
later = st.none() | days
employers = st.sampled_from([CVR, OTHER_CVR])
HALF = (*[Decimal("3.7")] * 5, Decimal(0), Decimal(0))
reports = st.builds(
    ask.report_absence,
    days,
    st.none(),
    st.sampled_from(CitizenKind),
    days,
)
facts = st.one_of(
    st.builds(ask.register_employment, employers, week=st.sampled_from([HALF, None])),
    st.builds(ask.register_employment, st.just(CVR), pays_wage=st.booleans()),
    st.builds(
        ask.register_employment,
        st.just(CVR),
        week=st.none(),
        rota=st.just((HALF, ask.FULL_TIME)),
        wage_paid_until=later,
        section_56=st.booleans(),
    ),
    st.builds(ask.register_wage, st.sampled_from(["90.00", "140.00", "1500.00"]), employers),
    st.builds(ask.register_circumstances, self_employed=st.just(ask.business())),
    st.builds(ask.register_circumstances, unemployed=st.just(ask.fund())),
    st.builds(ask.register_circumstances, flexjob_granted_on=days),
    st.builds(ask.register_circumstances, monthly_hours=st.just(ask.months("20"))),
    st.builds(ask.request_refund, days, employers),
    st.builds(ask.apply_for_benefit, days),
    st.builds(ask.receive_form, st.sampled_from([*SicknessCause][:6]), on=days),
    st.builds(ask.correct_first_day, days),
    st.builds(ask.give_dispensation, st.sampled_from(Dispensation)),
    st.just(ask.withdraw_report()),
    st.just(ask.register_remarks()),
)
abouts = st.sampled_from(HearingAbout)
parts = st.sampled_from(["10", "17", None])
SPELLS = (Registration.HOLIDAY, Registration.PARTIAL_RESUMPTION, Registration.LACK_OF_COOPERATION)
OF_EMPLOYERS = (Registration.EMPLOYMENT, Registration.WAGE)
agreed = st.booleans()
lengths = st.integers(-1, 40)


def until(first: date, length: int) -> date:
    return first + timedelta(days=length)


def part_work(hours: str | None, first: date, length: int) -> DossierCommand:
    return ask.resume_partly(hours, first, to_day=until(first, length))


def holiday(first: date, length: int, *, agreed: bool) -> DossierCommand:
    return ask.register_holiday(first, until(first, length), agreed=agreed)


def hearing(about: HearingAbout, first: date, length: int) -> DossierCommand:
    return ask.start_hearing(about, first, until(first, length))


def absent(first: date, length: int) -> DossierCommand:
    return ask.lack_cooperation(first, until(first, length))


def withdrawn_recovery(last: date, cvr: str | None) -> DossierCommand:
    by = {"cvr": cvr} if cvr else {}
    return ask.withdraw(Registration.RECOVERY, last, **by)


course: st.SearchStrategy[DossierCommand] = st.one_of(
    st.builds(ask.report_recovery, days, st.none() | employers),
    days.flatmap(lambda well: st.sampled_from(expected(well))),
    st.builds(part_work, parts, days, lengths),
    st.builds(ask.resume_partly, st.none(), days, capacity=st.sampled_from(["1/2", "1/4"])),
    st.builds(holiday, days, lengths, agreed=agreed),
    st.builds(ask.register_holiday, days, st.none(), agreed=agreed),
    st.builds(hearing, abouts, days, lengths),
    st.builds(absent, days, lengths),
    st.builds(ask.withdraw, st.sampled_from(SPELLS), days),
    st.builds(ask.withdraw, st.sampled_from(OF_EMPLOYERS), cvr=employers),
    st.builds(withdrawn_recovery, days, st.none() | employers),
    st.builds(ask.extend, st.integers(1, 7), st.just(date(2020, 11, 1)), later),
)
decisions = st.one_of(
    st.just(ask.grant()),
    st.builds(ask.grant_by_hand, later),
    st.builds(case.GrantBenefit, from_day=later, to_day=days),
    st.sampled_from([ask.reject(), ask.grant(), ask.cancel_case()]),
    st.builds(ask.end, days, st.sampled_from(EndReason)),
    st.just(withdraw_end()),
    st.builds(ask.recalculate, later),
    st.builds(ask.assess_cause, st.sampled_from([*SicknessCause][6:])),
)
keeping = st.sampled_from(
    [
        ask.mark(),
        ask.remove_mark(),
        ask.stop_automation(),
        ask.resume_automation(),
        ask.add_note(),
        ask.close_case(),
    ]
)
SOME_TYPES = (
    "check_case_blocking",
    "financial_outstanding",
    "limit_value_exceeded",
    "cancel_absence_case",
    "party_hearing_answer_received",
    "information_form_other_cause",
)


def moves_of_task(task_id: TaskId, today: date) -> tuple[DossierCommand, ...]:
    """What can be done with a task besides solving it."""
    return (
        work.AssignTask(task_id=task_id, to=MACHINE.id),
        work.ReleaseTask(task_id=task_id),
        work.HoldTask(task_id=task_id, until=today + timedelta(days=3), reason="x"),
        work.ResumeTask(task_id=task_id),
        work.CommentTask(task_id=task_id, text="x"),
        work.CancelTask(task_id=task_id, reason="x"),
        work.ReopenTask(task_id=task_id, reason="x"),
    )


def moves_of_payment(payment_id: PaymentId) -> tuple[DossierCommand, ...]:
    """What can be done with a payment in any of its stages."""
    return (
        pay.HoldPayment(payment_id=payment_id, reason="x"),
        pay.ReleasePayment(payment_id=payment_id),
        pay.ApprovePayment(payment_id=payment_id),
        pay.IncludePayment(payment_id=payment_id, run_id=RUN),
        pay.ExcludePayment(payment_id=payment_id, run_id=RUN, reason="x"),
        pay.CancelPayment(payment_id=payment_id, reason="x"),
    )
