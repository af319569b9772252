"""Several processes give the orders of a run: each order once, whoever gives it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from application.ports.journal import Decided
from application.runs.office import AT_ONCE, Errand, Orders, Summary, give_each
from bench.dossiers import new_case as reported
from domain.case.commands import AddNote
from domain.shared.envelope import CaseId, Municipality
from infrastructure.hands import hands, parts
from infrastructure.log.journal import PostgresJournal
from infrastructure.office import open_office
from infrastructure.postgres.server import Database
from tests.infrastructure.log.orders import MORNING, Log, new_case, order

ERRAND = Errand("nightly", Municipality(101), date(2026, 1, 5))


def test_what_is_for_one_dossier_stays_together_and_in_order() -> None:
    cases = [new_case() for _ in range(20)]
    notes = [AddNote(text=f"Notat {n}") for n in range(3)]
    orders: Orders = [(case, note) for note in notes for case in cases]
    shared = parts(orders, 3)
    assert sorted(str(one) for part in shared for one in part) == sorted(map(str, orders))
    for case in cases:
        (holder,) = [part for part in shared if any(one[0] == case for one in part)]
        assert [one[1] for one in holder if one[0] == case] == notes


def test_two_processes_give_each_order_once(database: Database, tmp_path: Path) -> None:
    log = Log(database, tmp_path)
    cases = [new_case() for _ in range(AT_ONCE + 6)]
    unknown = CaseId(new_case())
    orders: Orders = [(case, AddNote(text="Notat")) for case in (*cases, unknown)]

    async def story(journal: PostgresJournal) -> tuple[Summary, Summary, int]:
        for case in cases:
            await journal.append(order(case), Decided(reported(case, ERRAND.day)[:1]), 0)
        with hands(database, tmp_path, 2) as helping:
            async with open_office(database, tmp_path, journal, lambda: MORNING) as opened:
                office = replace(opened, hands=helping)
                first = await give_each(office, ERRAND, orders)
                second = await give_each(office, ERRAND, orders)
        versions = [len(await journal.history(case)) for case in cases]
        return first, second, sum(versions)

    first, second, events = log.run(story)
    assert (first.done, dict(first.refused)) == (len(cases), {"not-found": 1})
    assert (second.done, events) == (0, 2 * len(cases))
