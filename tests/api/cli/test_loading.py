"""Told to end before it has loaded, the installed program says so in one line."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from tests.infrastructure.postgres.programs import eventually
from tests.support.served import PATIENCE, SDP

IN_THE_MOMENT = """
import signal, sys
from api.cli import entry

def interrupt(frame, event, _):
    code = frame.f_code
    if event == "call" and code.co_name == "run" and code.co_filename.endswith("cli/main.py"):
        sys.settrace(None)
        signal.raise_signal(signal.SIGINT)

sys.settrace(interrupt)
entry.run()
"""  # Ctrl-C as the command line begins, before it listens itself
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


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_ctrl_c_in_the_moment_before_the_command_listens_is_one_line(
    words: tuple[str, ...],
) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    program = [sys.executable, "-c", IN_THE_MOMENT, "verify", *words]
    ended = subprocess.run(program, capture_output=True, check=False, timeout=PATIENCE)
    assert ended.returncode == 3
    assert ended.stderr == b"error interrupted: stopped before it was done\n"
    assert b"interrupted" in ended.stdout or not words
