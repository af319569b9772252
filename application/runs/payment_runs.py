"""What the steps of a payment run share: how it is named, what stands in it, its file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from application.ports.candidates import DuePayment, Since
from application.runs.office import Errand, Office, Summary, give_each
from domain.run.commands import RunCommand
from domain.run.events import RunFinished, RunKind, RunPrepared
from domain.run.states import Run, RunStage, run_id
from domain.shared.envelope import CaseId, Municipality, RunId
from domain.shared.errors import PaymentBlocked
from domain.shared.money import Money

GONE = frozenset({RunStage.SENT, RunStage.RECONCILED})


@dataclass(frozen=True, slots=True)
class Named:
    """A payment run as it is known: the weekly one by its Monday, an extra one by its day."""

    kind: RunKind
    day: date
    municipality: Municipality

    @property
    def id(self) -> RunId:
        return run_id(self.municipality, self.day, self.kind)


def run_named(errand: Errand) -> Named:
    """Name the run an errand is about; the steps of an extra run say so in their names."""
    if errand.name.startswith(f"{RunKind.EXTRA}-"):
        return Named(RunKind.EXTRA, errand.day, errand.municipality)
    monday = errand.day - timedelta(days=errand.day.weekday())
    return Named(RunKind.WEEKLY, monday, errand.municipality)


def dossier(errand: Errand) -> RunId:
    return run_named(errand).id


async def run_of(office: Office, errand: Errand) -> Run:
    return (await office.journal.folded(CaseId(run_named(errand).id))).run


async def prepared_since(office: Office, errand: Errand) -> Since | None:
    """Say since when a case must have changed to be owed more than the run was prepared with.

    None while it is being prepared, and where a case could not be asked then: all are asked. What
    an open task blocks may be asked for when that is solved, and so has changed.
    """
    preparing = Errand(f"{errand.name.partition('-')[0]}-prepare", errand.municipality, errand.day)
    if errand.name == preparing.name:
        return None
    began: int | None = None
    for one in await office.journal.history(CaseId(run_named(errand).id)):
        if isinstance(one.event, RunPrepared):
            began = one.envelope.position
        if began and isinstance(one.event, RunFinished) and all_asked(one.event, preparing):
            return Since(began, one.envelope.correlation)
    return None


def all_asked(event: RunFinished, preparing: Errand) -> bool:
    said = (event.name, event.day) == (preparing.name, preparing.day)
    return said and {each.code for each in event.refused} <= {PaymentBlocked.code}


async def tell_run(office: Office, errand: Errand, command: RunCommand) -> Summary:
    return await give_each(office, errand, [(CaseId(run_named(errand).id), command)])


def waiting(errand: Errand, code: str) -> Summary:
    return Summary(errand, refused={code: 1}, waits_for=code)


async def standing(office: Office, errand: Errand) -> list[DuePayment]:
    """List what is in the run, sent already or not, in the order of payment ids."""
    run = run_named(errand).id
    included = await office.candidates.included(errand.municipality, run)
    sent = await office.candidates.sent(errand.municipality, run)
    return sorted([*included, *sent], key=lambda one: one.payment_id.int)


def control_sum(payments: Iterable[DuePayment]) -> str:
    """SHA-256 over the lines of the file."""
    return sha256("\n".join(lines(payments)).encode()).hexdigest()


def heading(run: RunId, payments: Sequence[DuePayment]) -> str:
    """Begin the file with the run and its sums, which the answer gives back."""
    total = Money(sum(one.amount.oere for one in payments))
    return f"run;{run};{len(payments)};{total};{control_sum(payments)}"


def lines(payments: Iterable[DuePayment]) -> tuple[str, ...]:
    return tuple(f"{one.payment_id};{one.payee};{one.monday};{one.amount}" for one in payments)
