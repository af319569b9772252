"""What is recorded is loaded again, whole, in order, with all that is known about it."""

from uuid import uuid4

from application.ports.journal import Decided
from domain.dossier.dossier import Fact
from domain.shared.envelope import Envelope, Purpose, Role
from infrastructure.log.journal import PostgresJournal
from tests.infrastructure.log.orders import (
    HERE,
    MORNING,
    Log,
    new_case,
    note,
    order,
    task_opened,
)


def test_a_dossier_is_loaded_as_it_was_recorded(log: Log) -> None:
    case_id, task_id = new_case(), uuid4()
    first = order(case_id)

    async def story(journal: PostgresJournal) -> None:
        empty = await journal.load(first)
        assert (empty.recorded, empty.municipality, empty.receipt) == ((), None, None)
        facts = (Fact(case_id, note()), Fact(task_id, task_opened(), follows=0))
        receipt = await journal.append(first, Decided(facts), 0)
        assert (receipt.version, receipt.created, receipt.replayed) == (
            2,
            (case_id, task_id),
            False,
        )
        loaded = await journal.load(order(case_id))
        assert [each.event for each in loaded.recorded] == [note(), task_opened()]
        assert (loaded.version, loaded.municipality) == (2, HERE)
        envelope = loaded.recorded[1].envelope
        assert envelope == Envelope(
            position=receipt.position,
            case_id=case_id,
            stream_id=task_id,
            version=1,
            dossier_version=2,
            recorded_at=MORNING,
            received_at=MORNING,
            municipality=HERE,
            actor=first.actor.id,
            role=Role.CASE_WORKER,
            purpose=Purpose.CASE_WORK,
            correlation=first.correlation,
            causation=receipt.position - 1,
            command_id=first.command_id,
            release=envelope.release,
        )
        assert loaded.recorded[0].envelope.causation is None

    log.run(story)
