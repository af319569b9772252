"""What one call of the append function carries: commands with their events, ready to store."""

from binascii import b2a_base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from application.ports.journal import Decided, Order
from infrastructure.log.payload import sealed
from infrastructure.stored_names import encode

Document = dict[str, Any]
Streams = Mapping[UUID, int]  # the last version of every stream of a dossier


@dataclass(frozen=True, slots=True)
class Prepared:
    """A command encrypted and checked; nothing slow is left to do under the lock."""

    command: Document
    events: tuple[Document, ...]
    claims: tuple[Document, ...] = ()
    citizens: tuple[Document, ...] = ()
    streams: Streams = field(default_factory=dict[UUID, int])  # as they stand once it is recorded


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a command; `version` and `position` are the dossier's present ones."""

    n: int
    outcome: str
    version: int
    position: int
    created: Sequence[UUID]
    command_id: UUID
    taken: str | None


def prepare(  # noqa: PLR0913  (all that an append is made of)
    order: Order,
    decided: Decided,
    expected_version: int,
    *,
    streams: Streams,
    cipher: AESGCM,
    blind: Callable[[str], bytes],
    release: str,
) -> Prepared:
    events, versions = list[Document](), dict(streams)
    for place, fact in enumerate(decided.facts):
        stored = encode(fact.event)
        versions[fact.stream_id] = version = versions.get(fact.stream_id, 0) + 1
        payload = sealed(cipher, fact.stream_id, version, stored)
        events.append(
            {
                "k": place,
                "stream_id": fact.stream_id,
                "version": version,
                "type": stored.name,
                "schema_version": stored.version,
                "follows": fact.follows,
                "payload": as_text(payload),
            }
        )
    created = [stream_id for stream_id in versions if stream_id not in streams]
    return Prepared(
        _command(order, expected_version, created, release)
        | {"events": len(events), "only_case_of": decided.only_case_of},
        tuple(events),
        tuple(_claims(decided)),
        tuple(_citizens(decided, blind)),
        versions,
    )


def document(batch: Sequence[Prepared]) -> str:
    """Give the batch as the append function reads it: one JSON text."""
    parts: dict[str, list[Document]] = {"commands": [], "events": []}
    for n, prepared in enumerate(batch):
        parts["commands"].append({"n": n, **prepared.command})
        parts["events"].extend({"n": n, **event} for event in prepared.events)
        for name, rows in (("claims", prepared.claims), ("citizens", prepared.citizens)):
            if rows:
                parts.setdefault(name, []).extend({"n": n, **row} for row in rows)
    return orjson.dumps(parts).decode()


def as_text(payload: bytes) -> str:
    return b2a_base64(payload, newline=False).decode("ascii")


def _command(order: Order, expected: int, created: list[UUID], release: str) -> Document:
    return {
        "case_id": order.case_id,
        "municipality": order.actor.municipality,
        "client": order.actor.client,
        "key": order.key,
        "fingerprint": order.fingerprint,
        "expected": expected,
        "created": created,
        "command_id": order.command_id,
        "correlation": order.correlation,
        "received_at": order.received_at,
        "actor": order.actor.id,
        "role": order.actor.role,
        "on_behalf_of": order.on_behalf_of,
        "purpose": order.purpose,
        "trace_parent": order.trace_parent,
        "release": release,
        "key_id": order.case_id,
    }


def _claims(decided: Decided) -> Iterable[Document]:
    for claim in decided.claims:
        yield {"kind": claim.kind, "value": claim.value, "released": claim.released}


def _citizens(decided: Decided, blind: Callable[[str], bytes]) -> Iterable[Document]:
    if new := decided.citizen:
        yield {"cpr_hmac": blind(new.cpr).hex(), "citizen_id": new.citizen_id}
