"""Cases handed out once, so that no run finds what another one left."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass
class Untouched(Generic[T]):
    cases: Iterator[T]

    def take(self, count: int) -> list[T]:
        taken = list(islice(self.cases, count))
        if len(taken) < count:
            raise RuntimeError("too few cases were seeded")
        return taken
