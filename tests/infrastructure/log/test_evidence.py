"""Whoever changes the log is found out: the owner too, with the triggers off."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import psycopg
import pytest

from infrastructure.log.exports import EXPORTED, ExportedRoot, FileExport, read
from infrastructure.log.identity import identified
from infrastructure.log.journal import PostgresJournal
from infrastructure.log.sealer import Sealer
from infrastructure.log.signing import Signer
from infrastructure.log.verification import Mismatch, Verified, verify
from infrastructure.postgres.server import Database
from tests.infrastructure.log.orders import Log, decided, new_case, note, order
from tests.support.database import cloned

EVENTS, CASES = 4, 3  # a case is a block


@dataclass
class Tampering:
    """Twelve events of three cases in three blocks, and a hand that may change everything."""

    log: Log
    connection: psycopg.Connection[Any]

    def do(self, *statements: str) -> None:
        for statement in statements:
            self.connection.execute(statement.encode())

    def verified(self, *anchors: ExportedRoot) -> Verified:
        keys = self.log.data_dir / "keys"
        log_id = identified(self.log.database).log_id
        return verify(self.connection, log_id, Signer(keys).public, anchors)

    def found(self, *anchors: ExportedRoot) -> tuple[int, str]:
        found = self.verified(*anchors).first_mismatch
        return (found.position, found.what) if found else (0, "every event fits")

    @property
    def anchors(self) -> list[ExportedRoot]:
        return read(self.log.data_dir / "exports" / EXPORTED)


@pytest.fixture(scope="module")
def sealed(database_template: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    with cloned(database_template) as database:
        log = Log(database, tmp_path_factory.mktemp("data"))
        log.run(lambda journal: seal_each_case(log, journal))
        yield log


async def seal_each_case(log: Log, journal: PostgresJournal) -> None:
    export = FileExport(log.data_dir / "exports" / EXPORTED)
    sealer = Sealer(Signer(log.data_dir / "keys"), export, pause=0)
    with psycopg.connect(log.database.url("sdp_projector"), autocommit=True) as connection:
        for _ in range(CASES):
            case_id = new_case()
            await journal.append(order(case_id), decided(case_id, *[note()] * EVENTS), 0)
            assert sealer.step(connection) == EVENTS
            assert sealer.step(connection) == 0


@pytest.fixture
def tampering(sealed: Log) -> Iterator[Tampering]:
    """Everything that a test changes is rolled back after it."""
    with psycopg.connect(sealed.database.url("owner")) as connection:
        connection.execute("set session_replication_role = replica")
        yield Tampering(sealed, connection)
        connection.rollback()


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
