"""Makes the keys of new cases, all that wait at the same moment in one durable write."""

import asyncio
from uuid import UUID

from infrastructure.log.keys import KeyStore


class KeyMaker:
    def __init__(self, keys: KeyStore) -> None:
        self._keys, self._lock = keys, asyncio.Lock()
        self._wanted: set[UUID] = set()

    async def make(self, key_id: UUID) -> None:
        """Return when the key is on disk, and before anything is encrypted with it."""
        self._wanted.add(key_id)
        async with self._lock:
            if key_id not in self._keys:
                wanted, self._wanted = self._wanted | {key_id}, set[UUID]()
                await asyncio.to_thread(self._keys.create, wanted)
