"""A database that does not answer is told of while it lasts, once, and so is that it is back."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from api.cli import silence

SAID, OVER = silence.SAID, silence.OVER


class Database:
    """Answers its questions in turn: at once, when told to, or with a lost connection."""

    def __init__(self, *answers: Callable[[], Awaitable[object]]) -> None:
        self.answers = list(answers)

    async def __call__(self) -> None:
        await (self.answers.pop(0) if self.answers else lost)()


async def at_once() -> None:
    pass


async def lost() -> None:
    raise ConnectionError


def heard(monkeypatch: pytest.MonkeyPatch, *answers: Callable[[], Awaitable[object]]) -> list[str]:
    """Listen until the connection is lost."""
    told: list[str] = []
    monkeypatch.setattr(silence.typer, "echo", told.append)
    monkeypatch.setattr(silence, "PAUSE", 0)
    asyncio.run(silence.tell_of_silence(Database(*answers)))
    return told


def test_what_answers_and_what_is_lost_is_not_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    assert heard(monkeypatch, at_once, at_once) == []


def test_silence_is_told_of_while_it_lasts_and_when_it_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It answers only after it was told of, so a test that is not told never ends."""
    told: list[str] = []
    monkeypatch.setattr(silence, "SILENT", 0.01)
    monkeypatch.setattr(silence, "PAUSE", 0)

    async def listen() -> None:
        stopped = asyncio.Event()

        def echo(line: str) -> None:
            told.append(line)
            stopped.set()

        async def when_told_of() -> None:
            await stopped.wait()

        monkeypatch.setattr(silence.typer, "echo", echo)
        await asyncio.wait_for(silence.tell_of_silence(Database(when_told_of)), 300)

    asyncio.run(listen())
    assert told[:2] == [SAID, OVER]


def test_who_stops_listening_leaves_no_question_behind() -> None:
    async def listen() -> set[asyncio.Task[object]]:
        never = asyncio.Event()

        async def unanswered() -> None:
            await never.wait()

        listening = asyncio.create_task(silence.tell_of_silence(Database(unanswered)))
        await asyncio.sleep(0)
        listening.cancel()
        await asyncio.wait((listening,))
        await asyncio.sleep(0)
        return asyncio.all_tasks() - {asyncio.current_task()}  # pyright: ignore[reportReturnType]

    assert asyncio.run(listen()) == set()
