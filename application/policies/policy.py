"""What a policy is: this event, so these commands; pure, and told how the dossier stands after."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from domain.dossier.dossier import Circumstances, Dossier, DossierCommand, DossierEvent

E = TypeVar("E", bound=DossierEvent)
Commands = tuple[DossierCommand, ...]
Then = Callable[[DossierEvent, Dossier, Circumstances], Commands]


@dataclass(frozen=True, slots=True)
class Policy:
    """`name` says what it does; `kind` is the event that it looks at."""

    name: str
    kind: type[DossierEvent]
    then: Then


def when(kind: type[E], then: Callable[[E, Dossier, Circumstances], Commands]) -> Policy:
    """Enter into the table what follows from one type of event."""

    def policy(event: DossierEvent, dossier: Dossier, circumstances: Circumstances) -> Commands:
        return then(event, dossier, circumstances) if isinstance(event, kind) else ()

    return Policy(f"{kind.__name__}: {then.__name__}", kind, policy)
