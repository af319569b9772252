"""The one place where a command meets its dossier."""

import asyncio
from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from uuid import uuid4

from application.access import PEOPLE, as_asked, require_sight_of, require_sight_through
from application.claims import claims_of, new_citizen, only_case_of
from application.errors import WEEKLY_CAP, Conflict, Taken, VersionMismatch
from application.other_cases import COMPUTES, earlier_benefit, goes_on, is_open, weeks_elsewhere
from application.policies.when import MAY_WAIT, follow_ups
from application.ports.clock import danish_day
from application.ports.journal import Citizens, Decided, Journal, Loaded, Order, Receipt
from domain.case.commands import RecalculateBenefit, ReportAbsence
from domain.case.states import NoCase
from domain.dossier import dossier as dossiers
from domain.dossier.dossier import Circumstances, Dossier, DossierCommand, Fact
from domain.municipality.states import Arrangements, municipality_id
from domain.payment.commands import ApprovePayment, OrderPayment, SendPayment
from domain.run.commands import CloseRun, PrepareRun, SendRun
from domain.run.states import KnownRun
from domain.shared.envelope import ActorId, CaseId, CitizenId, Municipality
from domain.shared.errors import NotAllowedNow
from domain.task.commands import OpenTask

ATTEMPTS = 3
ARRANGED = (PrepareRun, CloseRun, SendRun, ApprovePayment)  # by what the municipality has set


async def handle(
    order: Order, journal: Journal, citizens: Citizens, *, alone: bool = False
) -> Receipt:
    """Carry out the order once; a machine's order that came too late is decided again.

    So is anybody's when another case of the citizen was decided meanwhile: who asked has seen
    this case as it still is.

    `alone`: nobody else is answered by this event loop, so that it may decide itself.
    """
    for _ in range(ATTEMPTS):
        try:
            return await attempt(order, journal, citizens, alone=alone)
        except VersionMismatch:
            if order.expected_version is not None:
                raise
        except Taken as taken:
            if taken.kind != WEEKLY_CAP:
                raise
    raise Conflict("the case kept changing; nothing was recorded")


async def attempt(
    order: Order, journal: Journal, citizens: Citizens, *, alone: bool = False
) -> Receipt:
    loaded = await journal.load(order)
    if loaded.receipt:
        return loaded.receipt
    check_sight(order, loaded)
    dossier = loaded.kept or dossiers.fold(order.case_id, loaded.recorded)
    decided, _ = await decision(order, dossier, journal, citizens, alone=alone)
    receipt = await journal.append(order, decided, loaded.version)
    return receipt if decided.facts else replace(receipt, nothing_new=True)


async def decision(
    order: Order, dossier: Dossier, journal: Journal, citizens: Citizens, *, alone: bool = False
) -> tuple[Decided, Circumstances]:
    """Decide, and decide again among the citizen's other cases where benefit followed after all.

    Any command may be the last that a recalculation waited for: a form that takes a task away.
    """
    around = await circumstances_of(order, dossier, journal, citizens)
    decided = await decided_beside(order, dossier, around, alone=alone)
    if decided.only_case_of is None or type(order.command) in COMPUTES:
        return decided, around
    citizen = decided.only_case_of
    around = among(around, await other_cases(order, citizen, journal, citizens))
    if around.accounts_elsewhere is None:
        return decided, around
    return await decided_beside(order, dossier, around, alone=alone), around


async def decided_beside(
    order: Order, dossier: Dossier, circumstances: Circumstances, *, alone: bool = False
) -> Decided:
    """Decide; what computes benefit does so in a thread, so that others are answered meanwhile."""
    if not alone and type(order.command) in COMPUTES:
        return await asyncio.to_thread(decided_on, order, dossier, circumstances)
    return decided_on(order, dossier, circumstances)


def check_sight(order: Order, loaded: Loaded) -> None:
    """Refuse who may not see the case, and who saw an older version of it.

    What is another municipality's is not loaded at all.
    """
    if order.actor.role in PEOPLE:
        if loaded.kept and not isinstance(loaded.kept.case, NoCase):
            require_sight_through(order.actor, loaded.kept.case.file.marks)
        require_sight_of(order.actor, loaded.recorded)
    if order.expected_version not in {None, loaded.version}:
        raise VersionMismatch(loaded.version)


def decide_order(order: Order, loaded: Loaded, circumstances: Circumstances) -> Decided:
    """Decide an order on what was loaded: pure, the same each time."""
    check_sight(order, loaded)
    return decided_on(order, dossiers.fold(order.case_id, loaded.recorded), circumstances)


def decided_on(order: Order, dossier: Dossier, circumstances: Circumstances) -> Decided:
    command = as_asked(order.command, order.actor)
    facts, after = carried_out(command, dossier, circumstances)
    elsewhere = circumstances.accounts_elsewhere
    return Decided(
        facts,
        claims_of(facts, dossier, elsewhere),
        new_citizen(facts),
        only_case_of(facts, dossier) if elsewhere is None else None,
        after,
    )


