"""The key store: a random key for every case, wrapped, in a file outside the log database."""

import hmac
import os
import secrets
import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Self
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from infrastructure.log.master import BYTES, master_key, proof
from infrastructure.postgres.unavailable import Unavailable

NONCE = 12
CASES = "cases.sqlite"  # the file of the wrapped keys
CACHED = 50_000  # ciphers held in this process (2.6 kB each), oldest out first
FRESH = 0.1  # seconds after which a process knows what another one has destroyed
ASKED = 500  # keys in one question to the file
BLIND = 16  # bytes of a blind index: collisions of 2**64 values
INDEX_KEY = UUID(int=1)  # the key of blind indexes
OPERATIONS_KEY = UUID(int=2)  # of events that outlive the erasure of their case
TABLES = """
    create table if not exists wrapped (key_id blob primary key, key blob not null) without rowid;
    create table if not exists destroyed (key_id blob primary key) without rowid;
    create table if not exists master (proof blob primary key) without rowid;
"""
INSERT = """
    insert or ignore into wrapped select ?, ?
    where not exists (select 1 from destroyed where key_id = ?)
"""


class KeyMissing(LookupError):
    """There is no such key here, and it was not destroyed: these are the keys of another log."""

    def __init__(self, key_id: UUID) -> None:
        super().__init__(f"the key {key_id} is not in this key store")
        self.key_id = key_id


class KeyDestroyed(KeyMissing):
    """The case was erased: what was encrypted under its key is gone."""


