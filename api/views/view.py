"""What the views of a case share: what they are shown, how they pick events, how values look."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, PlainSerializer

from domain.dossier.dossier import DossierEvent, Recorded
from domain.shared.money import Money

E = TypeVar("E", bound=DossierEvent)


def short(hours: Decimal) -> str:
    """Write hours without trailing zeros: 7.4, 20, 0."""
    return f"{hours.normalize():f}"


Hours = Annotated[Decimal, PlainSerializer(short, return_type=str)]
Kroner = Annotated[Decimal, PlainSerializer(lambda amount: f"{amount:.2f}", return_type=str)]
Cash = Annotated[Money, PlainSerializer(str, return_type=str)]


class View(BaseModel):
    """What an answer looks like; amounts are texts with two decimals, hours without zeros."""

    model_config = ConfigDict(frozen=True)


@dataclass(frozen=True, slots=True)
class Seen:
    """A dossier as it was recorded up to some moment, and the Danish day of that moment.

    `applies_on` is the day whose state is asked for: of all that was recorded, what is so then.
    """

    case_id: UUID
    recorded: tuple[Recorded, ...]
    today: date
    applies_on: date | None = None

    @property
    def version(self) -> int:
        return len(self.recorded)

    @property
    def day(self) -> date:
        """The day that a question of days is about; what has recorded time only takes `today`."""
        return self.applies_on or self.today

    def applies(self, first: date | None, last: date | None) -> bool:
        """Say whether it is so on the day that is asked for; everything is when none is."""
        day = self.applies_on
        return day is None or ((first or day) <= day <= (last or day))

    def each(self, kind: type[E]) -> Iterator[tuple[E, Recorded]]:
        """Go through the events of one type, oldest first."""
        for one in self.recorded:
            if isinstance(one.event, kind):
                yield one.event, one

    def all(self, kind: type[E]) -> tuple[E, ...]:
        return tuple(event for event, _ in self.each(kind))

    def last(self, kind: type[E]) -> E | None:
        return next((r.event for r in reversed(self.recorded) if isinstance(r.event, kind)), None)


class Said(View):
    """Who recorded something, and when."""

    at: datetime
    by: str
    position: int


def said(recorded: Recorded) -> Said:
    envelope = recorded.envelope
    return Said(at=envelope.recorded_at, by=envelope.actor, position=envelope.position)
