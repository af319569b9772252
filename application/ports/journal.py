"""Where dossiers are kept; implemented in infrastructure/."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from domain.dossier.dossier import Dossier, DossierCommand, Fact, Recorded
from domain.shared.envelope import Actor, ActorId, CaseId, CitizenId, Municipality, Purpose


@dataclass(frozen=True, slots=True)
class Order:
    """A command with what the edge knows: who, when, under which key, having seen what.

    `key` is the Idempotency-Key (scope: the actor's client), `fingerprint` a hash of the request;
    `expected_version` is the dossier version a person decided on (If-Match), none for machines.
    """

    case_id: CaseId
    command: DossierCommand
    actor: Actor
    received_at: datetime
    key: str
    fingerprint: str
    command_id: UUID
    correlation: UUID
    expected_version: int | None = None
    purpose: Purpose = Purpose.CASE_WORK
    on_behalf_of: ActorId | None = None
    trace_parent: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A row of the citizen registry that an append takes, or gives back.

    `kind` is `open_absence` (one open case for a citizen and an absence), `weekly_cap` (the number
    of an account among all of a citizen's cases) or `message` (one effect for a message id);
    `value` is not personal (ids and dates, never a CPR number).
    """

    kind: str
    value: str
    released: bool = False


@dataclass(frozen=True, slots=True)
class NewCitizen:
    """Who a new case is about: links the CPR number (kept as its HMAC) to id and case."""

    citizen_id: CitizenId
    cpr: str


@dataclass(frozen=True, slots=True)
class Decided:
    """All that one order records: facts in order, and rows of the registry; all or nothing.

    `only_case_of`: whom it takes to have no other case; refused as `weekly_cap` where there is one.
    `after`: the dossier as it stands then, for a journal that keeps dossiers folded.
    """

    facts: tuple[Fact, ...]
    claims: tuple[Claim, ...] = ()
    citizen: NewCitizen | None = None
    only_case_of: CitizenId | None = None
    after: Dossier | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an accepted order is answered with, the first time and every other time.

    `version` is the dossier version after it, `position` the log position of its last event (or
    of the dossier's last event when nothing new happened), `created` ids of streams it began.
    """

    case_id: CaseId
    version: int
    position: int
    fingerprint: str
    created: tuple[UUID, ...] = ()
    replayed: bool = False
    nothing_new: bool = False  # accepted, and all of it was so already


@dataclass(frozen=True, slots=True)
class Loaded:
    """The dossier's events in order, its municipality (none: no such dossier), the receipt.

    A journal that keeps dossiers folded gives the dossier and its version, and no events.
    """

    recorded: tuple[Recorded, ...] = ()
    municipality: Municipality | None = None
    receipt: Receipt | None = None
    kept: Dossier | None = None
    kept_version: int = 0

    @property
    def version(self) -> int:
        return self.kept_version if self.kept else len(self.recorded)


class Told(NamedTuple):
    """What an append takes."""

    order: Order
    decided: Decided
    expected_version: int


class Journal(Protocol):
    async def load(self, order: Order) -> Loaded:
        """Read all events of the dossier, and the receipt where the key was accepted before.

        Raises KeyReused where the key was accepted for another request.
        """
        ...

    async def append(self, order: Order, decided: Decided, expected_version: int) -> Receipt:
        """Record all facts or none; the dossier version is the number of its events.

        Raises VersionMismatch where the dossier has moved on, Taken where a claim is somebody
        else's, KeyReused as `load` does, Busy where too much waits.
        """
        ...

    async def history(
        self,
        case_id: CaseId,
        *,
        until: datetime | None = None,
        position: int | None = None,
        municipality: Municipality | None = None,
    ) -> Sequence[Recorded]:
        """Read a dossier as it was recorded up to an instant or a position (none: all of it).

        Wherever it lies; where a municipality is given, nothing unless it lies there.
        """
        ...

    async def folded(self, case_id: CaseId) -> Dossier:
        """Give a dossier as it stands, wherever it lies."""
        ...


class PagedJournal(Journal, Protocol):
    """A journal that records several appends together, for who writes behind a player."""

    async def append_page(self, page: Sequence[Told]) -> None:
        """Record each as `append` does, each of another dossier, in the order of the page.

        Raises what was refused first.
        """
        ...


class Citizens(Protocol):
    async def identify(self, cpr: str) -> CitizenId | None:
        """Find the citizen of a CPR number (also a former one); none where unknown."""
        ...

    async def cases_of(self, citizen_id: CitizenId) -> Sequence[CaseId]:
        """List all cases of a citizen, in every municipality."""
        ...


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the log; `scanned` is the last position looked at, `head` the log's last."""

    recorded: tuple[Recorded, ...] = field(default=())
    scanned: int = 0
    head: int = 0


class LogReader(Protocol):
    def pages(self, after: int = 0) -> AsyncIterator[Page]:
        """Read the whole log in order of position, page by page, to its present head."""
        ...
