"""Keys of cases in memory: the real algorithms, nothing on disk."""

import hmac
import os
from collections.abc import Callable
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12  # bytes


class MemoryCiphers:
    def __init__(self, random: Callable[[int], bytes] = os.urandom) -> None:
        self._keys: dict[UUID, AESGCM] = {}
        self._random, self._blinding = random, random(32)

    def encrypt_value(self, case_id: UUID, column: str, text: str) -> bytes:
        nonce = self._random(NONCE)
        return nonce + self._key(case_id).encrypt(nonce, text.encode(), column.encode())

    def decrypt_value(self, case_id: UUID, column: str, data: bytes) -> str:
        return self._key(case_id).decrypt(data[:NONCE], data[NONCE:], column.encode()).decode()

    def blind(self, value: str) -> bytes:
        return hmac.digest(self._blinding, value.encode(), "sha256")[:16]

    def _key(self, case_id: UUID) -> AESGCM:
        if case_id not in self._keys:
            self._keys[case_id] = AESGCM(self._random(32))
        return self._keys[case_id]
