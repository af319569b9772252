"""`sdp verify` answers as contracted, and decides nothing about a log that nobody opened."""

from pathlib import Path

import psycopg
import pytest

from api.cli.output import Failure
from api.cli.verify import anchors_in, checked, document, print_lines
from infrastructure.log.exports import EXPORTED
from infrastructure.log.journal import PostgresJournal
from infrastructure.log.sealer import open_sealer
from infrastructure.postgres.server import Database
from infrastructure.postgres.unavailable import Unavailable
from tests.infrastructure.log.orders import Log, decided, new_case, order


@pytest.fixture
def sealed(database: Database, tmp_path: Path) -> Log:
    """Three events, sealed and exported."""
    log = Log(database, tmp_path)

    async def story(journal: PostgresJournal) -> None:
        for _ in range(3):
            case_id = new_case()
            await journal.append(order(case_id), decided(case_id), 0)

    log.run(story)
    with psycopg.connect(database.url("sdp_projector"), autocommit=True) as connection:
        assert open_sealer(database, tmp_path).step(connection) == 3
    return log


def test_a_whole_log_is_said_to_be_whole(sealed: Log, capsys: pytest.CaptureFixture[str]) -> None:
    anchors = anchors_in(sealed.data_dir / "exports" / EXPORTED)
    identity, verified = checked(sealed.database, sealed.data_dir, anchors)
    assert identity is not None
    said = document(verified, identity)
    assert said.pop("rate") == round(verified.rate)
    assert said == {
        "events": 3,
        "blocks": 1,
        "head": 3,
        "ok": True,
        "first_mismatch": None,
        "unsealed": 0,
        "log": {"id": str(identity.log_id), "time": "simulated"},
    }
    print_lines(verified, identity)
    assert capsys.readouterr().out.endswith("every event fits\n")


def test_the_first_event_that_does_not_fit_is_named(
    sealed: Log, capsys: pytest.CaptureFixture[str]
) -> None:
    with psycopg.connect(sealed.database.url("owner")) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("update sdp_log.event set actor = 'somebody else' where position > 1")
    identity, verified = checked(sealed.database, sealed.data_dir, [])
    said = document(verified, identity)
    assert said["ok"] is False
    assert said["first_mismatch"] == {"position": 2, "what": "the event was altered"}
    print_lines(verified, identity)
    assert "at position 2: the event was altered" in capsys.readouterr().out


def test_a_log_that_nobody_opened_is_empty_and_stays_undecided(
    database: Database, tmp_path: Path
) -> None:
    for _ in range(2):
        identity, verified = checked(database, tmp_path, [])
        assert identity is None
        assert document(verified, identity) == {
            "events": 0,
            "blocks": 0,
            "head": 0,
            "rate": 0,
            "ok": True,
            "first_mismatch": None,
            "unsealed": 0,
            "log": None,
        }
    assert list(tmp_path.iterdir()) == []  # and no key was made


def test_an_anchor_of_another_log_is_wrong_input(sealed: Log, tmp_path: Path) -> None:
    (anchor,) = anchors_in(sealed.data_dir / "exports" / EXPORTED)
    text = (sealed.data_dir / "exports" / EXPORTED).read_text()
    other = tmp_path / "other.jsonl"
    other.write_text(text.replace(anchor.log_id, "00000000-0000-0000-0000-000000000000"))
    with pytest.raises(Failure) as refused:
        checked(sealed.database, sealed.data_dir, anchors_in(other))
    assert (refused.value.code, refused.value.exit_code) == ("anchor-of-another-log", 2)


@pytest.mark.parametrize("content", [None, "no json", "{}", '{"log_id": 1, "positions": [1]}'])
def test_a_file_that_is_no_anchor_is_wrong_input(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "anchor"
    if content is not None:
        path.write_text(content)
    with pytest.raises(Failure) as refused:
        anchors_in(path)
    assert (refused.value.code, refused.value.exit_code) == ("bad-anchor", 2)


def test_a_lost_sealing_key_is_said_and_none_is_made(sealed: Log) -> None:
    key = sealed.data_dir / "keys" / "sealing.key"
    key.unlink()
    with pytest.raises(Unavailable, match="is gone"):
        checked(sealed.database, sealed.data_dir, [])
    assert not key.exists()
