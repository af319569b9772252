"""Whatever is asked of a case, in whatever order, what must hold holds."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from application.handle import decide
from application.invariants.check import Watch
from domain.case import commands as case
from domain.case.kinds import HearingAbout
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
from tests.support.any_command import (
    BEGINNING,
    SOME_TYPES,
    abouts,
    course,
    decisions,
    facts,
    keeping,
    moves_of_payment,
    moves_of_task,
    reports,
)
from tests.support.errands import RUN
from tests.support.examples import CASE, MACHINE, MUNICIPALITY, NOON
from tests.support.histories import CLAIMED


class AnyHistory(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.dossier, self.today = Dossier(CASE), BEGINNING
        self.history: list[Recorded] = []
        self.watch = Watch()

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
        assert list(self.watch.see(recorded)) == []

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
            self.ask(data.draw(st.sampled_from(moves_of_task(task_id, self.today))))

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
            self.ask(data.draw(st.sampled_from(moves_of_payment(payment_id))))

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
TestAnyHistory.settings = settings(max_examples=60, stateful_step_count=40)
