"""The time of a simulation: it stands where the program that plays it has put it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass
class SimulatedTime:
    """The clock of the log while it is played."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now
