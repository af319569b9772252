"""Signs the roots of blocks with a key that lies outside the database."""

from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from infrastructure.log.master import say, secret_file
from infrastructure.postgres.unavailable import Unavailable

FILE = "sealing.key"


class Signer:
    """Ed25519; `needed` when blocks exist that only this key has signed."""

    def __init__(self, folder: Path, *, needed: bool = False) -> None:
        path = folder / FILE
        if needed and not path.exists():
            raise Unavailable("sealing-key-lost", f"{path} is gone: no block can be checked")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        text, made = secret_file(
            path, lambda: Ed25519PrivateKey.generate().private_bytes_raw().hex().encode()
        )
        if made:
            say("made the key that seals the log, %s: keep a copy", path)
        self._key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(text.decode()))
        self.public = self._key.public_key().public_bytes_raw()

    def sign(self, root: bytes) -> bytes:
        return self._key.sign(root)


def is_signed(public: bytes, root: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, root)
    except InvalidSignature:
        return False
    return True
