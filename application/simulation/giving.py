"""From a moment of a story to the order of it: who asks, under which key, having seen what."""

from hashlib import sha256
from uuid import NAMESPACE_OID, uuid5

from application.access import HIDING, ON_SIGHT
from application.ports.journal import Order
from application.simulation.agenda import Entry
from application.simulation.kept import Kept, KeptDossiers
from application.simulation.story import Moment
from domain.case.states import NoCase
from domain.dossier.dossier import Dossier
from domain.shared.envelope import Actor, ActorId, Municipality, Purpose, Role

REPORTS = {Role.NEMREFUSION, Role.CITIZEN_SERVICE, Role.JOB_CENTRE}
CASE_WORKERS = 12  # of a municipality


def order_of(entry: Entry, journal: KeptDossiers) -> Order | None:
    """Give the order; none when the dossier leaves nothing to ask for."""
    story, moment = entry.story, entry.moment
    kept = journal.kept.get(story.case_id)
    dossier = kept.dossier if kept else Dossier(story.case_id)
    command = moment.asked(dossier) if callable(moment.asked) else moment.asked
    if command is None:
        return None
    key = f"{story.case_id}/{moment.name}"
    command_id = uuid5(NAMESPACE_OID, key)
    actor = actor_of(moment, story.number, story.municipality, dossier)
    on_sight = actor.role in {Role.CASE_WORKER, Role.MANAGER} and type(command) in ON_SIGHT
    return Order(
        case_id=story.case_id,
        command=command,
        actor=actor,
        received_at=moment.at,
        key=key,
        fingerprint=sha256(key.encode()).hexdigest(),
        command_id=command_id,
        correlation=command_id,
        expected_version=version(kept) if on_sight else None,
        purpose=Purpose.REPORT if actor.role in REPORTS else Purpose.CASE_WORK,
    )


def version(kept: Kept | None) -> int:
    return kept.version if kept else 0


def actor_of(moment: Moment, number: int, here: Municipality, dossier: Dossier) -> Actor:
    """Let a manager work on a case that a case worker may not see."""
    if moment.role is not Role.CASE_WORKER:
        return Actor(ActorId(f"simulated/{moment.role}"), moment.role, here)
    case = dossier.case
    hidden = not isinstance(case, NoCase) and bool(case.file.marks & HIDING)
    role = Role.MANAGER if hidden else Role.CASE_WORKER
    return Actor(ActorId(f"colleague-{here}-{number % CASE_WORKERS}"), role, here)
