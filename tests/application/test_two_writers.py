"""A blocking task opened and benefit granted, or money sent, at one moment: never both."""

import asyncio

import pytest

from application.errors import VersionMismatch
from application.handle import handle
from application.ports.journal import Order
from domain.case.events import BenefitGranted
from domain.dossier.dossier import DossierCommand, DossierEvent
from domain.payment.events import PaymentSent
from domain.task.events import TaskOpened
from tests.support.errands import open_task, send_payment
from tests.support.examples import BERIT, MACHINE, grant
from tests.support.histories import INCLUDED, READY
from tests.support.journals import Desk, Interrupted, desk_after, order, seen

RACES = [(READY, grant(), BenefitGranted), (INCLUDED, send_payment(), PaymentSent)]


async def both_at_once(desk: Desk, orders: list[Order]) -> list[bool]:
    """Both have read before either writes."""
    read = asyncio.Barrier(len(orders))
    journal = Interrupted(desk.journal, read.wait)

    async def carried_out(one: Order) -> bool:
        try:
            await handle(one, journal, desk.journal)
        except VersionMismatch:
            return False
        return True

    return list(await asyncio.gather(*map(carried_out, orders)))


@pytest.mark.parametrize(("history", "command", "becomes"), RACES, ids=["decision", "payment"])
def test_of_two_who_read_the_same_version_one_is_refused(
    history: tuple[DossierCommand, ...], command: DossierCommand, becomes: type[DossierEvent]
) -> None:
    desk = desk_after(*history)
    version = len(desk.log())
    orders = [
        seen(order(open_task(), BERIT), version),
        seen(order(command, MACHINE), version),
    ]
    assert sorted(asyncio.run(both_at_once(desk, orders))) == [False, True]
    added = desk.events(version)
    assert (TaskOpened in added) is not (becomes in added)
