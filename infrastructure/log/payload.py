"""What lies in the payload column: the event as JSON, compressed when it pays, then encrypted."""

import os
import zlib
from functools import cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from infrastructure.log.keys import NONCE
from infrastructure.stored_names import Stored

PLAIN, ZLIB = b"\0", b"\1"  # the first byte under the encryption
WORTH_TRYING = 400  # bytes
MUST_SAVE = 0.9  # of the size, else it stays as it is


class Damaged(Exception):
    """A payload that was altered, or moved from another place of the log."""


def sealed(cipher: AESGCM, stream_id: UUID, version: int, stored: Stored) -> bytes:
    """Encrypt a stored event for its one place in the log."""
    nonce = os.urandom(NONCE)
    place = additional_data(stream_id, version, stored.name, stored.version)
    return nonce + cipher.encrypt(nonce, packed(stored.payload), place)


def opened(  # noqa: PLR0913, PLR0917  (the columns that the encryption vouches for)
    cipher: AESGCM, stream_id: UUID, version: int, name: str, schema: int, payload: bytes
) -> bytes:
    """Decrypt a payload; raises Damaged."""
    place = additional_data(stream_id, version, name, schema)
    try:
        plain = cipher.decrypt(payload[:NONCE], payload[NONCE:], place)
    except InvalidTag as error:
        raise Damaged(f"version {version} of stream {stream_id}") from error
    return zlib.decompress(plain[1:]) if plain[0] else plain[1:]


def additional_data(stream_id: UUID, version: int, name: str, schema: int) -> bytes:
    """Bind a payload to stream, version, type and schema version: it cannot be moved."""
    return b"%b|%d%b" % (stream_id.bytes, version, of_type(name, schema))


@cache
def of_type(name: str, schema: int) -> bytes:
    return b"|%b|%d" % (name.encode(), schema)


def packed(payload: bytes) -> bytes:
    if len(payload) >= WORTH_TRYING:
        smaller = zlib.compress(payload, 1)
        if len(smaller) < MUST_SAVE * len(payload):
            return ZLIB + smaller
    return PLAIN + payload
