"""What a run works with, and how it gives an order: as a machine, under a key of its own."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import TypeVar
from uuid import NAMESPACE_OID, UUID, uuid5

from application.handle import handle
from application.ports.candidates import Candidates
from application.ports.clock import Clock
from application.ports.journal import Citizens, Journal, Order
from application.ports.months import Advisories, EveryReportQualifies, Months, NoMonths
from application.ports.payment_file import PaymentFiles
from application.ports.run_locks import RunLocks
from application.runs.refusals import Refusals, Unknown
from domain.case.commands import GrantBenefit, RecordRefusals
from domain.dossier.dossier import DossierCommand
from domain.shared.envelope import Actor, ActorId, CaseId, Municipality, Purpose, Role
from domain.shared.errors import Rejected

T = TypeVar("T")
Progress = Callable[["Errand", int, int], None]  # a run, orders given of it, and of how many
# What a dossier is asked that refuses an order of a run, and does not say so already.
ONCE_REFUSED: Mapping[type[DossierCommand], DossierCommand] = {GrantBenefit: RecordRefusals()}
DONE = "done"  # beside the codes of what is refused
AT_ONCE = 64  # orders on their way at the same moment: they share appends


# How many orders of a run the log has since a day began, and after a position.
CountRecorded = Callable[["Errand", date, int], Awaitable[int]]


def silent(_: "Errand", __: int, ___: int) -> None:
    """Tell nobody how far a run has come."""


@dataclass(frozen=True)
class Office:
    """The ports a run needs; `alone` when nobody else is answered by the program meanwhile.

    `recorded` tells what a run that was cut off had done, where one can be. `hands` are other
    programs that give the orders of a run, where it has many. `at_once` orders are on their way at
    the same moment; with one, each is given when the one before is answered.
    """

    journal: Journal
    citizens: Citizens
    candidates: Candidates
    files: PaymentFiles
    clock: Clock
    locks: RunLocks
    progress: Progress = silent
    recorded: "CountRecorded | None" = None
    months: Months = field(default_factory=NoMonths)
    advisories: Advisories = field(default_factory=EveryReportQualifies)
    alone: bool = False
    hands: "Hands | None" = None
    refusals: Refusals = field(default_factory=Unknown)
    at_once: int = AT_ONCE


@dataclass(frozen=True, slots=True)
class Errand:
    """One run of one municipality for one day; doing it again has no second effect."""

    name: str
    municipality: Municipality
    day: date


def same(errand: Errand) -> Errand:
    return errand


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: how many orders changed something, and how many were refused, by code.

    `waits_for` is why it could not go through yet; it is done again then. `listed` are cases that
    a run only finds.
    """

    errand: Errand
    done: int = 0
    refused: Mapping[str, int] = field(default_factory=dict[str, int])
    waits_for: str | None = None
    listed: tuple[CaseId, ...] = ()


Orders = Sequence[tuple[CaseId, DossierCommand]]
# A run's orders and the instant of all of them; each of several programs says what it did.
Hands = Callable[[Errand, datetime, Orders], Awaitable[list[Summary]]]


async def give(office: Office, errand: Errand, case_id: CaseId, command: DossierCommand) -> bool:
    """Give one order; tells whether anything was recorded that was not there."""
    asked = order(office, errand, case_id, command)
    receipt = await handle(asked, office.journal, office.citizens, alone=office.alone)
    return not (receipt.replayed or receipt.nothing_new)


def order(office: Office, errand: Errand, case_id: CaseId, command: DossierCommand) -> Order:
    """Make an order of the errand; at another time it is another one, and decided anew."""
    now = office.clock()
    what = f"{now.isoformat()}/{type(command).__name__}/{command.model_dump_json()}"
    key = f"{errand.name}/{errand.day}/{case_id}/{sha256(what.encode()).hexdigest()[:16]}"
    return Order(
        case_id=case_id,
        command=command,
        actor=Actor(ActorId(f"run/{errand.name}"), Role.MACHINE, errand.municipality),
        received_at=now,
        key=key,
        fingerprint=sha256(key.encode()).hexdigest(),
        command_id=uuid5(NAMESPACE_OID, key),
        correlation=correlation(errand),
        purpose=Purpose.RUN,
    )


def correlation(errand: Errand) -> UUID:
    return uuid5(NAMESPACE_OID, f"{errand.name}/{errand.municipality}/{errand.day}")


async def give_each(
    office: Office,
    errand: Errand,
    orders: Iterable[tuple[CaseId, DossierCommand]],
) -> Summary:
    """Give many orders, some at the same time; what a dossier refuses is counted, not raised."""
    wanted, given = list(orders), 0
    if office.hands is not None and len(wanted) > AT_ONCE:
        return together(errand, *await office.hands(errand, office.clock(), wanted))

    async def told(case_id: CaseId, commands: Iterable[DossierCommand]) -> list[str | None]:
        nonlocal given
        codes = list[str | None]()
        for command in commands:
            codes.append(await outcome(office, errand, case_id, command))
            office.progress(errand, given := given + 1, len(wanted))
        return codes

    orders_of = by_case(wanted).items()
    told_each = await at_once((lambda pair=pair: told(*pair) for pair in orders_of), office.at_once)
    codes = [code for told_codes in told_each for code in told_codes]
    counted = Counter(code for code in codes if code is not None)
    return Summary(errand, counted.pop(DONE, 0), dict(counted))


async def outcome(
    office: Office, errand: Errand, case_id: CaseId, command: DossierCommand
) -> str | None:
    """Give one order; says that it was done, or the code of what refused it (none: was so)."""
    if (code := office.refusals.standing(case_id, command)) is not None:
        return code
    try:
        return DONE if await give(office, errand, case_id, command) else None
    except Rejected as refused:
        office.refusals.refused(case_id, command, refused)
        instead = ONCE_REFUSED.get(type(command))
        if instead and not refused.recorded:
            with suppress(Rejected):
                await give(office, errand, case_id, instead)
        return refused.code


def by_case(
    orders: Iterable[tuple[CaseId, DossierCommand]],
) -> Mapping[CaseId, list[DossierCommand]]:
    """Gather what is for one dossier: given in turn, one order does not overtake another."""
    found: defaultdict[CaseId, list[DossierCommand]] = defaultdict(list)
    for case_id, command in orders:
        found[case_id].append(command)
    return found


async def at_once(work: Iterable[Callable[[], Awaitable[T]]], number: int = AT_ONCE) -> list[T]:
    """Do all of it, a bounded number at the same moment; results in order."""
    if number == 1:
        done = [await one() for one in work]
        await asyncio.sleep(0)  # let go on who records behind
        return done
    gate = asyncio.Semaphore(number)

    async def guarded(one: Callable[[], Awaitable[T]]) -> T:
        async with gate:
            return await one()

    return list(await asyncio.gather(*(guarded(one) for one in work)))


def together(errand: Errand, *summaries: Summary) -> Summary:
    refused: Counter[str] = Counter()
    for summary in summaries:
        refused.update(summary.refused)
    waits = next((each.waits_for for each in summaries if each.waits_for), None)
    return Summary(errand, sum(each.done for each in summaries), dict(refused), waits)
