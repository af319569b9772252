"""Two people and their tasks, as statistics count them: who did what on which day."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from uuid import UUID

from domain.case.events import BenefitGranted, CaseEvent, NoteAdded
from domain.dossier.dossier import DossierEvent, Recorded
from domain.municipality.events import MonthClosed
from domain.municipality.states import municipality_id
from domain.municipality.values import MonthTotal
from domain.payment.events import PaymentSent
from domain.shared.blocks import Blocks
from domain.shared.envelope import Municipality, Role, RunId
from domain.task import events as on
from domain.task.outcomes import Outcome
from projections.statistics.v1.figures import Figure
from tests.support.every_event import recorded
from tests.support.life_of_a_case import decisions, reports
from tests.support.life_of_work import ordered
from tests.support.people import ANNE, BO, CARL, DORTHE, Person

KIND = "missing_control"
MAY, JUNE = date(2020, 5, 1), date(2020, 6, 1)
Told = tuple[str, Role, DossierEvent, UUID]  # when, by whom, what, in which stream


def granted() -> CaseEvent:
    return next(event for event in decisions(ANNE) if isinstance(event, BenefitGranted))


def opened(blocks: Blocks = Blocks.DECISION) -> on.TaskOpened:
    return on.TaskOpened(
        type=KIND,
        cause="x",
        blocks=blocks,
        due_on=JUNE,
        priority=3,
        reason=None,
        by_hand=False,
    )


def solved() -> on.TaskSolved:
    return on.TaskSolved(type=KIND, outcome=Outcome.DONE, comment=None)


def anne() -> Iterator[Told]:
    """A person solved her task, so the grant that followed was not untouched."""
    task = ANNE.stream("task")
    yield "05-04T10:00", Role.NEMREFUSION, next(iter(reports(ANNE))), ANNE.case_id
    yield "05-31T21:00", Role.MACHINE, opened(), task  # in Denmark it is still May
    yield "06-01T09:00", Role.CASE_WORKER, solved(), task
    yield "06-02T20:00", Role.MACHINE, granted(), ANNE.case_id
    yield "06-03T09:00", Role.CASE_WORKER, NoteAdded(text="x"), ANNE.case_id
    yield "06-04T09:00", Role.CASE_WORKER, on.TaskReopened(type=KIND, reason="x"), task
    yield "07-01T09:00", Role.CASE_WORKER, solved(), task  # the first solution counts


def bo() -> Iterator[Told]:
    """Nobody touched his case before it was granted; money was sent for it."""
    order = ordered(100_00)
    yield "05-31T23:00", Role.NEMREFUSION, next(iter(reports(BO))), BO.case_id  # already June
    yield "06-02T20:00", Role.MACHINE, granted(), BO.case_id
    yield "06-08T06:00", Role.MACHINE, order, BO.stream("first")
    yield "06-08T06:00", Role.MACHINE, order, BO.stream("second")
    yield "06-08T14:00", Role.MACHINE, sent(), BO.stream("first")
    yield "06-09T09:00", Role.CASE_WORKER, opened(Blocks.NOTHING), BO.stream("task")
    cancelled = on.TaskCancelled(type=KIND, reason="x")
    yield "06-09T10:00", Role.CASE_WORKER, cancelled, BO.stream("task")


def elsewhere(person: Person) -> Iterator[Told]:
    """Somebody hidden, and somebody of another municipality, with a task each."""
    yield "05-05T10:00", Role.NEMREFUSION, next(iter(reports(person))), person.case_id
    yield "05-05T11:00", Role.MACHINE, opened(), person.stream("task")


def sent() -> PaymentSent:
    return PaymentSent(run_id=RunId(UUID(int=9)), file="f")


def log(*more: Recorded) -> list[Recorded]:
    lives = ((ANNE, anne()), (BO, bo()), (CARL, elsewhere(CARL)), (DORTHE, elsewhere(DORTHE)))
    facts = [(person, told) for person, life in lives for told in life]
    entries = recorded((p.case_id, p.municipality, (told[3], told[2])) for p, told in facts)
    found = [said(one, told) for one, (_, told) in zip(entries, facts, strict=True)]
    return [*found, *(placed(one, len(found) + n) for n, one in enumerate(more, 1))]


def said(one: Recorded, told: Told) -> Recorded:
    at = datetime.fromisoformat(f"2020-{told[0]}:00").replace(tzinfo=UTC)
    return one._replace(envelope=one.envelope._replace(recorded_at=at, role=told[1]))


def placed(one: Recorded, position: int) -> Recorded:
    return one._replace(envelope=one.envelope._replace(position=position))


def closed(month: date, totals: Iterable[Figure], municipality: int = 101) -> Recorded:
    own = municipality_id(Municipality(municipality))
    kept = tuple(
        MonthTotal(measure=one.measure, of=one.of, count=one.count, amount=one.amount)
        for one in totals
    )
    event = MonthClosed(month=month, totals=kept)
    (found,) = recorded([(own, municipality, (own, event))])
    return found
