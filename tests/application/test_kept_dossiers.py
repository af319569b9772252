"""A journal that keeps dossiers folded: it answers and guards as one that reads them."""

import asyncio

import pytest

from application.errors import Conflict, VersionMismatch
from application.handle import handle
from application.ports.journal import Decided, Order
from application.simulation.kept import KeptDossiers
from domain.case.commands import AddNote, GrantBenefit, MarkCase, RecordRefusals
from domain.case.kinds import Mark
from domain.dossier.dossier import Dossier
from domain.shared.errors import FormOutstanding, NotAuthorised
from tests.support.examples import BERIT, CASE, report_absence
from tests.support.journals import Desk, order, seen

NOTE, GRANT = AddNote(text="Notat"), GrantBenefit(by_rule=True)


def keeping(desk: Desk) -> KeptDossiers:
    def nobody(_: Order, __: Decided, ___: Dossier) -> None:
        pass

    return KeptDossiers(desk.journal, nobody)


def give(one: Order, kept: KeptDossiers, desk: Desk) -> int:
    return asyncio.run(handle(one, kept, desk.journal, alone=True)).version


def test_what_is_kept_is_what_would_be_read() -> None:
    desk = Desk()
    kept = keeping(desk)
    versions = [give(order(each), kept, desk) for each in (report_absence(), NOTE, NOTE)]
    assert versions == [1, 2, 3]
    assert asyncio.run(kept.folded(CASE)) == desk.dossier()


def test_a_second_writer_is_noticed() -> None:
    desk = Desk()
    kept = keeping(desk)
    give(order(report_absence()), kept, desk)
    desk.ask(NOTE)
    with pytest.raises(Conflict):
        give(order(NOTE), kept, desk)


def test_a_person_who_saw_an_older_version_is_refused() -> None:
    desk = Desk()
    kept = keeping(desk)
    give(order(report_absence()), kept, desk)
    with pytest.raises(VersionMismatch):
        give(seen(order(NOTE, BERIT), 0), kept, desk)


def test_a_hidden_case_stays_hidden() -> None:
    desk = Desk()
    kept = keeping(desk)
    hidden = MarkCase(mark=Mark.OWN_EMPLOYEE, reason="Ansat i kommunen")
    for each in (report_absence(), hidden):
        give(order(each), kept, desk)
    with pytest.raises(NotAuthorised):
        give(order(NOTE, BERIT), kept, desk)


def test_what_another_program_recorded_is_taken_up() -> None:
    desk = Desk()
    for each in (report_absence(), NOTE):
        desk.ask(each)
    kept = keeping(desk)
    kept.recall(desk.log())
    assert asyncio.run(kept.folded(CASE)) == desk.dossier()
    assert give(order(NOTE), kept, desk) == 3


def test_a_repeated_order_is_answered_with_its_receipt_when_that_is_asked_for() -> None:
    desk = Desk()
    kept = keeping(desk)
    kept.asks_for_receipts = True
    give(order(report_absence()), kept, desk)
    once = order(NOTE)
    assert [give(once, kept, desk), give(once, kept, desk)] == [2, 2]


def test_a_refusal_stands_until_the_dossier_changes() -> None:
    desk = Desk()
    kept = keeping(desk)
    give(order(report_absence()), kept, desk)
    why = FormOutstanding("no answer")
    kept.refused(CASE, GRANT, why)
    assert kept.standing(CASE, GRANT) is None  # it may be allowed another day
    why.stands = True
    kept.refused(CASE, GRANT, why)
    assert kept.standing(CASE, GRANT) == why.code
    assert kept.standing(CASE, RecordRefusals()) is None
    give(order(NOTE), kept, desk)
    assert kept.standing(CASE, GRANT) is None