def decide(
    command: DossierCommand, dossier: Dossier, circumstances: Circumstances
) -> tuple[Fact, ...]:
    """Decide the command and all that follows from it: all of it is recorded, or nothing."""
    facts, _ = carried_out(command, dossier, circumstances)
    return facts


def carried_out(
    command: DossierCommand, dossier: Dossier, circumstances: Circumstances
) -> tuple[tuple[Fact, ...], Dossier]:
    """Give the facts that are decided, and the dossier as it stands after them."""
    decided: list[Fact] = []
    asked: deque[tuple[DossierCommand, int | None]] = deque([(command, None)])
    while asked:
        command, follows = asked.popleft()
        for fact in found(command, follows, dossier, circumstances):
            dossier = dossiers.evolve(dossier, fact, circumstances.actor.id)
            then = follow_ups(fact, dossier, circumstances)
            asked.extend((each, len(decided)) for each in then if not waits(each, asked))
            decided.append(Fact(fact.stream_id, fact.event, follows))
    return tuple(decided), dossier


def waits(command: DossierCommand, asked: Iterable[tuple[DossierCommand, int | None]]) -> bool:
    """Tell whether that is to be done already: a task for one reason, an account of all facts."""
    if isinstance(command, RecalculateBenefit):
        return any(isinstance(one, RecalculateBenefit) for one, _ in asked)
    return isinstance(command, OpenTask) and any(one == command for one, _ in asked)


def found(
    command: DossierCommand, follows: int | None, dossier: Dossier, circumstances: Circumstances
) -> tuple[Fact, ...]:
    """Let the dossier decide; a decision that follows, and is not allowed yet, waits for a run."""
    try:
        return dossiers.decide(command, dossier, circumstances)
    except NotAllowedNow:
        if follows is None or not isinstance(command, MAY_WAIT):
            raise
        return ()


async def circumstances_of(
    order: Order, dossier: Dossier, journal: Journal, citizens: Citizens
) -> Circumstances:
    """Gather what is not in the dossier: the day, the citizen and other cases, what is set."""
    around = await arranged(order, dossier, journal)
    command = order.command
    if isinstance(command, ReportAbsence):
        known = await citizens.identify(command.cpr)
        others = await other_cases(order, known, journal, citizens) if known else ()
        return replace(
            around,
            citizen_id=known or CitizenId(uuid4()),
            other_open_cases=sum(map(is_open, others)),
        )
    if isinstance(dossier.case, NoCase) or type(command) not in COMPUTES:
        return around
    citizen = dossier.case.file.citizen_id
    return among(around, await other_cases(order, citizen, journal, citizens))


def among(around: Circumstances, others: tuple[Dossier, ...]) -> Circumstances:
    """Add what the citizen's other cases have decided; nothing where there are none."""
    if not others:
        return around
    return replace(
        around,
        earlier_benefit=earlier_benefit(others),
        weeks_elsewhere=weeks_elsewhere(others),
        accounts_elsewhere=sum(other.accounts for other in others),
        absences_elsewhere=sum(map(goes_on, others)),
    )


async def arranged(order: Order, dossier: Dossier, journal: Journal) -> Circumstances:
    """Begin with the day and who asks, and what the municipality has set where it matters."""
    run_id = order.command.run_id if isinstance(order.command, OrderPayment) else None
    around = Circumstances(
        danish_day(order.received_at), order.received_at, order.actor, run_id=run_id
    )
    matters = any(one.is_claim or one.approved_by for one in dossier.payments.values())
    if not matters and not isinstance(order.command, ARRANGED):
        return around
    if isinstance(order.command, SendPayment):
        around = replace(around, run_approved_by=await second_persons(order.command, journal))
    own = await arrangements_of(order.actor.municipality, journal)
    four_eyes = own.four_eyes_for(order.actor.id)
    return replace(
        around,
        four_eyes=four_eyes,
        four_eyes_lifted_by=own.four_eyes_lifted_by,
        offset_percent=own.offset_percent,
    )


async def second_persons(command: SendPayment, journal: Journal) -> tuple[ActorId, ...]:
    """Fold who approved the run that it is sent with, where two persons are wanted."""
    run = (await journal.folded(CaseId(command.run_id))).run
    return run.second_persons if isinstance(run, KnownRun) else ()


async def arrangements_of(municipality: Municipality, journal: Journal) -> Arrangements:
    """Fold what a municipality has set for itself."""
    return (await journal.folded(municipality_id(municipality))).arrangements


async def other_cases(
    order: Order, citizen: CitizenId, journal: Journal, citizens: Citizens
) -> tuple[Dossier, ...]:
    """Fold the citizen's other dossiers, wherever they are."""
    cases = await citizens.cases_of(citizen)
    others = [case_id for case_id in cases if case_id != order.case_id]
    return tuple([await journal.folded(each) for each in others])
