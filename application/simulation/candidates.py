"""What the runs look at, kept up to date with every append in place of a read model."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import attrgetter

from application.ports.candidates import Asking, DuePayment
from application.ports.clock import Clock, danish_day
from domain.case.states import Closed, Ended, Granted, NoCase, Ongoing, UnderClarification
from domain.dossier.dossier import Dossier, DossierCommand
from domain.dossier.ordering import due
from domain.dossier.watching import days_to_watch, reassessment_due, unasked
from domain.payment.commands import OrderPayment
from domain.payment.owed import differences
from domain.payment.states import KnownPayment, Stage
from domain.shared.blocks import Blocks
from domain.shared.envelope import CaseId, Municipality, PaymentId, RunId
from domain.shared.months import add_months
from domain.task.states import FinishedTask

A_DAY, DAYS_BACK = timedelta(days=1), 3  # every day is played; what was missed is looked up
LEFT = {Stage.SENT, Stage.SETTLED, Stage.RETURNED, Stage.FAILED}  # what went out with a run
NUMBER = attrgetter("int")  # of a UUID: compared faster than itself, and as it
WHATEVER = OrderPayment(until=date.max)
Shelf = tuple[Municipality, Stage, RunId | None]


@dataclass
class KeptCandidates:
    """The port `Candidates`; only what can be decided or is owed by now is proposed."""

    clock: Clock
    cases: dict[CaseId, Dossier] = field(default_factory=dict[CaseId, Dossier])
    at: dict[CaseId, Municipality] = field(default_factory=dict[CaseId, Municipality])
    waiting: dict[CaseId, None] = field(default_factory=dict[CaseId, None])
    granted: dict[CaseId, None] = field(default_factory=dict[CaseId, None])
    watched: dict[CaseId, frozenset[date]] = field(default_factory=dict[CaseId, frozenset[date]])
    unread: dict[CaseId, None] = field(default_factory=dict[CaseId, None])  # changed since watched
    shelves: defaultdict[Shelf, dict[PaymentId, DuePayment]] = field(
        default_factory=lambda: defaultdict[Shelf, dict[PaymentId, DuePayment]](
            dict[PaymentId, DuePayment]
        )
    )
    shelf_of: dict[PaymentId, Shelf] = field(default_factory=dict[PaymentId, Shelf])
    asked: dict[CaseId, date] = field(default_factory=dict[CaseId, date])  # up to a Sunday

    def see(
        self,
        dossier: Dossier,
        here: Municipality,
        changed: Iterable[PaymentId],
        by: DossierCommand | None = None,
    ) -> None:
        """Take note of a dossier as it stands, and of the payments that were moved in it.

        What was asked for by an order of payments owes nothing more of that.
        """
        case, case_id = dossier.case, dossier.case_id
        if isinstance(case, NoCase):
            return
        self.cases[case_id], self.at[case_id] = dossier, here
        self.asked.pop(case_id, None)
        keep(self.waiting, case_id, wanted=isinstance(case, UnderClarification))
        keep(self.granted, case_id, wanted=isinstance(case, Ongoing | Ended))
        self.unread[case_id] = None
        if isinstance(by, OrderPayment) and not dossier.payment_blocked:
            self.asked[case_id] = by.until
        for payment_id in changed:
            if payment := dossier.payments.get(payment_id):
                self._shelve(payment_id, case_id, here, payment)

    def _shelve(
        self, payment_id: PaymentId, case_id: CaseId, here: Municipality, payment: KnownPayment
    ) -> None:
        if payment.is_claim:
            return  # collected, never in a run
        if (before := self.shelf_of.get(payment_id)) is not None:
            del self.shelves[before][payment_id]
        stage = Stage.SENT if payment.stage in LEFT else payment.stage
        shelf = self.shelf_of[payment_id] = here, stage, payment.run_id
        order = payment.order
        said = order.payee, order.monday, payment.net
        found = DuePayment(payment_id, case_id, *said, payment.stage)
        self.shelves[shelf][payment_id] = found

    async def municipalities(self) -> Sequence[Municipality]:
        return sorted(set(self.at.values()))

    async def under_clarification(self, municipality: Municipality) -> Sequence[CaseId]:
        return [each for each in self._of(municipality, self.waiting) if answered(self.cases[each])]

    async def unblocked(self, municipality: Municipality, day: date) -> Sequence[CaseId]:
        del day  # whoever had a blocking task is asked in the evening, until it is decided
        waiting = await self.under_clarification(municipality)
        return [each for each in waiting if had_blocking_task(self.cases[each])]

    async def waiting_for(self, municipality: Municipality, day: date) -> Sequence[CaseId]:
        self._read()
        passed = {day - n * A_DAY for n in range(DAYS_BACK)}
        due_now = (case_id for case_id, days in self.watched.items() if not passed.isdisjoint(days))
        return self._of(municipality, due_now)

    def _read(self) -> None:
        """Look up once which days to watch, however often a dossier changed meanwhile."""
        for case_id in self.unread:
            if days := frozenset(days_to_watch(self.cases[case_id])):
                self.watched[case_id] = days
            else:
                self.watched.pop(case_id, None)
        self.unread.clear()

    async def to_reassess(self, municipality: Municipality, day: date) -> Sequence[CaseId]:
        granted = self._of(municipality, self.granted)
        return [case_id for case_id in granted if is_near(self.cases[case_id], day)]

    async def to_write_off(self, municipality: Municipality, day: date) -> Sequence[CaseId]:
        granted = self._of(municipality, self.granted)
        return [case_id for case_id in granted if may_lose(self.cases[case_id], day)]

    async def closed(self, municipality: Municipality, before: date) -> Sequence[CaseId]:
        old = (each for each, found in self.cases.items() if closed_before(found, before))
        return self._of(municipality, old)

    async def with_benefit(self, municipality: Municipality) -> Sequence[CaseId]:
        today = danish_day(self.clock())
        until = today - timedelta(days=today.isoweekday())
        asked = OrderPayment(until=until, due_by=until + timedelta(weeks=1))  # by the weekly run
        return [each for each in self._of(municipality, self.granted) if self._owes(each, asked)]

    async def changed(self, municipality: Municipality, since: Asking) -> Collection[CaseId] | None:
        """Name none: nothing is proposed in which nothing has changed, and the log is not asked."""
        del municipality, since
        return None

    async def approved(self, municipality: Municipality) -> Sequence[DuePayment]:
        shelves = [key for key in self.shelves if key[:2] == (municipality, Stage.APPROVED)]
        found = (one for key in shelves for one in self.shelves[key].values())
        return sorted(found, key=lambda one: one.payment_id.int)

    async def included(self, municipality: Municipality, run_id: RunId) -> Sequence[DuePayment]:
        return self._on((municipality, Stage.INCLUDED, run_id))

    async def sent(self, municipality: Municipality, run_id: RunId) -> Sequence[DuePayment]:
        return self._on((municipality, Stage.SENT, run_id))

    def _owes(self, case_id: CaseId, ask: OrderPayment) -> bool:
        """Look once for each Sunday, and again when something changed since.

        An end of which all is ordered is not looked at again. What an open task blocks is refused
        each time it is asked.
        """
        dossier = self.cases[case_id]
        if self.asked.get(case_id, date.min) >= ask.until:
            return False
        found = owes(dossier, ask)
        if not dossier.payment_blocked:
            over = not found and isinstance(dossier.case, Ended) and not owes(dossier, WHATEVER)
            self.asked[case_id] = date.max if over else ask.until
        return found

    def _of(self, municipality: Municipality, cases: Iterable[CaseId]) -> list[CaseId]:
        return sorted((each for each in cases if self.at[each] == municipality), key=NUMBER)

    def _on(self, shelf: Shelf) -> list[DuePayment]:
        found = self.shelves[shelf].values() if shelf in self.shelves else ()
        return sorted(found, key=lambda one: one.payment_id.int)


def keep(cases: dict[CaseId, None], case_id: CaseId, *, wanted: bool) -> None:
    if wanted:
        cases[case_id] = None
    else:
        cases.pop(case_id, None)


def answered(dossier: Dossier) -> bool:
    """Nothing is decided before the citizen has answered."""
    return not isinstance(dossier.case, NoCase) and dossier.case.file.form is not None


def owes(dossier: Dossier, ask: OrderPayment) -> bool:
    """Tell whether what is asked for is owed and not ordered, or the account runs out."""
    case = dossier.case
    if not isinstance(case, Ongoing | Ended):
        return False
    return runs_out(case, ask.until) or any(
        differences(due(case, ask.until), dossier.payments, ask)
    )


def runs_out(case: Granted, until: date) -> bool:
    return case.stale or (isinstance(case, Ongoing) and case.totals.calculated_until < until)


def had_blocking_task(dossier: Dossier) -> bool:
    finished = (each for each in dossier.tasks.values() if isinstance(each, FinishedTask))
    return any(each.was.blocks is Blocks.DECISION for each in finished)


def is_near(dossier: Dossier, day: date) -> bool:
    """Tell whether there is something to ask about reassessment, or the account runs out."""
    case = dossier.case
    if not isinstance(case, Ongoing) or case.totals.reassessment_date is None:
        return False
    due_now = reassessment_due(case.file, dossier, case.totals.reassessment_date, day)
    return case.totals.calculated_until < day or any(unasked(due_now, dossier))


def may_lose(dossier: Dossier, day: date) -> bool:
    """Tell whether an employer who pays has no standing claim and three months have passed."""
    case = dossier.case
    if not isinstance(case, Ongoing | Ended) or add_months(day, -3) <= case.granted_from:
        return False
    claiming = {each.cvr for each in case.file.refund_requests if each.to_day is None}
    pays = {work.cvr for work in case.file.employments.values() if work.pays_wage}
    return bool(pays - claiming)


def closed_before(dossier: Dossier, day: date) -> bool:
    return isinstance(dossier.case, Closed) and dossier.case.file.notified_on < day
