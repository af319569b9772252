"""Whoever changes the log is found out: the owner too, with the triggers off."""

from dataclasses import replace

import pytest

from infrastructure.log.exports import FileExport
from infrastructure.log.identity import identified
from infrastructure.log.sealer import Sealer
from infrastructure.log.signing import Signer
from infrastructure.log.verification import Mismatch
from tests.infrastructure.log.tampering import Tampering


def test_a_log_that_nobody_touched_fits(tampering: Tampering) -> None:
    verified = tampering.verified(*tampering.anchors)
    assert (verified.events, verified.blocks, verified.head) == (12, 3, 12)
    assert (verified.unsealed, verified.first_mismatch) == (0, None)
    assert verified.rate > 0


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'somebody else'",
        "recorded_at = recorded_at + interval '1 microsecond'",
        "received_at = received_at - interval '1 day'",
        "purpose = 'control'",
        "on_behalf_of = ''",
        "causation = 1",
        "type = 'CaseClosed'",
        "municipality = 751",
        "release = '0.0.9'",
        "stream_id = gen_random_uuid()",
        "key_id = gen_random_uuid()",
        "trace_parent = 'other'",
    ],
)
def test_an_altered_envelope_is_named(tampering: Tampering, change: str) -> None:
    tampering.do(f"update sdp_log.event set {change} where position = 6")  # noqa: S608
    assert tampering.found() == (6, "the event was altered")


def test_an_altered_payload_is_named(tampering: Tampering) -> None:
    tampering.do("update sdp_log.event set payload = 'other' where position = 7")
    assert tampering.found() == (7, "the payload was altered")


def test_an_altered_payload_after_the_last_block_is_named(tampering: Tampering) -> None:
    unseal = "delete from sdp_log.block where number = 3"
    tampering.do(unseal, "update sdp_log.event set payload = 'other' where position = 11")
    assert tampering.found() == (11, "the payload was altered")


def test_an_altered_payload_with_its_hash_is_named(tampering: Tampering) -> None:
    tampering.do(
        "update sdp_log.event set payload = 'x', payload_hash = sha256('x') where position = 7"
    )
    assert tampering.found() == (7, "the event was altered")


def test_an_erased_payload_leaves_the_evidence_whole(tampering: Tampering) -> None:
    tampering.do("update sdp_log.event set payload = null where position = 7")
    assert tampering.verified().first_mismatch is None


def test_two_swapped_events_are_named(tampering: Tampering) -> None:
    tampering.do(
        "update sdp_log.event set position = -position where position in (2, 3)",
        "update sdp_log.event set position = 5 + position where position in (-2, -3)",
    )
    assert tampering.found() == (2, "the event was altered")


@pytest.mark.parametrize("position", [1, 6, 12])
def test_a_deleted_event_is_named(tampering: Tampering, position: int) -> None:
    tampering.do(f"delete from sdp_log.event where position = {position}")  # noqa: S608
    assert tampering.found() == (position, "the event is missing")


def test_an_event_that_was_put_in_is_named(tampering: Tampering) -> None:
    tampering.do(
        "create temporary table copy as select * from sdp_log.event where position = 6",
        "update copy set position = -1, version = 99",
        "insert into sdp_log.event select * from copy",
    )
    assert tampering.found() == (-1, "the event was put in after the block was sealed")


def test_a_dossier_that_is_gone_is_named(tampering: Tampering) -> None:
    tampering.do("delete from sdp_log.event where position between 5 and 8")
    position, what = tampering.found()
    assert position == 5
    assert "all of dossier" in what


def test_a_tail_that_was_cut_with_its_block_shows_against_an_anchor(tampering: Tampering) -> None:
    anchors = tampering.anchors
    tampering.do(
        "delete from sdp_log.event where position > 10",
        "delete from sdp_log.block where number = 3",
        "update sdp_log.dossier set version = 2, last_position = 10 where version = 4"
        " and last_position = 12",
    )
    assert tampering.verified().first_mismatch is None  # the database alone cannot know
    assert tampering.found(*anchors) == (11, "block 3 was cut away")


def test_a_tail_that_was_sealed_anew_shows_against_an_anchor(tampering: Tampering) -> None:
    anchors = tampering.anchors
    tampering.do(
        "delete from sdp_log.event where position > 10",
        "delete from sdp_log.block where number = 3",
        "delete from sdp_log.dossier where last_position = 12",
    )
    forger = Sealer(
        Signer(tampering.log.data_dir / "keys"),  # he has even the key
        FileExport(tampering.log.data_dir / "forged.jsonl"),
        pause=0,
    )
    assert forger.step(tampering.connection) == 2
    assert tampering.verified().first_mismatch is None
    assert tampering.found(*anchors) == (11, "block 3 is another than was exported")


def test_a_cut_tail_that_was_not_sealed_shows_in_its_dossier(tampering: Tampering) -> None:
    tampering.do(
        "delete from sdp_log.event where position > 10",
        "delete from sdp_log.block where number = 3",
    )
    position, what = tampering.found()
    assert position == 12
    assert what.endswith("had 4 events, 2 are left")


def test_verification_goes_on_counting_after_the_first_mismatch(tampering: Tampering) -> None:
    tampering.do("update sdp_log.event set actor = '' where position in (2, 6)")
    verified = tampering.verified()
    assert (verified.events, verified.blocks) == (12, 3)
    assert verified.first_mismatch == Mismatch(2, "the event was altered")


def test_an_anchor_is_of_one_log(tampering: Tampering) -> None:
    anchors = tampering.anchors
    assert {anchor.log_id for anchor in anchors} == {str(identified(tampering.log.database).log_id)}
    assert {anchor.time for anchor in anchors} == {"simulated"}
    other = replace(anchors[0], root="00")
    assert tampering.found(other) == (1, "block 1 is another than was exported")
