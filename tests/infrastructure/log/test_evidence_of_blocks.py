"""Blocks stand in a chain that only our key can make: none is altered, taken out or put in."""

import pytest

from infrastructure.log.exports import FileExport
from infrastructure.log.sealer import Sealer
from infrastructure.log.signing import Signer
from tests.infrastructure.log.orders import Log
from tests.infrastructure.log.tampering import EVENTS, Tampering


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("leaves = overlay(leaves placing '\\x00' from 1)", "not what was sealed"),
        ("positions = array[5, 6, 7]", "not what was sealed"),
        ("positions = '{}'", "not what was sealed"),
        ("root = sha256('other')", "not what was sealed"),
        ("signature = signature || '\\x00'", "not signed by our key"),
        ("number = 9", "block 2 is missing"),
    ],
)
def test_a_block_that_was_altered_is_named(tampering: Tampering, change: str, what: str) -> None:
    tampering.do(f"update sdp_log.block set {change} where number = 2")  # noqa: S608
    position, found = tampering.found()
    assert position == 5
    assert what in found


def test_a_block_sealed_anew_with_our_key_does_not_fit_the_next(tampering: Tampering) -> None:
    later = "delete from sdp_log.block where number = 3"
    tampering.do(
        "create temporary table kept as select * from sdp_log.block where number = 3",
        "create temporary table events as select * from sdp_log.event where position > 8",
        later,
        "delete from sdp_log.block where number = 2",
        "delete from sdp_log.event where position > 8",
        "update sdp_log.event set actor = 'somebody else' where position = 6",
    )
    keys = Signer(tampering.log.data_dir / "keys")
    assert Sealer(keys, FileExport(tampering.log.data_dir / "again.jsonl"), pause=0).step(
        tampering.connection
    )
    tampering.do(
        "insert into sdp_log.event select * from events",
        "insert into sdp_log.block select * from kept",
    )
    assert tampering.found() == (9, "block 3 does not follow the one before it")


def test_of_several_blocks_that_were_cut_away_the_first_is_named(tampering: Tampering) -> None:
    anchors = tampering.anchors
    tampering.do(
        "delete from sdp_log.event where position > 4",
        "delete from sdp_log.block where number > 1",
        "delete from sdp_log.dossier where last_position > 4",
    )
    assert tampering.found(*reversed(anchors)) == (5, "block 2 was cut away")


def test_a_block_that_is_gone_is_named(tampering: Tampering) -> None:
    tampering.do("delete from sdp_log.block where number = 2")
    assert tampering.found() == (5, "block 2 is missing")


def test_events_and_blocks_that_fit_each_other_need_the_key(
    tampering: Tampering, sealed: Log
) -> None:
    """The owner of the database alters an event and computes everything again, without the key."""
    tampering.do(
        "update sdp_log.event set actor = 'somebody else' where position = 12",
        "delete from sdp_log.block where number = 3",
    )
    forger = Sealer(
        Signer(sealed.data_dir / "forged"),
        FileExport(sealed.data_dir / "forged.jsonl"),
        pause=0,
    )
    assert forger.step(tampering.connection) == EVENTS
    assert tampering.found() == (9, "block 3 is not signed by our key")
