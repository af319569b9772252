"""The worker beside a server: another one each time it is gone, soon, unless it fails at once."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from api.cli import beside

ENDS = [sys.executable, "-c", ""]
STAYS = [sys.executable, "-c", "import time; time.sleep(60)"]


class Paced(threading.Event):
    """Is set after so many waits, and remembers how long each would have been."""

    def __init__(self, waits: int) -> None:
        super().__init__()
        self.left, self.asked = waits, list[float]()

    def wait(self, timeout: float | None = None) -> bool:
        self.asked.append(timeout or 0)
        self.left -= 1
        return self.left < 0


def kept(
    monkeypatch: pytest.MonkeyPatch, waits: int, lived: float, words: list[str]
) -> tuple[list[float], int]:
    """Keep workers that end each after so many seconds; the waits, and how many were started."""
    started, clock = list["subprocess.Popen[bytes]"](), [0.0]

    def start(_: Path) -> "subprocess.Popen[bytes]":
        child = subprocess.Popen(words)
        if words is ENDS:
            child.wait()
        started.append(child)
        return child

    def monotonic() -> float:
        clock[0] += lived
        return clock[0]

    monkeypatch.setattr(beside, "start", start)
    monkeypatch.setattr(beside.time, "monotonic", monotonic)
    paced = Paced(waits)
    beside.keep(Path(), paced, 5)
    assert all(child.poll() is not None for child in started)
    return paced.asked, len(started)


def test_one_that_fails_at_once_is_started_more_and_more_rarely(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits, started = kept(monkeypatch, 40, 0, ENDS)
    pauses = waits[1::2]
    assert pauses[:4] == [0.5, 1, 2, 4]
    assert max(pauses) == beside.LONGEST_PAUSE
    assert started == 21


def test_one_that_worked_long_is_started_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    waits, _ = kept(monkeypatch, 40, beside.LONGEST_PAUSE + 1, ENDS)
    assert set(waits) == {beside.PAUSE}


def test_one_that_works_is_left_alone_and_ended_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits, started = kept(monkeypatch, 5, 0, STAYS)
    assert (set(waits), started) == ({beside.PAUSE}, 1)


def test_the_guard_ends_when_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "PROGRAM", "import time; time.sleep(60)")
    with beside.worker(Path("/nowhere"), wanted=True, patience=5):
        assert [each.name for each in threading.enumerate()].count("worker-guard") == 1
    assert "worker-guard" not in [each.name for each in threading.enumerate()]
