"""Merkle blocks: one hash over many events, each with the hash of the block before it.

Anybody can compute it again: a leaf is SHA-256 of 00 and the binary form of the envelope's columns
(`record_send`); a node SHA-256 of 01 and its two children, an odd one rises as it is; the root
SHA-256 of 02, the log's id, number, previous root, top node and the positions, 8 bytes each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import LiteralString
from uuid import UUID

SIZE = 32  # bytes of a hash
BEGINNING = bytes(SIZE)  # the root before the first block

# All columns but the payload, which its hash stands for: it may be erased.
ENVELOPE: LiteralString = """
    record_send(row(e.position, e.case_id, e.stream_id, e.version, e.dossier_version, e.type,
        e.schema_version, e.recorded_at, e.received_at, e.municipality, e.actor, e.role,
        e.on_behalf_of, e.purpose, e.correlation, e.causation, e.command_id, e.client,
        e.trace_parent, e.release, e.key_id, e.shard, e.payload_hash))
"""


@dataclass(frozen=True, slots=True)
class Block:
    """Events in order of position, closed for good."""

    number: int
    positions: tuple[int, ...]
    leaves: tuple[bytes, ...]
    previous_root: bytes
    root: bytes


def closed(
    log_id: UUID, number: int, previous_root: bytes, leaves: Sequence[tuple[int, bytes]]
) -> Block:
    """Close a block over (position, leaf) in order."""
    positions, hashes = tuple(p for p, _ in leaves), tuple(h for _, h in leaves)
    root = root_of(log_id, number, previous_root, positions, hashes)
    return Block(number, positions, hashes, previous_root, root)


def root_of(
    log_id: UUID,
    number: int,
    previous_root: bytes,
    positions: Sequence[int],
    leaves: Sequence[bytes],
) -> bytes:
    places = b"".join(position.to_bytes(8) for position in positions)
    head = b"\2" + log_id.bytes + number.to_bytes(8) + previous_root
    return sha256(head + top(leaves) + places).digest()


def leaf(envelope: bytes) -> bytes:
    return sha256(b"\0" + envelope).digest()


def top(hashes: Sequence[bytes]) -> bytes:
    """Hash pairs until one is left."""
    level = list(hashes)
    while len(level) > 1:
        odd = level[len(level) & ~1 :]
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [sha256(b"\1" + left + right).digest() for left, right in pairs] + odd
    return level[0]
