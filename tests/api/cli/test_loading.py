"""Told to end before it has loaded, the installed program says so in one line."""

import os
import signal
import subprocess
from pathlib import Path

import orjson
import pytest

from tests.infrastructure.postgres.programs import eventually
from tests.support.served import PATIENCE, SDP

SLOW = """
import time
from pathlib import Path
Path(__file__).with_name("loading").touch()
time.sleep(600)
"""


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A folder with a library that takes its time, in place of one that `sdp` is made of."""
    (tmp_path / "typer.py").write_text(SLOW)
    return tmp_path


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("words", [("verify",), ("verify", "--json"), ()])
def test_a_signal_while_modules_load_is_one_line(
    slow: Path, number: signal.Signals, words: tuple[str, ...]
) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what is ignored, children ignore too
    pipe, environment = subprocess.PIPE, {**os.environ, "PYTHONPATH": str(slow)}
    with subprocess.Popen([SDP, *words], env=environment, stdout=pipe, stderr=pipe) as process:
        eventually((slow / "loading").exists, "it does not load")
        process.send_signal(number)
        said, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 3
    assert errors == b"error interrupted: stopped before it was done\n"
    told = orjson.loads(said)["error"]["code"] if "--json" in words else said
    assert told == ("interrupted" if "--json" in words else b"")
