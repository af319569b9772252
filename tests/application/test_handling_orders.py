"""One order, one dossier: carried out once, on what is there now, by someone who may see it."""

import asyncio
from dataclasses import replace
from uuid import UUID

import pytest

from application.errors import Conflict, KeyReused, Taken, VersionMismatch
from application.handle import decide_order, handle
from application.ports.journal import Claim, Loaded
from domain.case.events import AbsenceReported, BenefitGranted, BenefitRecalculated, CaseClosed
from domain.case.kinds import CitizenKind
from domain.dossier.dossier import Circumstances, DossierCommand
from domain.shared.envelope import CaseId, CitizenId, Municipality
from domain.shared.errors import DecisionBlocked, NotFound
from domain.task.events import TaskOpened
from tests.support.errands import CHECK_ID, assign_task, open_task, order_payment, solve_task
from tests.support.examples import (
    ANNE,
    BERIT,
    CASE,
    MACHINE,
    NOON,
    TODAY,
    cancel_case,
    close_case,
    correct_first_day,
    day,
    end,
    grant,
    grant_by_hand,
    register_wage,
    report_absence,
)
from tests.support.histories import ENDED, READY, SENT
from tests.support.journals import Desk, desk_after, moving, order, seen

ANOTHER_CASE = CaseId(UUID(int=8))


def test_a_retry_is_answered_with_what_was_stored_and_records_nothing() -> None:
    desk, granting = desk_after(*READY), order(grant())
    first = desk.give(granting)
    assert (first.version, first.position, first.replayed) == (5, 5, False)
    desk.ask(end())
    before = len(desk.log())
    assert desk.give(granting) == replace(first, replayed=True)
    assert len(desk.log()) == before


def test_two_reports_under_one_key_open_one_case() -> None:
    desk, reporting = Desk(), order(report_absence())
    again = replace(reporting, case_id=ANOTHER_CASE)
    first = asyncio.run(handle(again, moving(desk, reporting), desk.journal))
    assert (first.case_id, first.replayed) == (CASE, True)
    assert len(desk.log()) == 1


def test_a_key_belongs_to_one_request_of_one_client() -> None:
    desk, reporting = Desk(), order(report_absence())
    desk.give(reporting)
    with pytest.raises(KeyReused):
        desk.give(replace(reporting, fingerprint="something else"))


def test_who_saw_an_older_version_is_refused() -> None:
    desk = desk_after(report_absence(), open_task())
    with pytest.raises(VersionMismatch) as refused:
        desk.give(seen(order(solve_task(), BERIT), 1))
    assert refused.value.more == {"present_version": 2}
    assert desk.give(seen(order(solve_task(), BERIT), 2)).version == 3


def test_a_persons_decision_is_never_made_again_on_what_the_person_did_not_see() -> None:
    desk = desk_after(report_absence(), open_task())
    meanwhile = moving(desk, order(assign_task()))
    with pytest.raises(VersionMismatch):
        asyncio.run(handle(seen(order(solve_task(), BERIT), 2), meanwhile, desk.journal))
    assert desk.events()[-1].__name__ == "TaskAssigned"


def test_a_machine_decides_again_on_what_is_there_now() -> None:
    desk = desk_after(*READY)
    with pytest.raises(DecisionBlocked):
        asyncio.run(handle(order(grant()), moving(desk, order(open_task())), desk.journal))


def test_a_machine_has_three_attempts_and_no_more() -> None:
    calls = [order(open_task(cause=f"call {n}")) for n in range(5)]
    desk = desk_after(report_absence())
    third = asyncio.run(handle(order(open_task()), moving(desk, *calls[:2]), desk.journal))
    assert third.version == 4
    with pytest.raises(Conflict):
        asyncio.run(handle(order(solve_task()), moving(desk, *calls[2:]), desk.journal))


def test_a_case_of_another_municipality_is_not_there() -> None:
    stranger = replace(BERIT, municipality=Municipality(751))
    desk = desk_after(*READY)
    for command in (close_case(), grant_by_hand(), open_task(), order_payment()):
        with pytest.raises(NotFound):
            desk.ask(command, stranger)
    with pytest.raises(NotFound):
        desk.ask(report_absence(), stranger)


def test_nothing_is_recorded_where_something_is_refused() -> None:
    desk = desk_after(report_absence(), open_task())
    with pytest.raises(DecisionBlocked):
        desk.ask(grant_by_hand(), BERIT)
    assert desk.events() == [AbsenceReported, TaskOpened]


def test_what_follows_says_what_it_followed_from() -> None:
    desk = desk_after(*ENDED)
    log = desk.log()
    caused = {
        type(each.event).__name__: type(log[each.envelope.causation - 1].event).__name__
        for each in log
        if each.envelope.causation
    }
    assert caused == {"BenefitRecalculated": "BenefitEnded"}


def test_an_order_without_effect_is_answered_and_records_nothing() -> None:
    desk = desk_after(*READY, grant())
    receipt = desk.ask(grant())
    assert (receipt.version, receipt.created) == (5, ())
    assert desk.ask(open_task()).created == (CHECK_ID,)


