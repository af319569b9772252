"""From rows of the log to recorded events: decrypted, brought up to date, parsed once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.dossier.dossier import DossierEvent, Recorded
from domain.dossier.erased import Erased
from domain.shared.envelope import Envelope, Purpose, Role
from infrastructure.log.keys import KeyMissing
from infrastructure.log.payload import opened
from infrastructure.stored_names import reader

Row = Sequence[Any]  # the columns below, in this order
ENVELOPE = Envelope._fields
COLUMNS = (*ENVELOPE, "type", "schema_version", "key_id", "payload")
SELECTED = ", ".join(f"e.{column}" for column in COLUMNS)
CASE, STREAM, VERSION, DOSSIER_VERSION = (
    COLUMNS.index(c) for c in ("case_id", "stream_id", "version", "dossier_version")
)
ROLE, PURPOSE, TYPE = (COLUMNS.index(c) for c in ("role", "purpose", "type"))
SCHEMA, KEY, PAYLOAD = TYPE + 1, TYPE + 2, TYPE + 3
ROLES: Mapping[str, Role] = {role.value: role for role in Role}
PURPOSES: Mapping[str, Purpose] = {purpose.value: purpose for purpose in Purpose}


class Keys(Protocol):
    def ciphers(self, key_ids: Iterable[UUID]) -> Mapping[UUID, AESGCM]: ...

    def is_destroyed(self, key_id: UUID) -> bool: ...


def recorded(keys: Keys, rows: Iterable[Row]) -> tuple[Recorded, ...]:
    """Decode rows in their order; raises UnknownEvent, KeyMissing, Damaged."""
    rows = tuple(rows)
    used = {row[KEY].int: row[KEY] for row in rows}  # numbers are compared faster than UUIDs
    found = keys.ciphers(used.values())
    ciphers = {number: found.get(key) for number, key in used.items()}
    return tuple([Recorded(event(keys, ciphers, row), envelope(row)) for row in rows])


def envelope(row: Row) -> Envelope:
    """Take the first columns as they are, but for the two that are codes."""
    fields = list(row[:TYPE])
    fields[ROLE], fields[PURPOSE] = ROLES[row[ROLE]], PURPOSES[row[PURPOSE]]
    return Envelope._make(fields)


def event(keys: Keys, ciphers: Mapping[int, AESGCM | None], row: Row) -> DossierEvent | Erased:
    """Read an event; what was erased says so, what should be readable and is not is a failure."""
    name, schema, payload = row[TYPE], row[SCHEMA], row[PAYLOAD]
    read = reader(name, schema)  # first: what a newer release wrote may be encrypted otherwise
    cipher = ciphers[row[KEY].int]
    if payload is None or (cipher is None and keys.is_destroyed(row[KEY])):
        return Erased(name)
    if cipher is None:
        raise KeyMissing(row[KEY])
    return read(opened(cipher, row[STREAM], row[VERSION], name, schema, payload))
