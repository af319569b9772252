"""Benchmarks as a program that is told to end."""

import os
import signal
import subprocess
from pathlib import Path

import orjson

from tests.infrastructure.postgres.programs import eventually
from tests.support.served import PATIENCE, SDP


def test_a_benchmark_told_to_end_says_so_in_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    pipe = subprocess.PIPE
    signal.signal(signal.SIGINT, signal.default_int_handler)
    words = [SDP, "bench", "simulate", "--noisy", "--json"]
    with subprocess.Popen(words, env=environment, stdout=pipe, stderr=pipe, text=True) as process:
        eventually(lambda: any(tmp_path.glob("*/postgres/data/postmaster.pid")), "no server")
        process.send_signal(signal.SIGINT)
        said, errors = process.communicate(timeout=PATIENCE)
    lines = [line for line in errors.splitlines() if not line.startswith("made the ")]
    assert (process.returncode, lines) == (3, ["error interrupted: stopped before it was done"])
    assert orjson.loads(said)["error"]["code"] == "interrupted"
    eventually(lambda: not any(tmp_path.iterdir()), "something is left")
