"""Plays a population day by day through the commands of the application, and its runs on time.

Reports, answers and case work of the hours between two runs are given many at the same moment, one
after the other for each citizen; each run comes at its own hour, by the schedule. The log depends
on the plan alone: what happens to a case follows from its own story and its own dossiers.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from application.handle import handle
from application.ports.clock import DENMARK
from application.ports.journal import Decided, Journal, Order
from application.ports.payment_file import PaymentFiles
from application.runs.clockwork import carry_out
from application.runs.office import AT_ONCE, Office, at_once
from application.runs.rehearsal import NoLocks
from application.runs.schedule import Due, due
from application.simulation.agenda import Agenda, Chain, Entry, chains
from application.simulation.bank import SometimesReturning
from application.simulation.behind import WrittenBehind
from application.simulation.candidates import KeptCandidates
from application.simulation.case_workers import work_on
from application.simulation.citizens import SimulatedCitizens
from application.simulation.giving import order_of
from application.simulation.kept import KeptDossiers
from application.simulation.story import Story
from application.simulation.telling import story
from application.simulation.time import SimulatedTime
from application.simulation.traits import Plan
from domain.case.events import AbsenceReported
from domain.dossier.dossier import Dossier
from domain.shared.envelope import CaseId, Municipality, PaymentId, TaskId
from domain.shared.errors import Rejected
from domain.task.events import TaskOpened, TaskReopened
from domain.task.states import OpenTask

Here = Callable[[Municipality], bool]  # whose cases this program plays
A_DAY = timedelta(days=1)


@dataclass
class Player:
    """One program's part of a simulation: the cases of some municipalities, or of all."""

    plan: Plan
    time: SimulatedTime
    journal: KeptDossiers
    citizens: SimulatedCitizens
    candidates: KeptCandidates
    office: Office
    agenda: Agenda
    here: Here
    stories: dict[CaseId, Story] = field(default_factory=dict[CaseId, Story])
    refused: Counter[str] = field(default_factory=Counter[str])
    events: int = 0

    async def play(self, day: date) -> None:
        """Play one day, its runs at their hours."""
        for number in self.plan.numbers(day):
            self.begin(number)
        await self.rest_of(day, datetime.combine(day, datetime.min.time(), DENMARK))

    async def rest_of(self, day: date, since: datetime) -> None:
        """Play a day from an instant on, at which a run may be due."""
        midnight = datetime.combine(day, datetime.min.time(), DENMARK)
        for one in due(midnight, midnight + A_DAY):
            if one.instant >= since:
                await self.moments(day, one.instant)
                await self.run(one)
        await self.moments(day, midnight + 2 * A_DAY)

    def begin(self, number: int) -> None:
        if self.here(self.plan.municipality(number)):
            told = story(self.plan, number)
            self.stories[told.case_id] = told
            self.agenda.enter(told, told.moments)

    async def run(self, one: Due) -> None:
        self.time.now = one.instant
        await carry_out(self.office, one.name, one.day)

    async def moments(self, day: date, before: datetime) -> None:
        entries = self.agenda.take(day, before)
        if entries:
            self.time.now = max(self.time.now, entries[-1].moment.at)
            follow = (partial(self.follow, chain) for chain in chains(entries))
            await at_once(follow, self.office.at_once)

    async def follow(self, chain: Chain) -> None:
        for entry in chain:
            await self.give(entry)

    async def give(self, entry: Entry) -> None:
        """Give what is asked at a moment; what the dossier refuses is counted, not raised."""
        asked = order_of(entry, self.journal)
        if asked is None:
            return
        try:
            await handle(asked, self.journal, self.citizens, alone=True)
        except Rejected as refused:
            self.refused[refused.code] += 1

    def see(self, order: Order, decided: Decided, dossier: Dossier) -> None:
        """Take note of what was recorded: payments for the runs, tasks for the case workers."""
        self.events += len(decided.facts)
        streams = [PaymentId(fact.stream_id) for fact in decided.facts]
        self.candidates.see(dossier, order.actor.municipality, streams, order.command)
        for fact in decided.facts:
            if isinstance(fact.event, AbsenceReported):
                self.citizens.has_case(fact.event.citizen_id, order.case_id)
            if isinstance(fact.event, TaskOpened | TaskReopened):
                self.take_on(TaskId(fact.stream_id), order.received_at, dossier)

    def take_on(self, task_id: TaskId, opened_at: datetime, dossier: Dossier) -> None:
        task = dossier.tasks.get(task_id)
        if isinstance(task, OpenTask):
            self.plan_work(task_id, task, opened_at, dossier.case_id)

    def plan_work(
        self, task_id: TaskId, task: OpenTask, opened_at: datetime, case_id: CaseId
    ) -> None:
        moments = work_on(task_id, task, opened_at, self.plan.seed)
        self.agenda.enter(self.stories[case_id], moments)


def player(
    plan: Plan, journal: Journal, files: PaymentFiles, time: SimulatedTime, here: Here
) -> Player:
    """Join what a simulation is played with; `time` is the clock of the journal as well.

    Where the journal records behind the player, nothing is waited for, and one order is given
    after the other.
    """
    kept, citizens = KeptDossiers(journal, nobody_sees), SimulatedCitizens(plan.seed)
    candidates = KeptCandidates(time)
    bank = SometimesReturning(files)
    at_a_time = 1 if isinstance(journal, WrittenBehind) else AT_ONCE
    office = Office(
        kept,
        citizens,
        candidates,
        bank,
        time,
        NoLocks(),
        alone=True,
        refusals=kept,
        at_once=at_a_time,
    )
    agenda = Agenda(plan.last_day)
    made = Player(plan, time, kept, citizens, candidates, office, agenda, here)
    kept.seen = made.see
    return made


def nobody_sees(_: Order, __: Decided, ___: Dossier) -> None:
    """Stand where the player will."""
