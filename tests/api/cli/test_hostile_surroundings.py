"""Days at the end of time, an output that nobody reads, a full disk: one line, the right code."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import psycopg
import pytest
from psycopg.errors import AdminShutdown, DiskFull, UniqueViolation

from api.cli.faults import fault
from api.cli.main import command_line
from api.cli.output import Failure
from infrastructure.postgres.unavailable import NO_SPACE
from tests.support.served import PATIENCE, SDP

NOW = ("schedule", "--once", "--now")
POPULATION = ("simulate", "--cases", "1", "--seed", "1")
PARAMETERS = ("law", "parameters")
RATES = ("law", "rates", "--on", "2020-04-27")  # little, as most are
UNREAD = "error output-closed: nobody reads the output any more\n"
FULL = f"error no-space: {NO_SPACE}\n"


@pytest.mark.parametrize(
    "words",
    [
        ("run", "nightly", "--date", "0001-01-01"),
        ("run", "payments-prepare", "--date", "1989-12-31"),
        ("rerate", "--on", "9999-12-31"),
        ("rerate", "--on", "0001-01-01", "--dry-run"),
        (*NOW, "0001-01-01T00:00:00Z"),
        (*NOW, "9999-12-31T23:59:59Z"),
        (*POPULATION, "--from", "0001-01-01", "--to", "0001-02-01"),
        (*POPULATION, "--from", "2199-12-01", "--to", "2200-01-01"),
    ],
)
def test_a_day_with_which_nothing_can_be_computed_is_refused_and_nothing_is_made(
    words: Sequence[str], tmp_path: Path
) -> None:
    place = tmp_path / "data"
    said = [*words, "--data-dir", str(place)]
    with pytest.raises(Failure) as refused:
        command_line(said)(said, prog_name="sdp", standalone_mode=False)
    assert (refused.value.code, refused.value.exit_code) == ("day-out-of-range", 2)
    assert not place.exists()


BUFFERED = pytest.mark.parametrize("unbuffered", ["", "1"])
WORDS = pytest.mark.parametrize("words", [PARAMETERS, (*PARAMETERS, "--json"), RATES])


def written_to(output: int, words: Sequence[str], unbuffered: str) -> tuple[int, str]:
    ended = subprocess.run(
        [SDP, *words],
        check=False,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        timeout=PATIENCE,
    )
    return ended.returncode, ended.stderr


@BUFFERED
@WORDS
def test_an_output_that_nobody_reads_is_no_wrong_result(
    words: Sequence[str], unbuffered: str
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        assert written_to(writing, words, unbuffered) == (3, UNREAD)
    finally:
        os.close(writing)


@BUFFERED
@WORDS
def test_an_output_that_cannot_be_written_says_why(words: Sequence[str], unbuffered: str) -> None:
    with Path("/dev/full").open("w") as full:
        assert written_to(full.fileno(), words, unbuffered) == (3, FULL)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (psycopg.OperationalError("the connection is closed"), "database-lost"),
        (psycopg.InterfaceError("the connection is closed"), "database-lost"),
        (AdminShutdown("terminating connection"), "database-lost"),
        (DiskFull("could not extend file"), "no-space"),
        (UniqueViolation("duplicate key"), "unexpected"),
        (PermissionError(13, "Permission denied"), "system"),
        (ValueError("1505731234"), "unexpected"),
    ],
)
def test_a_lost_database_is_told_from_a_fault_of_ours(error: Exception, code: str) -> None:
    found = fault(error)
    assert (found.code, found.exit_code) == (code, 3)
    assert str(error) not in found.text
