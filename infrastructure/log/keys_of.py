"""The keys of a log: where it has events they are there already, and are not made anew."""

from pathlib import Path

from infrastructure.log.keys import CACHED, CASES, KeyStore
from infrastructure.postgres.server import Database
from infrastructure.postgres.stoppable import Stoppable
from infrastructure.postgres.unavailable import Unavailable


def keys_of(database: Database, folder: Path, cached: int = CACHED) -> KeyStore:
    """Open the key store of the log, or make that of an empty one.

    Raises Unavailable where there are events and no keys: what is written under new ones would be
    lost when the old ones are put back.
    """
    if not (folder / CASES).exists() and has_events(database):
        raise Unavailable(
            "case-keys-lost",
            f"{folder} holds no keys, and the log has events: put back the copy you kept",
        )
    return KeyStore(folder, cached)


def has_events(database: Database) -> bool:
    with Stoppable.connect(database.url("sdp_projector"), autocommit=True) as connection:
        asked = connection.execute("SELECT EXISTS (SELECT 1 FROM sdp_log.event)")
        return asked.fetchone() == (True,)
