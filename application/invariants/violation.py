"""What an invariant is: it sees every recorded event in order and names what must not be."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias
from uuid import UUID

from domain.dossier.dossier import Recorded

Key: TypeAlias = int  # of a case or a stream: a UUID as a number takes half the room


@dataclass(frozen=True, slots=True)
class Violation:
    """`position` is that of the event that should not have been recorded as it was."""

    invariant: str
    position: int
    stream: UUID
    type: str
    detail: str


class Invariant(Protocol):
    name: str

    def see(self, recorded: Recorded) -> Iterator[str]:
        """Take the next event; yield a detail for each way in which it breaks the invariant."""
        ...

    def forget(self, case: Key) -> None:
        """Keep nothing more of a case that was closed."""


def violations(invariant: Invariant, recorded: Recorded) -> Iterator[Violation]:
    for detail in invariant.see(recorded):
        envelope = recorded.envelope
        yield Violation(
            invariant=invariant.name,
            position=envelope.position,
            stream=envelope.stream_id,
            type=type(recorded.event).__name__,
            detail=detail,
        )
