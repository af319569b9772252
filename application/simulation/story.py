"""What a simulated case is made of: moments, each somebody's command, or one made when it comes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random
from typing import TypeAlias

from application.ports.clock import DENMARK
from domain.dossier.dossier import Dossier, DossierCommand
from domain.shared.envelope import CaseId, Municipality, Role

# A command, or what becomes of the dossier as it stands then; none: there is nothing left to do.
Asked: TypeAlias = DossierCommand | Callable[[Dossier], DossierCommand | None]
HOURS = {
    Role.NEMREFUSION: 9,
    Role.CITIZEN_SERVICE: 10,
    Role.JOB_CENTRE: 11,
    Role.MACHINE: 12,
    Role.CASE_WORKER: 13,
    Role.MANAGER: 13,
}


@dataclass(frozen=True, slots=True)
class Moment:
    """`name` is unique in the case, and becomes the idempotency key."""

    at: datetime
    role: Role
    asked: Asked
    name: str


@dataclass(frozen=True, slots=True)
class Story:
    """A case from its report on; `citizen` is the number of the case its citizen began with."""

    number: int
    citizen: int
    case_id: CaseId
    municipality: Municipality
    moments: tuple[Moment, ...]


def moment(day: date, role: Role, asked: Asked, name: str, rng: Random) -> Moment:
    """Place it at an hour of the day that fits who asks, after whatever came on the hour."""
    at = datetime.combine(day, time(HOURS[role], rng.randint(1, 59)), DENMARK)
    return Moment(at, role, asked, name)


def on_the_hour(day: date, role: Role, asked: Asked, name: str) -> Moment:
    return Moment(datetime.combine(day, time(HOURS[role]), DENMARK), role, asked, name)
