"""The load: citizens told of and worked on by several clients, time that passes, kills between."""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from domain.shared.envelope import Role
from tests.proof.citizens import told, worked_on
from tests.proof.installation import LONG, Installation
from tests.proof.sending import PAUSE, Record, Sender

REPORTED = "2020-06-05T08:00:00Z"  # a Friday; the employer periods ended on 26 May
A_TICK = 0.01  # seconds between two looks at the load
STEPS_OF_A_PART = 4  # commands for a citizen, at least, in each half of the load


@dataclass(frozen=True)
class Size:
    """`kills`: in this order; half of them fall while time passes up to `until`, a Tuesday."""

    citizens: int
    clients: int
    kills: tuple[str, ...]
    until: tuple[str, ...]
    seed: int = 20200427


@dataclass
class Load:
    installation: Installation
    size: Size
    record: Record = field(default_factory=Record)
    cases: list[str] = field(default_factory=list[str])

    def play(self) -> None:
        """Tell of every citizen, then work on every case while payments are sent."""
        rng = Random(self.size.seed)  # noqa: S311  (a seed, so that it can be played again)
        half = len(self.size.kills) // 2
        self.move_clock([REPORTED])
        numbers = range(self.size.citizens)
        self.cases = self.among_kills(told, numbers, self.size.kills[:half], rng)
        self.among_kills(worked_on, self.cases, self.size.kills[half:], rng, passing=True)
        left, self.record.left = self.record.left, []
        with Sender(self.installation, self.record) as again:
            for command in left:
                again.do(command)

    def among_kills(
        self,
        errand: Callable[[Sender, Any], Any],
        parts: Iterable[object],
        kills: Sequence[str],
        rng: Random,
        *,
        passing: bool = False,
    ) -> list[str]:
        """Share the parts among clients; each kill comes after a drawn number of them."""
        waiting = list(parts)
        moments = sorted(rng.sample(range(1, len(waiting)), len(kills)))
        with ThreadPoolExecutor(self.size.clients + 1) as pool:
            clock = [pool.submit(self.move_clock, self.size.until)] if passing else []
            shares = [waiting[n :: self.size.clients] for n in range(self.size.clients)]
            running = [pool.submit(self.each_of, errand, share) for share in shares]
            self.kill_at(moments, kills, running, rng)
            for moved in clock:
                moved.result()
            return [one for each in running for one in each.result()]

    def each_of(self, errand: Callable[[Sender, Any], Any], share: Sequence[object]) -> list[Any]:
        with Sender(self.installation, self.record) as sender:
            return [errand(sender, part) for part in share]

    def kill_at(
        self,
        moments: Sequence[int],
        kills: Sequence[str],
        running: Sequence[Future[list[Any]]],
        rng: Random,
    ) -> None:
        """Kill when so many parts are through, and a drawn moment later."""
        before = len(self.record.acknowledged)
        for moment, kind in zip(moments, kills, strict=True):
            while len(self.record.acknowledged) - before < moment * STEPS_OF_A_PART:
                if all(each.done() for each in running):
                    break
                time.sleep(A_TICK)
            time.sleep(rng.random() / 2)
            self.installation.kill(kind)

    def move_clock(self, instants: Sequence[str]) -> None:
        """Let time pass; an answer that never came is asked for again."""
        with Sender(self.installation, self.record) as sender:
            for instant in instants:
                until = time.monotonic() + LONG
                while not self.moved(sender, instant):
                    assert time.monotonic() < until, instant
                    time.sleep(PAUSE)

    def moved(self, sender: Sender, instant: str) -> bool:
        answer = sender.tried("POST", "/clock", sender.signed(Role.MACHINE), {"now": instant})
        if answer is None:
            return False
        assert answer.is_success, answer.text
        return datetime.fromisoformat(answer.json()["now"]) == datetime.fromisoformat(instant)
