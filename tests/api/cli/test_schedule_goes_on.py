"""A schedule that is kept goes on when the worker did not follow for a while, and says so once."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from api.cli import schedule
from api.cli.schedule import Kept, Moment, look_on
from application.runs.agenda import Agenda
from domain.shared.envelope import Municipality
from infrastructure.candidates import Behind
from infrastructure.postgres.server import Database
from tests.support.histories import READY
from tests.support.journals import desk_after
from tests.support.office import FoldedCandidates, MemoryOffice

WEDNESDAY_NIGHT = datetime(2020, 7, 1, 21, tzinfo=UTC)
WHY = "the read model case_overview does not follow the log"


@dataclass
class Following(FoldedCandidates):
    """Lists that do not follow the first times they are asked for; then somebody says stop."""

    stop: asyncio.Event = field(default_factory=asyncio.Event)
    late: int = 2

    async def municipalities(self) -> Sequence[Municipality]:
        self.late -= 1
        if self.late >= 0:
            raise Behind(WHY)
        self.stop.set()
        return await super().municipalities()


def test_it_tries_again_and_does_what_was_due(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(schedule, "PAUSE", 0)
    office = MemoryOffice(desk_after(*READY))
    office.desk.now = WEDNESDAY_NIGHT
    following = Following(office.desk)
    agenda = Agenda(replace(office.office, candidates=following))
    clock, database = cast("Moment", lambda: WEDNESDAY_NIGHT), cast("Database", None)
    kept = Kept(database, Path(), clock, timedelta(days=1))
    asyncio.run(look_on(kept, agenda, following.stop))
    first, done = capsys.readouterr().out.splitlines()
    assert first == f"the rest did not run; {WHY}"
    assert " done; " in done
