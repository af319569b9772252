"""Keys lie outside the database, survive nothing they should not, and are never lost silently."""

import logging
import sqlite3
import stat
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography.exceptions import InvalidTag

from infrastructure.log.keys import CACHED, INDEX_KEY, KeyDestroyed, KeyStore
from infrastructure.log.personal import PersonalColumns
from infrastructure.postgres.unavailable import Unavailable

CASE, OTHER, NONCE = UUID(int=11), UUID(int=12), bytes(12)
NAME = "Anne Ærø Planteskole"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with KeyStore(tmp_path / "keys") as keys:
        keys.create([CASE, OTHER])
    return tmp_path / "keys"


def test_keys_are_the_same_after_a_restart(folder: Path) -> None:
    with KeyStore(folder) as keys:
        sealed, token = keys.cipher(CASE).encrypt(NONCE, b"text", None), keys.blind(NAME)
    with KeyStore(folder) as keys:
        assert keys.cipher(CASE).decrypt(NONCE, sealed, None) == b"text"
        assert keys.blind(NAME) == token
        with pytest.raises(InvalidTag):
            keys.cipher(OTHER).decrypt(NONCE, sealed, None)


def test_only_the_owner_of_the_folder_may_read_it(folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {"master.key", "cases.sqlite"} <= {path.name for path in folder.iterdir()}


@pytest.mark.parametrize(("mode", "told"), [(0o600, False), (0o400, False), (0o640, True)])
def test_a_master_key_that_others_may_read_is_told(
    folder: Path, caplog: pytest.LogCaptureFixture, mode: int, *, told: bool
) -> None:
    (folder / "master.key").chmod(mode)
    with caplog.at_level(logging.WARNING, "sdp.keys"):
        KeyStore(folder).close()
    assert [("chmod 600" in message) for message in caplog.messages] == [True] * told


def test_making_a_key_again_changes_nothing(folder: Path) -> None:
    with KeyStore(folder) as keys:
        sealed = keys.cipher(CASE).encrypt(NONCE, b"text", None)
        keys.create([CASE, uuid4()])
        assert keys.cipher(CASE).decrypt(NONCE, sealed, None) == b"text"


def test_making_the_master_key_is_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "sdp.keys"):
        KeyStore(tmp_path).close()
        KeyStore(tmp_path).close()
    (said,) = caplog.messages
    assert "a lost master key means unreadable cases" in said


def test_a_lost_master_key_is_a_clear_error_and_makes_no_new_one(folder: Path) -> None:
    (folder / "master.key").unlink()
    with pytest.raises(Unavailable) as refused:
        KeyStore(folder)
    assert refused.value.code == "master-key-lost"
    assert not (folder / "master.key").exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("00" * 32, "master-key-wrong"),
        ("00" * 31, "master-key-damaged"),
        ("?", "master-key-damaged"),
    ],
)
def test_another_master_key_is_refused(folder: Path, content: str, code: str) -> None:
    (folder / "master.key").write_text(content)
    with pytest.raises(Unavailable) as refused:
        KeyStore(folder)
    assert refused.value.code == code


def test_a_key_that_another_process_destroyed_is_not_used_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infrastructure.log.keys.FRESH", -1.0)  # every use looks
    with KeyStore(folder) as here, KeyStore(folder) as there:
        assert here.cipher(CASE)
        assert here.cipher(OTHER)
        there.destroy(CASE)
        with pytest.raises(KeyDestroyed):
            here.cipher(CASE)
        assert here.cipher(OTHER)


def test_a_destroyed_key_is_gone_from_the_file_and_never_made_again(folder: Path) -> None:
    with KeyStore(folder) as keys:
        wrapped = stored_key(folder, CASE)
        assert wrapped in (folder / "cases.sqlite").read_bytes()
        keys.destroy(CASE)
        keys.create([CASE])
        with pytest.raises(KeyDestroyed):
            keys.cipher(CASE)
        assert keys.cipher(OTHER)
    for path in folder.iterdir():
        assert wrapped not in path.read_bytes()


def stored_key(folder: Path, key_id: UUID) -> bytes:
    file = sqlite3.connect(folder / "cases.sqlite")
    (wrapped,) = file.execute(
        "select key from wrapped where key_id = ?", (key_id.bytes,)
    ).fetchone()
    file.close()
    return wrapped


def test_a_wrapped_key_serves_its_own_case_only(folder: Path) -> None:
    file = sqlite3.connect(folder / "cases.sqlite")
    file.execute(
        "update wrapped set key = ? where key_id = ?", (stored_key(folder, CASE), OTHER.bytes)
    )
    file.commit()
    file.close()
    with KeyStore(folder) as keys, pytest.raises(InvalidTag):
        keys.cipher(OTHER)


def test_many_keys_are_asked_for_at_once(folder: Path) -> None:
    many = [uuid4() for _ in range(1_200)]
    with KeyStore(folder) as keys:
        keys.create(many)
    with KeyStore(folder) as keys:
        assert set(keys.ciphers([*many, uuid4()])) == set(many)
        assert len(many) < CACHED


def test_no_more_keys_are_at_hand_than_may_be(folder: Path) -> None:
    with KeyStore(folder, cached=1) as keys:
        assert keys.ciphers([CASE, OTHER]).keys() == {CASE, OTHER}
        assert sum(each in keys for each in (CASE, OTHER)) == 1
        assert keys.cipher(OTHER)
        assert keys.cipher(CASE)


def test_a_blind_index_finds_what_is_written_otherwise_and_tells_nothing(folder: Path) -> None:
    with KeyStore(folder) as keys:
        assert keys.blind("ANNE ÆRØ ") == keys.blind("anne ærø")
        assert keys.blind("A\u030ase") == keys.blind("Åse")
        assert keys.blind("anne") != keys.blind("annette")
        assert len(keys.blind("anne")) == 16
    with KeyStore(folder.parent / "other keys") as others:
        assert others.blind("anne") != keys.blind("anne")
        assert INDEX_KEY in others


def test_a_personal_column_is_the_same_again_and_bound_to_case_and_column(folder: Path) -> None:
    with KeyStore(folder) as keys:
        personal = PersonalColumns(keys)
        stored = personal.encrypt_value(CASE, "name", NAME)
        assert stored == personal.encrypt_value(CASE, "name", NAME)
        assert NAME.encode() not in stored
        assert personal.decrypt_value(CASE, "name", stored) == NAME
        different = {
            personal.encrypt_value(CASE, "name", NAME + "!"),
            personal.encrypt_value(CASE, "address", NAME),
            personal.encrypt_value(OTHER, "name", NAME),
        }
        assert stored[:12] not in {each[:12] for each in different}  # no nonce twice
        for case_id, column in ((OTHER, "name"), (CASE, "address")):
            with pytest.raises(InvalidTag):
                personal.decrypt_value(case_id, column, stored)


def test_a_personal_column_of_an_erased_case_shows_nothing(folder: Path) -> None:
    with KeyStore(folder) as keys:
        personal = PersonalColumns(keys)
        stored = personal.encrypt_value(CASE, "name", NAME)
        keys.destroy(CASE)
        assert personal.decrypt_value(CASE, "name", stored) == ""
        with pytest.raises(KeyDestroyed):
            personal.encrypt_value(CASE, "name", NAME)


def test_the_keys_of_many_cases_are_had_at_once(folder: Path) -> None:
    with KeyStore(folder) as keys:
        keys.create((CASE, OTHER))
    with KeyStore(folder) as keys:
        assert CASE not in keys
        PersonalColumns(keys).have_at_hand((CASE, OTHER, CASE))
        assert CASE in keys
        assert OTHER in keys
