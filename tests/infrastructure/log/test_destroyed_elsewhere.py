"""A key that another process destroyed serves nobody any more, also where it is at hand."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from domain.dossier.erased import Erased
from infrastructure.log.journal import PostgresJournal
from infrastructure.log.keys import FRESH, KeyDestroyed, KeyStore
from tests.infrastructure.log.orders import Log, decided, new_case, order

CASE, OTHER = UUID(int=11), UUID(int=12)
DESTROY = """
import sys
from pathlib import Path
from uuid import UUID
from infrastructure.log.keys import KeyStore
with KeyStore(Path(sys.argv[1])) as keys:
    keys.create([UUID(sys.argv[3])])
    if sys.argv[2] != "nothing":
        keys.destroy(UUID(sys.argv[2]))
"""


def elsewhere(folder: Path, destroyed: UUID | str) -> None:
    """Make a key, and destroy one, in a process of its own; wait as long as others may not know."""
    words = [sys.executable, "-c", DESTROY, str(folder), str(destroyed), str(uuid4())]
    subprocess.run(words, check=True, timeout=300)
    time.sleep(1.5 * FRESH)


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[KeyStore]:
    with KeyStore(tmp_path / "keys") as keys:
        keys.create([CASE, OTHER])
        yield keys


def test_a_key_at_hand_is_forgotten(tmp_path: Path, keys: KeyStore) -> None:
    assert set(keys.ciphers([CASE, OTHER])) == {CASE, OTHER}
    elsewhere(tmp_path / "keys", CASE)
    assert set(keys.ciphers([CASE, OTHER])) == {OTHER}
    with pytest.raises(KeyDestroyed):
        keys.cipher(CASE)


def test_a_second_one_as_well_and_asked_for_alone(tmp_path: Path, keys: KeyStore) -> None:
    elsewhere(tmp_path / "keys", CASE)
    assert keys.cipher(OTHER)
    elsewhere(tmp_path / "keys", OTHER)
    with pytest.raises(KeyDestroyed):
        keys.cipher(OTHER)


def test_keys_made_elsewhere_cost_nothing_that_is_at_hand(tmp_path: Path, keys: KeyStore) -> None:
    held = keys.cipher(CASE)
    elsewhere(tmp_path / "keys", "nothing")
    assert keys.cipher(CASE) is held


def test_a_case_that_was_read_before_reads_as_erased(log: Log) -> None:
    case_id = new_case()

    async def story(journal: PostgresJournal) -> None:
        await journal.append(order(case_id), decided(case_id), 0)
        (before,) = await journal.history(case_id)
        assert not isinstance(before.event, Erased)
        elsewhere(log.data_dir / "keys", case_id)
        (after,) = await journal.history(case_id)
        assert isinstance(after.event, Erased)

    log.run(story)
