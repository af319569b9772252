"""Until when a payment is held: as long as what stands in its way, else so many days."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.case.kinds import HearingAbout
from domain.case.states import OpenCase
from domain.dossier.state import Dossier
from domain.payment.commands import HoldPayment
from domain.payment.states import KnownPayment, Stage
from domain.shared.blocks import HOLD_BACK_PAYMENT
from domain.shared.dated import beside
from domain.shared.errors import Impossible

DAYS = beside(__file__, "payment_hold_days", int)


def dated(command: HoldPayment, dossier: Dossier, today: date) -> HoldPayment:
    """Say until when, where who holds it did not; what is held already stays until its day."""
    found = dossier.payments.get(command.payment_id)
    if found is None or command.until == found.held_until is not None:
        return command
    if command.until is not None:
        return to_come(command, today)
    until = found.held_until
    if found.stage is not Stage.HELD:
        days = (day for day in in_the_way(found, dossier) if day > today)
        until = max(days, default=today + timedelta(days=DAYS.on(today).value))
    return command.model_copy(update={"until": until})


def to_come(command: HoldPayment, today: date) -> HoldPayment:
    if command.until is not None and command.until <= today:
        raise Impossible("a payment is held until a day to come")
    return command


def in_the_way(payment: KnownPayment, dossier: Dossier) -> Iterator[date]:
    """Name the days by which it is due: an answer about the claim; blocking tasks, any answer."""
    case = dossier.case
    for about, hearing in case.file.hearings.items() if isinstance(case, OpenCase) else ():
        concerns = about is HearingAbout.REPAYMENT if payment.is_claim else True
        if hearing.unanswered and concerns:
            yield hearing.deadline
    if not payment.is_claim:
        blocking = (one for one in dossier.open_tasks.values() if one.blocks in HOLD_BACK_PAYMENT)
        yield from (one.due_on for one in blocking)
