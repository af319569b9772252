"""Trying a command: decided with all that follows from it, and nothing of it recorded."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from application.handle import check_sight, decision
from application.ports.journal import Citizens, Journal, Order
from domain.case.forecasting import Forecast, forecast
from domain.dossier import dossier as dossiers
from domain.dossier.dossier import Circumstances, Dossier, DossierEvent, Fact


@dataclass(frozen=True, slots=True)
class Trial:
    """What would be recorded, and what it would move; `version` is the dossier it was tried on."""

    version: int
    events: tuple[DossierEvent, ...]
    forecast: Forecast


async def try_out(order: Order, journal: Journal, citizens: Citizens) -> Trial:
    """Raise what the command would be refused with, as if it had been given."""
    loaded = await journal.load(order)
    check_sight(order, loaded)
    dossier = dossiers.fold(order.case_id, loaded.recorded)
    decided, around = await decision(order, dossier, journal, citizens)
    return await asyncio.to_thread(tried, order, dossier, decided.facts, around, loaded.version)


def tried(
    order: Order,
    before: Dossier,
    facts: Sequence[Fact],
    circumstances: Circumstances,
    version: int,
) -> Trial:
    after = before
    for fact in facts:
        after = dossiers.evolve(after, fact, order.actor.id)
    around = dossiers.surroundings(before, circumstances)
    name = type(order.command).__name__
    moved = forecast(before.case, after.case, around, name)
    return Trial(version, tuple(fact.event for fact in facts), moved)
