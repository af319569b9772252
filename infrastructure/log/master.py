"""The master key: one file that unlocks all case keys, made once, never in the database."""

import hmac
import logging
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from infrastructure.postgres.unavailable import Unavailable

BYTES = 32
OTHERS = 0o077  # what a group and everybody may do
say = logging.getLogger("sdp.keys").warning


def secret_file(path: Path, make: Callable[[], bytes]) -> tuple[bytes, bool]:
    """Read a secret, or make it whole and durable first; tell whether it was made."""
    if not path.exists():
        unfinished = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        _write(unfinished, make())
        with suppress(FileExistsError):  # another process was first: its secret counts
            os.link(unfinished, path)
            unfinished.unlink()
            _sync(path.parent)
            return path.read_bytes(), True
        unfinished.unlink()
    if path.stat().st_mode & OTHERS:
        say("others than its owner may read or write %s: chmod 600 it", path)
    return path.read_bytes(), False


def master_key(folder: Path, *, needed: bool) -> bytes:
    """Give the key that wraps all others; `needed` when keys exist that only it unlocks."""
    path = folder / "master.key"
    if needed and not path.exists():
        raise Unavailable(
            "master-key-lost",
            f"{path} is gone: without it no case can be read; put back the copy you kept",
        )
    text, made = secret_file(path, lambda: secrets.token_bytes(BYTES).hex().encode())
    if made:
        say("made the master key %s: keep a copy, a lost master key means unreadable cases", path)
    key = _parsed(text)
    if len(key) != BYTES:
        raise Unavailable("master-key-damaged", f"{path} does not hold {BYTES} bytes in hex")
    return key


def proof(master: bytes) -> bytes:
    """Give what is kept beside wrapped keys, to know the right master key again."""
    return hmac.digest(master, b"sygedagpenge master key", "sha256")


def _parsed(text: bytes) -> bytes:
    try:
        return bytes.fromhex(text.decode("ascii"))
    except ValueError:
        return b""


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
