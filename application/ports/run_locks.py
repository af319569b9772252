"""One program at a time does a run; the lock falls when its holder dies, however it dies."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeAlias

from domain.shared.envelope import Municipality

StillHeld: TypeAlias = Callable[[], Awaitable[None]]  # raises where the lock was lost


async def nothing_lost() -> None:
    """Answer for a lock that cannot be lost."""


class RunLocks(Protocol):
    def held(self, name: str, municipality: Municipality) -> AbstractAsyncContextManager[StillHeld]:
        """Hold the lock of a run while the block runs; raises RunGoingOn where somebody does."""
        ...
