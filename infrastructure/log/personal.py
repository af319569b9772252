"""Personal columns of read models: ciphertext under the case key, the same again in a rebuild."""

from collections.abc import Iterable
from uuid import UUID

from infrastructure.log.keys import NONCE, KeyDestroyed, KeyStore


class PersonalColumns:
    """Encrypts what a read model shows of a person; erasing the case makes it unreadable."""

    def __init__(self, keys: KeyStore) -> None:
        self._keys = keys

    def have_at_hand(self, cases: Iterable[UUID]) -> None:
        """Get the keys of many cases with one question to the key store."""
        self._keys.ciphers(cases)

    def encrypt_value(self, case_id: UUID, column: str, text: str) -> bytes:
        """Give the same bytes for the same text, so that a rebuilt table equals the live one."""
        name, value = column.encode(), text.encode()
        nonce = self._keys.mark(case_id.bytes, name, value)
        return nonce + self._keys.cipher(case_id).encrypt(nonce, value, case_id.bytes + name)

    def decrypt_value(self, case_id: UUID, column: str, data: bytes) -> str:
        """Give the text; nothing when the case was erased; raises InvalidTag when altered."""
        try:
            cipher = self._keys.cipher(case_id)
        except KeyDestroyed:
            return ""
        return cipher.decrypt(data[:NONCE], data[NONCE:], case_id.bytes + column.encode()).decode()

    def blind(self, value: str) -> bytes:
        return self._keys.blind(value)