class KeyStore:
    """Case keys by id; safe for threads, and for several processes on one folder."""

    def __init__(self, folder: Path, cached: int = CACHED) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock, self._cached = Lock(), cached
        self._ciphers: dict[UUID, AESGCM] = {}
        self._file = _opened(folder / CASES)
        self._looked, self._written = 0.0, 0
        self._destroyed: int = 0
        master = master_key(folder, needed=self._proof() is not None)
        self._wrapping = AESGCM(self._proved(master, folder))
        self.create((INDEX_KEY, OPERATIONS_KEY))
        self._index = self._unwrapped(INDEX_KEY, *self._wrapped((INDEX_KEY,)).values())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._ciphers.clear()
        self._file.close()

    def __contains__(self, key_id: UUID) -> bool:
        """Tell whether the key is at hand in this process."""
        return key_id in self._ciphers

    def cipher(self, key_id: UUID) -> AESGCM:
        """Give the cipher of a key; raises KeyDestroyed and KeyMissing."""
        found = self._at_hand().get(key_id) or self.ciphers((key_id,)).get(key_id)
        if found is None:
            raise KeyDestroyed(key_id) if self.is_destroyed(key_id) else KeyMissing(key_id)
        return found

    def is_destroyed(self, key_id: UUID) -> bool:
        """Tell whether the key was destroyed, by whichever process."""
        with self._lock:
            asked = "select exists (select 1 from destroyed where key_id = ?)"
            return self._file.execute(asked, (key_id.bytes,)).fetchone() == (1,)

    def ciphers(self, key_ids: Iterable[UUID]) -> Mapping[UUID, AESGCM]:
        """Give the ciphers of many keys at once; destroyed ones are left out."""
        cached, wanted = self._at_hand(), set(key_ids)
        with self._lock:
            if missing := [key_id for key_id in wanted if key_id not in cached]:
                for key_id, wrapped in self._wrapped(missing).items():
                    cached[key_id] = AESGCM(self._unwrapped(key_id, wrapped))
            given = {key: cipher for key in wanted if (cipher := cached.get(key))}
            while len(cached) > self._cached:
                del cached[next(iter(cached))]
            return given

    def create(self, key_ids: Iterable[UUID]) -> None:
        """Make the keys that are missing, none that was destroyed; on disk when this returns.

        Raises Unavailable where the disk takes no more.
        """
        wanted = set(key_ids)
        if missing := wanted - set(self.ciphers(wanted)):
            rows = [(each.bytes, self._wrap(each), each.bytes) for each in sorted(missing)]
            with self._lock:
                self._keep(rows)
            self.ciphers(missing)

    def _keep(self, rows: Sequence[tuple[bytes, bytes, bytes]]) -> None:
        try:
            with self._file:
                self._file.executemany(INSERT, rows)
        except sqlite3.OperationalError as error:
            raise Unavailable("key-not-kept", "the key of a case could not be kept") from error

    def destroy(self, key_id: UUID) -> None:
        """Remove a key for good, its bytes overwritten; other processes forget it after FRESH."""
        with self._lock:
            with self._file:
                self._file.execute("delete from wrapped where key_id = ?", (key_id.bytes,))
                self._file.execute("insert or ignore into destroyed values (?)", (key_id.bytes,))
            self._ciphers.pop(key_id, None)

    def blind(self, value: str) -> bytes:
        """Give the token that finds a value without telling it: CPR numbers, search words."""
        text = unicodedata.normalize("NFC", value).casefold().strip().encode()
        return hmac.digest(self._index, text, "sha256")[:BLIND]

    def mark(self, *parts: bytes) -> bytes:
        """Give 12 bytes that follow from the parts and that nobody else can compute."""
        text = b"".join(len(part).to_bytes(4) + part for part in parts)
        return hmac.digest(self._index, text, "sha256")[:NONCE]

    def _at_hand(self) -> dict[UUID, AESGCM]:
        """Give what is cached, and nothing of it once another process has destroyed a key."""
        if monotonic() - self._looked > FRESH:
            with self._lock:
                self._look()
        return self._ciphers

    def _look(self) -> None:
        """Count what was destroyed where the file was written since: by whom is not known."""
        self._looked = monotonic()
        (written,) = self._file.execute("pragma data_version").fetchone()
        if written != self._written:
            (destroyed,) = self._file.execute("select count(*) from destroyed").fetchone()
            if destroyed != self._destroyed:
                self._ciphers.clear()
            self._written, self._destroyed = written, destroyed

    def _wrap(self, key_id: UUID) -> bytes:
        nonce = os.urandom(NONCE)
        return nonce + self._wrapping.encrypt(nonce, secrets.token_bytes(BYTES), key_id.bytes)

    def _unwrapped(self, key_id: UUID, wrapped: bytes) -> bytes:
        return self._wrapping.decrypt(wrapped[:NONCE], wrapped[NONCE:], key_id.bytes)

    def _wrapped(self, key_ids: Iterable[UUID]) -> Mapping[UUID, bytes]:
        asked = [key_id.bytes for key_id in key_ids]
        found: dict[UUID, bytes] = {}
        for start in range(0, len(asked), ASKED):
            some = asked[start : start + ASKED]
            marks = ",".join("?" * len(some))
            rows = self._file.execute(
                f"select key_id, key from wrapped where key_id in ({marks})",  # noqa: S608  (only ?)
                some,
            )
            found |= {UUID(bytes=key_id): key for key_id, key in rows}
        return found

    def _proof(self) -> bytes | None:
        row = self._file.execute("select proof from master").fetchone()
        return row and row[0]

    def _proved(self, master: bytes, folder: Path) -> bytes:
        """Remember the master key the first time; refuse another one ever after."""
        with self._file:
            self._file.execute("begin immediate")
            if self._proof() is None:
                self._file.execute("insert into master values (?)", (proof(master),))
        if self._proof() != proof(master):
            raise Unavailable(
                "master-key-wrong", f"{folder / 'master.key'} is not the key these cases have"
            )
        return master


def _opened(path: Path) -> sqlite3.Connection:
    path.touch(mode=0o600)
    file = sqlite3.connect(path, timeout=30, check_same_thread=False)
    try:
        file.execute("pragma secure_delete = on")
        file.execute("pragma journal_mode = truncate")
        file.execute("pragma synchronous = full")
        file.executescript(TABLES)
    except sqlite3.DatabaseError as error:
        file.close()
        if isinstance(error, sqlite3.OperationalError):  # busy, or the disk is full
            raise
        damaged = f"{path} is no key store: put back the copy you kept"
        raise Unavailable("case-keys-damaged", damaged) from error
    return file
