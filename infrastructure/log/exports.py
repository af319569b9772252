"""Carries signed roots out of the database: what stands elsewhere cannot be cut away here."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import orjson

EXPORTED = "roots.jsonl"


@dataclass(frozen=True, slots=True)
class ExportedRoot:
    """A block as it leaves the house; hashes in hex, positions as ranges, first and last."""

    log_id: str
    time: str  # real or simulated
    block: int
    positions: tuple[tuple[int, int], ...]
    previous_root: str
    root: str
    signature: str
    public_key: str


class RootExport(Protocol):
    """Where roots go; a file here, write-once storage of somebody else's in production."""

    def last(self, log_id: str) -> int:
        """Give the number of the last block that is safely there; 0 when none is."""
        ...

    def add(self, roots: Sequence[ExportedRoot]) -> None:
        """Return when they are safely there."""
        ...


@dataclass(frozen=True)
class FileExport:
    """One line of JSON for each block, in `exports/roots.jsonl` of the data directory."""

    path: Path

    def last(self, log_id: str) -> int:
        if not self.path.exists():
            return 0
        return max((root.block for root in read(self.path) if root.log_id == log_id), default=0)

    def add(self, roots: Sequence[ExportedRoot]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            file.writelines(orjson.dumps(asdict(root)) + b"\n" for root in roots)
            file.flush()
            os.fsync(file.fileno())


def read(path: Path) -> list[ExportedRoot]:
    """Read exported roots; raises ValueError, KeyError or TypeError where a line is none."""
    lines = [orjson.loads(line) for line in path.read_bytes().splitlines() if line.strip()]
    return [ExportedRoot(**line | {"positions": ranges_in(line["positions"])}) for line in lines]


def ranges_in(positions: Iterable[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((first, last) for first, last in positions)


def ranges(positions: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Give whole numbers in order as ranges without a gap."""
    gaps = [(a, b) for a, b in pairwise(positions) if b != a + 1]
    firsts = [positions[0], *(b for _, b in gaps)]
    return tuple(zip(firsts, [*(a for a, _ in gaps), positions[-1]], strict=True))