def test_a_citizen_has_one_open_case_of_an_absence() -> None:
    desk = desk_after(report_absence())
    with pytest.raises(Taken):
        desk.ask(report_absence(), case_id=ANOTHER_CASE)
    assert desk.ask(report_absence(day("05-11")), case_id=ANOTHER_CASE).version == 1


@pytest.mark.parametrize("history", [ENDED, READY])
def test_an_absence_can_be_reported_anew_when_its_case_is_gone(
    history: tuple[DossierCommand, ...],
) -> None:
    desk = desk_after(*history)
    desk.ask(close_case() if history is ENDED else cancel_case())
    assert desk.ask(report_absence(), case_id=ANOTHER_CASE).version == 1


def test_a_corrected_first_day_gives_the_old_one_back_and_takes_the_new() -> None:
    desk = desk_after(report_absence(), correct_first_day(day("04-20")))
    assert desk.ask(report_absence(), case_id=ANOTHER_CASE).version == 1
    with pytest.raises(Taken):
        desk.ask(report_absence(day("04-20")), case_id=CaseId(UUID(int=9)))


def test_a_citizen_keeps_one_id_over_all_cases() -> None:
    desk = desk_after(report_absence())
    desk.ask(report_absence(day("05-11")), case_id=ANOTHER_CASE)
    ids = {each.event.citizen_id for each in desk.log() if isinstance(each.event, AbsenceReported)}
    assert len(ids) == 1


def test_benefit_of_other_cases_counts_by_its_periods_alone() -> None:
    desk = desk_after(*SENT)
    for command in (report_absence(day("06-29")), *READY[1:]):
        desk.ask(command, case_id=ANOTHER_CASE)
    desk.ask(grant(), case_id=ANOTHER_CASE)
    (granted,) = [
        each.event
        for each in desk.log()
        if isinstance(each.event, BenefitGranted) and each.envelope.case_id == ANOTHER_CASE
    ]
    (period,) = granted.earlier_benefit
    assert (period.first_day, period.last_day) == (day("06-01"), day("06-07"))


def test_a_case_is_not_earlier_benefit_of_itself() -> None:
    desk = desk_after(*SENT, register_wage("100.00"))
    renewed = [each.event for each in desk.log() if isinstance(each.event, BenefitRecalculated)]
    assert renewed[-1].totals.weeks[1].amount.oere == 680_80 * 4
    assert renewed[-1].earlier_benefit == ()


def test_another_open_case_of_an_unemployed_citizen_is_seen_at_the_report() -> None:
    desk = desk_after(report_absence())
    member = report_absence(day("05-11"), kind=CitizenKind.UNEMPLOYED)
    desk.ask(member, case_id=ANOTHER_CASE)
    assert desk.events()[-1] is TaskOpened
    alone = desk_after(report_absence(), cancel_case())
    alone.ask(member, case_id=ANOTHER_CASE)
    assert alone.events()[-1] is AbsenceReported


def test_an_order_is_decided_purely_on_what_was_loaded() -> None:
    desk, reporting = desk_after(*ENDED), order(close_case(), BERIT)
    loaded = Loaded(desk.log(), BERIT.municipality)
    decided = decide_order(reporting, loaded, Circumstances(TODAY, NOON, BERIT))
    assert [type(fact.event) for fact in decided.facts] == [CaseClosed]
    (claim,) = decided.claims
    assert (claim.kind, claim.released, claim.value[-10:]) == ("open_absence", True, "2020-04-27")
    around = Circumstances(TODAY, NOON, MACHINE, citizen_id=ANNE)
    opening = decide_order(order(report_absence()), Loaded(), around)
    assert opening.claims == (Claim("open_absence", f"{ANNE}/2020-04-27"),)
    assert opening.citizen
    assert (opening.citizen.citizen_id, opening.citizen.cpr) == (ANNE, "1203751231")
    with pytest.raises(VersionMismatch):
        decide_order(seen(order(close_case(), BERIT), 1), loaded, around)


def test_the_danish_day_decides_not_that_of_utc() -> None:
    late = NOON.replace(day=28, hour=22, minute=30)  # 00:30 on the 29th in Denmark
    desk = desk_after(*READY, grant(), end(day("06-28")))
    closing = order(close_case(), at=late)
    desk.give(closing)
    last = desk.log()[-1].event
    assert isinstance(last, CaseClosed)
    assert last.closed_on == day("06-29")


def test_a_new_citizen_gets_an_id_that_nobody_has() -> None:
    one, other = desk_after(report_absence()).log()[0], desk_after(report_absence()).log()[0]
    assert isinstance(one.event, AbsenceReported)
    assert isinstance(other.event, AbsenceReported)
    assert one.event.citizen_id != other.event.citizen_id
    assert isinstance(one.event.citizen_id, UUID)
    assert CitizenId(one.event.citizen_id) != ANNE
