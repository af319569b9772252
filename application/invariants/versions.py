"""What must hold of versions: each stream and each dossier counts 1, 2, 3, without a gap."""

from collections.abc import Iterator
from uuid import UUID

from domain.dossier.dossier import Recorded


class NoVersionGap:
    name = "version-gap"

    def __init__(self) -> None:
        self.streams: dict[UUID, int] = {}
        self.dossiers: dict[UUID, int] = {}

    def see(self, recorded: Recorded) -> Iterator[str]:
        envelope = recorded.envelope
        yield from follows(self.streams, envelope.stream_id, envelope.version, "stream")
        yield from follows(self.dossiers, envelope.case_id, envelope.dossier_version, "dossier")


def follows(seen: dict[UUID, int], key: UUID, version: int, what: str) -> Iterator[str]:
    before = seen.get(key, 0)
    if version != before + 1:
        yield f"version {version} of the {what} follows version {before}"
    seen[key] = version
