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
from domain.case.sharing import freed
from domain.case.states import Ended, Granted, granted
from domain.case.surroundings import Surroundings
from domain.dossier.state import Dossier, Fact
from domain.payment import payment
from domain.payment.claims import unfounded
from domain.payment.commands import CancelPayment, OrderPayment
from domain.payment.events import PaymentCancelled, PaymentOrdered
from domain.payment.owed import Due, orders
from domain.payment.states import UNSENT
from domain.shared.envelope import PaymentId
from domain.shared.errors import Impossible, PaymentBlocked
from domain.shared.period import Period

SIX_DAYS = timedelta(days=6)
CITIZEN = "citizen"
ACCOUNT_CHANGED = "kontoen er beregnet igen"


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
    old = outdated(dossier, case) if renewed else ()
    gone = tuple(dict.fromkeys((*old, *unfounded(dossier.payments))))
    left = {each: one for each, one in dossier.payments.items() if each not in gone}
    asked = command.model_copy(update={"until": accounted_until(case, command.until, around)})
    found = orders(tuple(due(case, asked.until)), left, case.file.first_day_of_absence, asked)
    return (
        *(Fact(dossier.case_id, event) for event in renewed),
        *(fact for each in gone for fact in withdrawn(dossier, each)),
        *numbered(dossier, found),
    )


def accounted_until(case: Granted, until: date, around: Surroundings) -> date:
    """Keep back what is past an end while the account cannot be renewed: it may be nothing."""
    unknown = case.stale and any(blocks_all(case.file, around))
    return min(until, last_day(case)) if unknown else until


def outdated(dossier: Dossier, case: Granted | None) -> Iterator[PaymentId]:
    """Name what is not sent and says another total of its week than the account does now."""
    weeks = case.totals.weeks if case else ()
    now = {(week.payee, week.monday): week.amount.oere for week in weeks}
    for payment_id, known in dossier.payments.items():
        one = known.order
        said = now.get((one.payee, one.monday), 0)
        if known.stage in UNSENT and not known.stands and said != one.account_total.oere:
            yield payment_id


def withdrawn(dossier: Dossier, payment_id: PaymentId) -> Iterator[Fact]:
    """Take back what was ordered; a claim also where it stands, which a person would waive."""
    known = dossier.payments[payment_id]
    if known.is_claim:
        yield Fact(payment_id, PaymentCancelled(reason=ACCOUNT_CHANGED))
        return
    cancel = CancelPayment(payment_id=payment_id, reason=ACCOUNT_CHANGED)
    for event in payment.decide(cancel, known, blocked=False):
        yield Fact(payment_id, event)


def renew(case: Granted, until: date, around: Surroundings) -> tuple[CaseEvent, ...]:
    """Recalculate what facts, the account's last day or the citizen's other cases call for."""
    cause = called_for(case, until, around)
    if cause is None or any(blocks_all(case.file, around)):
        return ()
    return cases.decide(RecalculateBenefit(cause=cause), case, around)


def called_for(case: Granted, until: date, around: Surroundings) -> RecalculationCause | None:
    """Tell whether facts waited, payment goes on past the last day, or more of the cap is left."""
    if case.stale:
        return RecalculationCause.FACTS_CHANGED
    if not isinstance(case, Ended) and case.totals.calculated_until < until:
        return RecalculationCause.TECHNICAL_EXTENSION
    return RecalculationCause.OTHER_CASES if freed(case, around) else None


def due(case: Granted, until: date = date.max) -> Iterator[Due]:
    """Give what the account owes for each week that has ended by a day."""
    first, last = case.granted_from, last_day(case)
    active = active_from(case.file)
    for week in case.totals.weeks:
        monday, payee = week.monday, week.payee
        sunday = monday + SIX_DAYS
        if sunday <= until and (payee == CITIZEN or refund_asked_for(case.file, week)):
            to_day = max(min(sunday, last), monday)
            period = Period(min(max(monday, first), to_day), to_day)
            yield Due(payee, monday, week.amount, period, week.hours, active <= sunday)


def active_from(file: CaseFile) -> date:
    """Say when a gradual return to work or an active offer began first (§ 62 until 2015)."""
    offer = file.background.active_offer_from
    begun = (*(one.from_day for one in file.resumptions), *((offer,) if offer else ()))
    return min(begun, default=date.max)


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
    before = [(one.order.payee, one.order.monday) for one in dossier.payments.values()]
    for event in found:
        week = event.payee, event.monday
        name = f"{event.payee}/{event.monday}/{before.count(week)}"
        yield Fact(PaymentId(uuid5(dossier.case_id, name)), event)
