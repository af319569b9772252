"""Whoever alone writes a log need not read it, and so never waits for it."""

import asyncio
from datetime import UTC, date, datetime

from application.ports.journal import Loaded, Order
from application.simulation.player import player
from application.simulation.time import SimulatedTime
from application.simulation.traits import A_DAY, Plan
from domain.dossier.dossier import Dossier
from domain.shared.envelope import CaseId
from infrastructure.memory import MemoryJournal
from tests.support.office import RememberedFiles
from tests.support.passing_on import PassingOn

PLAN = Plan(12, 4, date(2026, 1, 5), date(2026, 2, 8), 2)


class Unread(PassingOn):
    """A journal that is written, and that nobody may read."""

    async def load(self, order: Order) -> Loaded:
        raise AssertionError(order)

    async def folded(self, case_id: CaseId) -> Dossier:
        raise AssertionError(case_id)

    async def history(self, case_id: CaseId, **asked: object) -> tuple[()]:
        raise AssertionError(case_id, asked)


def test_a_population_is_played_without_a_look_at_its_log() -> None:
    async def play() -> int:
        time = SimulatedTime(datetime(2026, 1, 1, tzinfo=UTC))
        one = player(PLAN, Unread(MemoryJournal(time)), RememberedFiles(), time, lambda _: True)
        for n in range((PLAN.last_day - PLAN.first_day).days + 1):
            await one.play(PLAN.first_day + n * A_DAY)
        return one.events

    assert asyncio.run(play()) > 12 * 3
