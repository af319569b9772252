"""How often one client may ask: evenly, with room for a burst; nobody slows the others down."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from api.problems import Problem
from domain.shared.envelope import ActorId

PER_SECOND = 1_000  # requests of one client; a person's screen asks for a few, a portal for dozens
BURST = 5  # seconds' worth that may come at once
REMEMBERED = 10_000  # clients, until those who asked least lately are forgotten


@dataclass
class Pace:
    """For each client the moment at which all it asked would have come evenly."""

    per_second: int = PER_SECOND
    now: Callable[[], float] = time.monotonic
    ahead: dict[ActorId, float] = field(default_factory=dict[ActorId, float])

    def keep(self, client: ActorId) -> None:
        """Count a request; raises Problem where it comes too soon, and does not count it then."""
        if not self.per_second:
            return
        now = self.now()
        even = max(self.ahead.get(client, now), now)
        if (early := even - now - BURST) >= 0:
            raise Problem("too-many-requests", retry_after=math.floor(early) + 1)
        self.ahead[client] = even + 1 / self.per_second
        if len(self.ahead) > REMEMBERED:
            self._forget(now)

    def _forget(self, now: float) -> None:
        """Forget who is not ahead of time; nobody is slowed down by that."""
        self.ahead = {client: even for client, even in self.ahead.items() if even > now}
