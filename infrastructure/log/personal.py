"""Personal columns of read models: ciphertext under the case key, the same again in a rebuild."""

from uuid import UUID

from infrastructure.log.keys import NONCE, KeyDestroyed, KeyStore


class PersonalColumns:
    """Encrypts what a read model shows of a person; erasing the case makes it unreadable."""

    def __init__(self, keys: KeyStore) -> None:
        self._keys = keys

    def encrypt_value(self, case_id: UUID, column: str, text: str) -> bytes:
        """Give the same bytes for the same text, so that a rebuilt table equals the live one."""
        name, value = column.encode(), text.encode()
        nonce = self._keys.mark(case_id.bytes, name, value)
        return nonce + self._keys.cipher(case_id).encrypt(nonce, value, case_id.bytes + name)

    def decrypt_value(self, case_id: UUID, column: str, stored: bytes) -> str | None:
        """Give the text; none when the case was erased; raises InvalidTag when it was altered."""
        try:
            cipher = self._keys.cipher(case_id)
        except KeyDestroyed:
            return None
        name = column.encode()
        return cipher.decrypt(stored[:NONCE], stored[NONCE:], case_id.bytes + name).decode()

    def blind(self, value: str) -> bytes:
        return self._keys.blind(value)
