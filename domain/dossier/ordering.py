"""Ordering payments: the decided account of the case against what was ordered before."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid5

from domain.case import case as cases
from domain.case.commands import RecalculateBenefit
from domain.case.events import CaseEvent, WeekTotal
from domain.case.file import CaseFile
from domain.case.kinds import RecalculationCause
from domain.case.refusals import blocks_all
from domain.case.states import Ended, Granted, granted
from domain.case.surroundings import Surroundings
from domain.dossier.state import Dossier, Fact
from domain.payment.commands import OrderPayment
from domain.payment.events import PaymentOrdered
from domain.payment.owed import Due, orders
from domain.shared.envelope import PaymentId
from domain.shared.errors import Impossible, PaymentBlocked
from domain.shared.period import Period

SIX_DAYS = timedelta(days=6)
CITIZEN = "citizen"


def order(command: OrderPayment, dossier: Dossier, around: Surroundings) -> tuple[Fact, ...]:
    """Order what is owed for whole weeks; first the account is brought up to date."""
    case = granted(dossier.case)
    if dossier.payment_blocked:
        raise PaymentBlocked("an open task blocks the payment")
    if command.until > around.today:
        raise Impossible("benefit is paid in arrears: the day has not come")
    renewed = renew(case, command.until, around)
    for event in renewed:
        case = granted(cases.evolve(case, event))
    owed = tuple(due(case))
    found = orders(owed, dossier.payments, case.file.first_day_of_absence, command)
    return (*(Fact(dossier.case_id, event) for event in renewed), *numbered(dossier, found))


def renew(case: Granted, until: date, around: Surroundings) -> tuple[CaseEvent, ...]:
    """Recalculate where facts waited, or where payment goes on past the account's last day."""
    runs_out = not isinstance(case, Ended) and case.totals.calculated_until < until
    if not (case.stale or runs_out) or any(blocks_all(case.file, around)):
        return ()
    known = RecalculationCause.FACTS_CHANGED
    cause = known if case.stale else RecalculationCause.TECHNICAL_EXTENSION
    return cases.decide(RecalculateBenefit(cause=cause), case, around)


def due(case: Granted) -> Iterator[Due]:
    first, last = case.granted_from, last_day(case)
    for week in case.totals.weeks:
        if week.payee == CITIZEN or refund_asked_for(case.file, week):
            sunday = week.monday + SIX_DAYS
            to_day = max(min(sunday, last), week.monday)
            period = Period(min(max(week.monday, first), to_day), to_day)
            yield Due(week.payee, week.monday, week.amount, period, week.hours)


def last_day(case: Granted) -> date:
    if isinstance(case, Ended):
        return case.last_day_with_right
    ends = (case.granted_to, case.file.last_day_of_absence)
    return min((end for end in ends if end), default=date.max)


def refund_asked_for(file: CaseFile, week: WeekTotal) -> bool:
    """Sygedagpengeloven § 59: an employer is paid for what he asked for, and for nothing else."""
    sunday = week.monday + SIX_DAYS
    return any(
        asked.cvr == week.payee
        and (asked.from_day is None or asked.from_day <= sunday)
        and (asked.to_day is None or asked.to_day >= week.monday)
        for asked in file.refund_requests
    )


def numbered(dossier: Dossier, found: Iterator[PaymentOrdered]) -> Iterator[Fact]:
    """Name each payment after its payee, its week and how many there were of that week."""
    for event in found:
        week = event.payee, event.monday
        before = [(one.order.payee, one.order.monday) for one in dossier.payments.values()]
        name = f"{event.payee}/{event.monday}/{before.count(week)}"
        yield Fact(PaymentId(uuid5(dossier.case_id, name)), event)
