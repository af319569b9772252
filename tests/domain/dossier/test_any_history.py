"""Whatever is asked of a case, in whatever order, what must hold holds."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from application.handle import decide
from application.invariants.check import INVARIANTS
from domain.case import commands as case
from domain.case.kinds import CitizenKind, Dispensation, EndReason, HearingAbout, SicknessCause
from domain.case.states import Closed
from domain.dossier.dossier import (
    Circumstances,
    Dossier,
    DossierCommand,
    Recorded,
    evolve,
    fold,
)
from domain.payment import commands as pay
from domain.payment.states import UNSENT, Stage
from domain.shared.envelope import Envelope, Purpose
from domain.shared.errors import Rejected
from domain.task import commands as work
from domain.task.outcomes import Outcome
from domain.task.types import TASK_TYPES
from tests.support import examples as ask
from tests.support.errands import RUN
from tests.support.examples import CASE, CVR, MACHINE, MUNICIPALITY, NOON, OTHER_CVR
from tests.support.histories import CLAIMED

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


course: st.SearchStrategy[DossierCommand] = st.one_of(
    st.builds(ask.report_recovery, days, st.none() | employers),
    st.builds(part_work, parts, days, lengths),
    st.builds(ask.resume_partly, st.none(), days, capacity=st.sampled_from(["1/2", "1/4"])),
    st.builds(holiday, days, lengths, agreed=agreed),
    st.builds(ask.register_holiday, days, st.none(), agreed=agreed),
    st.builds(hearing, abouts, days, lengths),
    st.builds(absent, days, lengths),
    st.builds(ask.extend, st.integers(1, 7), st.just(date(2020, 11, 1)), later),
)
decisions = st.one_of(
    st.just(ask.grant()),
    st.builds(ask.grant_by_hand, later),
    st.builds(case.GrantBenefit, from_day=later, to_day=days),
    st.sampled_from([ask.reject(), ask.grant(), ask.cancel_case()]),
    st.builds(ask.end, days, st.sampled_from(EndReason)),
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


class AnyHistory(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.dossier, self.today = Dossier(CASE), BEGINNING
        self.history: list[Recorded] = []
        self.watchers = [make() for make in INVARIANTS]

    def ask(self, command: DossierCommand) -> None:
        """Ask it; it is decided or refused, and a closed case refuses everything."""
        before = self.dossier
        around = Circumstances(self.today, NOON, MACHINE, citizen_id=ask.ANNE)
        try:
            decided = decide(command, before, around)
        except Rejected:
            return
        assert not (isinstance(before.case, Closed) and decided)
        for fact in decided:
            self.dossier = evolve(self.dossier, fact, MACHINE.id)
            self.record(Recorded(fact.event, self.envelope(fact.stream_id)))

    def record(self, recorded: Recorded) -> None:
        self.history.append(recorded)
        for one in self.watchers:
            assert list(one.see(recorded)) == []

    def envelope(self, stream: UUID) -> Envelope:
        version = 1 + sum(one.envelope.stream_id == stream for one in self.history)
        position = 1 + len(self.history)
        return Envelope(
            position=position,
            case_id=CASE,
            stream_id=stream,
            version=version,
            dossier_version=position,
            recorded_at=NOON,
            received_at=NOON,
            municipality=MUNICIPALITY,
            actor=MACHINE.id,
            role=MACHINE.role,
            purpose=Purpose.CASE_WORK,
            correlation=CASE,
            causation=None,
            command_id=CASE,
            release="test",
        )

    @initialize(report=reports, paid=st.sampled_from([True, True, True, False]))
    def begin(self, report: case.ReportAbsence, *, paid: bool) -> None:
        """Begin with any report, or with a case that is being paid."""
        for command in CLAIMED if paid else (report,):
            self.ask(command)
        if paid:
            self.today = date(2020, 6, 29)
            self.payments_are_ordered()

    @rule(n=st.integers(1, 14))
    def days_go_by(self, n: int) -> None:
        self.today += timedelta(days=n)

    @rule(command=facts)
    def something_is_reported(self, command: DossierCommand) -> None:
        self.ask(command)

    @rule(command=course)
    def something_happens(self, command: DossierCommand) -> None:
        self.ask(command)

    @rule(about=abouts, n=st.integers(0, 10))
    def a_hearing_is_answered(self, about: HearingAbout, n: int) -> None:
        self.ask(ask.start_hearing(about, self.today, self.today + timedelta(days=7)))
        self.ask(ask.answer_hearing(about, self.today + timedelta(days=n)))

    @rule()
    def it_is_over(self) -> None:
        self.ask(ask.end(self.today - timedelta(days=1)))
        self.ask(ask.close_case())

    @rule(command=decisions)
    def something_is_decided(self, command: DossierCommand) -> None:
        self.ask(command)

    @rule(command=keeping)
    def something_is_kept(self, command: DossierCommand) -> None:
        self.ask(command)

    @rule(kind=st.sampled_from(SOME_TYPES), cause=st.sampled_from(["a", "b"]))
    def a_task_is_opened(self, kind: str, cause: str) -> None:
        self.ask(work.OpenTask(type=kind, cause=cause))

    @rule(outcome=st.sampled_from([Outcome.DONE, Outcome.APPROVED, Outcome.ACCEPTED]))
    def everything_is_solved(self, outcome: Outcome) -> None:
        for task_id, task in self.dossier.open_tasks.items():
            possible = TASK_TYPES[task.type].outcomes
            solved = outcome if outcome in possible else min(possible)
            if task.type != "cancel_absence_case" and task_id in self.dossier.open_tasks:
                self.ask(work.SolveTask(task_id=task_id, outcome=solved))

    @rule(data=st.data(), outcome=st.sampled_from(Outcome))
    def some_tasks_are_solved(self, data: st.DataObject, outcome: Outcome) -> None:
        for task_id, task in self.dossier.open_tasks.items():
            if task_id in self.dossier.open_tasks and data.draw(st.booleans()):
                possible = TASK_TYPES[task.type].outcomes
                solved = outcome if outcome in possible else min(possible)
                self.ask(work.SolveTask(task_id=task_id, outcome=solved))

    @rule(data=st.data())
    def a_task_is_moved(self, data: st.DataObject) -> None:
        known = sorted(self.dossier.tasks, key=str)
        if known:
            task_id = data.draw(st.sampled_from(known))
            self.ask(
                data.draw(
                    st.sampled_from(
                        [
                            work.AssignTask(task_id=task_id, to=MACHINE.id),
                            work.ReleaseTask(task_id=task_id),
                            work.HoldTask(
                                task_id=task_id, until=self.today + timedelta(days=3), reason="x"
                            ),
                            work.ResumeTask(task_id=task_id),
                            work.CommentTask(task_id=task_id, text="x"),
                            work.CancelTask(task_id=task_id, reason="x"),
                            work.ReopenTask(task_id=task_id, reason="x"),
                        ]
                    )
                )
            )

    @rule()
    def payments_are_ordered(self) -> None:
        sunday = self.today - timedelta(days=self.today.isoweekday())
        self.ask(pay.OrderPayment(until=sunday))

    @rule(answer=st.sampled_from([pay.SettlePayment, pay.ReturnPayment, pay.FailPayment, None]))
    def a_run_goes_by(self, answer: type[pay.PaymentCommand] | None) -> None:
        for payment_id in list(self.dossier.payments):
            self.ask(pay.IncludePayment(payment_id=payment_id, run_id=RUN))
            self.ask(pay.SendPayment(payment_id=payment_id, run_id=RUN, file="f"))
            self.answer(answer, pay_id=payment_id)

    def answer(self, kind: type[pay.PaymentCommand] | None, pay_id: object) -> None:
        said = {"payment_id": pay_id, "settled_on": self.today}
        if kind in {pay.ReturnPayment, pay.FailPayment}:
            on = "returned_on" if kind is pay.ReturnPayment else "failed_on"
            said = {"payment_id": pay_id, on: self.today, "reason": "x"}
        if kind:
            self.ask(kind.model_validate(said))

    @rule(data=st.data())
    def a_payment_is_moved(self, data: st.DataObject) -> None:
        known = sorted(self.dossier.payments, key=str)
        if known:
            payment_id = data.draw(st.sampled_from(known))
            self.ask(
                data.draw(
                    st.sampled_from(
                        [
                            pay.HoldPayment(payment_id=payment_id, reason="x"),
                            pay.ReleasePayment(payment_id=payment_id),
                            pay.ApprovePayment(payment_id=payment_id),
                            pay.IncludePayment(payment_id=payment_id, run_id=RUN),
                            pay.ExcludePayment(payment_id=payment_id, run_id=RUN, reason="x"),
                            pay.CancelPayment(payment_id=payment_id, reason="x"),
                        ]
                    )
                )
            )

    @invariant()
    def the_history_alone_tells_the_state(self) -> None:
        assert fold(CASE, self.history) == self.dossier

    @invariant()
    def a_closed_case_has_no_open_tasks_and_no_money_on_its_way(self) -> None:
        if isinstance(self.dossier.case, Closed):
            assert not self.dossier.open_tasks
            stages = {each.stage for each in self.dossier.payments.values()}
            assert not stages & (UNSENT | {Stage.SENT})

    @invariant()
    def what_is_in_a_run_is_not_blocked(self) -> None:
        if self.dossier.payment_blocked:
            stages = {each.stage for each in self.dossier.payments.values()}
            assert Stage.INCLUDED not in stages


TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(deadline=None, max_examples=60, stateful_step_count=40)
