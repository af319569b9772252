"""One program at a time does a run; the lock falls when its holder dies, however it dies."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from domain.shared.envelope import Municipality


class RunLocks(Protocol):
    def held(self, name: str, municipality: Municipality) -> AbstractAsyncContextManager[None]:
        """Hold the lock of a run while the block runs; raises RunGoingOn where somebody does."""
        ...
