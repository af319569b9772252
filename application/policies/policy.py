"""What a policy is: this event, so these commands; pure, and told how the dossier stands after."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from domain.dossier.dossier import Circumstances, Dossier, DossierCommand, DossierEvent, Fact

E = TypeVar("E", bound=DossierEvent)
Commands = tuple[DossierCommand, ...]
Then = Callable[[Fact, Dossier, Circumstances], Commands]


@dataclass(frozen=True, slots=True)
class Policy:
    """`name` says what it does; `kind` is the event that it looks at."""

    name: str
    kind: type[DossierEvent]
    then: Then


def when(kind: type[E], then: Callable[[E, Dossier, Circumstances], Commands]) -> Policy:
    """Enter into the table what follows from one type of event."""

    def policy(fact: Fact, dossier: Dossier, circumstances: Circumstances) -> Commands:
        event = fact.event
        return then(event, dossier, circumstances) if isinstance(event, kind) else ()

    return Policy(f"{kind.__name__}: {then.__name__}", kind, policy)


def when_of(kind: type[E], then: Callable[[E, UUID, Dossier], Commands]) -> Policy:
    """Enter what follows, and must know to which task or payment the event happened."""

    def policy(fact: Fact, dossier: Dossier, _: Circumstances) -> Commands:
        event = fact.event
        return then(event, fact.stream_id, dossier) if isinstance(event, kind) else ()

    return Policy(f"{kind.__name__}: {then.__name__}", kind, policy)
