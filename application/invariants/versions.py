"""What must hold of versions: each stream and each dossier counts 1, 2, 3, without a gap."""

from collections.abc import Iterator
from typing import TypeAlias

from application.invariants.violation import Invariant, Key
from domain.dossier.dossier import Recorded

Counted: TypeAlias = dict[Key, int]  # the last version of each stream of a dossier
DOSSIER = 0  # and of the dossier itself: no stream has this number


class NoVersionGap(Invariant):
    name = "version-gap"

    def __init__(self) -> None:
        self.counted: dict[Key, Counted] = {}

    def see(self, recorded: Recorded) -> Iterator[str]:
        at = recorded.envelope
        counted = self.counted.setdefault(at.case_id.int, {})
        yield from follows(counted, at.stream_id.int, at.version, "stream")
        yield from follows(counted, DOSSIER, at.dossier_version, "dossier")

    def forget(self, case: Key) -> None:
        self.counted.pop(case, None)


def follows(counted: Counted, key: Key, version: int, what: str) -> Iterator[str]:
    before = counted.get(key, 0)
    if version != before + 1:
        yield f"version {version} of the {what} follows version {before}"
    counted[key] = version
