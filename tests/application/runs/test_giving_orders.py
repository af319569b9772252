"""A run gives many orders at the same moment; those for one dossier never overtake each other."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from typing import Any, cast

from application.ports.candidates import Candidates
from application.ports.payment_file import PaymentFiles
from application.runs.office import Errand, Office, give_each
from application.runs.rehearsal import NoLocks
from domain.case.commands import AddNote
from domain.case.events import NoteAdded
from domain.shared.envelope import Municipality
from tests.support.examples import CASE, NOON, report_absence
from tests.support.journals import Desk, Interrupted, desk_after


def office(desk: Desk) -> Office:
    """An office whose journal lets others go ahead between a load and its append."""

    def a_moment() -> Awaitable[object]:
        return asyncio.sleep(0)

    journal = Interrupted(desk.journal, a_moment)
    nobody = cast("Any", None)
    return Office(
        journal,
        desk.journal,
        cast("Candidates", nobody),
        cast("PaymentFiles", nobody),
        lambda: NOON,
        NoLocks(),
    )


def test_ten_orders_for_one_dossier_are_all_carried_out() -> None:
    desk = desk_after(report_absence())
    notes = [AddNote(text=f"Notat {n}") for n in range(10)]
    errand = Errand("nightly", Municipality(101), NOON.date())
    done = asyncio.run(give_each(office(desk), errand, [(CASE, note) for note in notes]))
    written = [one.event.text for one in desk.log() if isinstance(one.event, NoteAdded)]
    assert (done.done, dict(done.refused)) == (10, {})
    assert written == [note.text for note in notes]


def test_progress_counts_every_order() -> None:
    desk, seen = desk_after(report_absence()), list[tuple[int, int]]()

    def progress(_: Errand, given: int, of: int) -> None:
        seen.append((given, of))

    told = replace(office(desk), progress=progress)
    orders = [(CASE, AddNote(text=f"Notat {n}")) for n in range(3)]
    asyncio.run(give_each(told, Errand("nightly", Municipality(101), NOON.date()), orders))
    assert seen == [(1, 3), (2, 3), (3, 3)]
