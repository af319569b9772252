"""What was told to a log and waits to be recorded, in pages, each recorded in its order.

A page holds one append of each dossier, and one that tells the registry of each citizen, so that
which of two cases was first does not depend on how busy the log is. What a run says stands after
all that was told before it and before all that comes.
"""

from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias, get_args

from application.ports.journal import Decided, Told
from domain.run.commands import RunCommand

A_PAGE = 100  # appends: as many as the log takes in one call
OF_RUNS: frozenset[type] = frozenset(get_args(RunCommand))
Meeting: TypeAlias = Callable[[], Awaitable[None]]  # others who come as far, before any goes on


def of_run(told: Told) -> bool:
    return type(told.order.command) in OF_RUNS


def lines(told: Told) -> Iterator[Hashable]:
    """Name the dossier, and the citizen that the registry is told of."""
    yield told.order.case_id.int  # numbers are compared faster than UUIDs
    yield from citizens_of(told.decided)


@dataclass
class Pages:
    """First in, first out, but for what may not share a page with what is before it."""

    waiting: deque[Told | Meeting] = field(default_factory=deque[Told | Meeting])
    meetings: int = 0

    def __len__(self) -> int:
        return len(self.waiting)

    @property
    def due(self) -> bool:
        """Tell whether a page is full, or others wait for what stands before a meeting."""
        return len(self.waiting) >= A_PAGE or self.meetings > 0

    def add(self, told: Told) -> None:
        self.waiting.append(told)

    def meet(self, others: Meeting) -> None:
        self.waiting.append(others)
        self.meetings += 1

    def next_meeting(self) -> Meeting | None:
        """Take the meeting before which all is recorded; none where something stands before it."""
        if not self.waiting or isinstance(first := self.waiting[0], Told):
            return None
        self.waiting.popleft()
        self.meetings -= 1
        return first

    def next_page(self) -> list[Told]:
        """Take what may be recorded together; what is passed over stays, in its order."""
        page, passed, taken = list[Told](), list[Told](), set[Hashable]()
        while len(page) < A_PAGE and (told := self._next(overtaking=bool(passed))):
            own = tuple(lines(told))
            (page if taken.isdisjoint(own) else passed).append(told)
            taken.update(own)
        self.waiting.extendleft(reversed(passed))
        return page

    def _next(self, *, overtaking: bool) -> Told | None:
        """Take the first; none where it is a meeting, or a run's word that would overtake."""
        first = self.waiting[0] if self.waiting else None
        if not isinstance(first, Told) or (overtaking and of_run(first)):
            return None
        self.waiting.popleft()
        return first


def citizens_of(decided: Decided) -> Iterator[str]:
    """Name the citizen that the registry is told of: a claim's value begins with the id."""
    if decided.citizen is not None:
        yield str(decided.citizen.citizen_id)
    if decided.only_case_of is not None:
        yield str(decided.only_case_of)
    for claim in decided.claims:
        yield claim.value.partition("/")[0]
