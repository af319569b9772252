"""How often one subject may ask: evenly, with room for a burst; nobody slows the others down."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from api.problems import Problem
from domain.shared.envelope import ActorId

PER_SECOND = 1_000  # requests of one subject; a person's screen asks for a few, a portal for dozens
BURST = 5  # seconds' worth that may come at once
REMEMBERED = 10_000  # subjects, until those who asked least lately are forgotten


@dataclass
class Pace:
    """For each subject the moment at which all it asked would have come evenly."""

    per_second: int = PER_SECOND
    now: Callable[[], float] = time.monotonic
    ahead: dict[ActorId, float] = field(default_factory=dict[ActorId, float])

    def keep(self, subject: ActorId) -> None:
        """Count a request; raises Problem where it comes too soon, and does not count it then."""
        if not self.per_second:
            return
        now = self.now()
        even = max(self.ahead.get(subject, now), now)
        if (early := even - now - BURST) >= 0:
            raise Problem("too-many-requests", retry_after=math.floor(early) + 1)
        self.ahead[subject] = even + 1 / self.per_second
        if len(self.ahead) > REMEMBERED:
            self._forget(now)

    def _forget(self, now: float) -> None:
        """Forget who is not ahead of time; nobody is slowed down by that."""
        self.ahead = {subject: even for subject, even in self.ahead.items() if even > now}
