"""One weekly cap over several cases of one citizen (§ 50, stk. 2): the later decision gives way."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from domain.case.events import BenefitGranted, WeekElsewhere
from domain.shared.envelope import CaseId
from domain.shared.money import Money
from tests.support.examples import (
    CASE,
    CVR,
    OTHER_CVR,
    day,
    grant,
    recalculate,
    receive_form,
    register_employment,
    register_wage,
    report_absence,
    request_refund,
)
from tests.support.histories import CLAIMED, GRANTED, READY
from tests.support.journals import Desk
from tests.support.scenario import Given, given

MONDAY, NEXT = day("06-08"), day("06-15")
CAP = 4_405_00  # a week in 2020; the case alone gives 37 x 110.40 = 4,084.80
OTHER = CaseId(UUID(int=8))


def beside(*weeks: tuple[date, int], history: tuple[object, ...] = READY) -> Given:
    known = tuple(WeekElsewhere(monday=one, amount=Money(oere)) for one, oere in weeks)
    case = given(*history)  # pyright: ignore[reportArgumentType] commands, whichever
    return replace(case, around=replace(case.around, weeks_elsewhere=known))


def amounts(case: Given) -> dict[date, int]:
    return {week.monday: week.amount.oere for week in case.granted.totals.weeks}


def test_what_other_cases_decided_of_a_week_lowers_what_is_left_of_its_cap() -> None:
    case = beside((MONDAY, 1_000_00)).and_then(grant())
    assert amounts(case)[MONDAY] == CAP - 1_000_00
    assert amounts(case)[NEXT] == 5 * 816_96
    (said,) = [one for one in case.granted.totals.rulings if one.rule == "cut_by_cap_of_all_cases"]
    assert said.citation == "Sygedagpengeloven § 50, stk. 2"
    assert said.period.first_day == day("06-12")  # what is left is used up on that Friday


def test_where_the_others_took_it_all_nothing_is_left_and_the_decision_says_so() -> None:
    case = beside((MONDAY, CAP + 1))
    events = case.when(grant()).events()
    granted = events[0]
    assert isinstance(granted, BenefitGranted)
    assert [(one.monday, one.amount) for one in granted.weeks_elsewhere] == [
        (MONDAY, Money(CAP + 1))
    ]
    assert MONDAY not in amounts(case.and_then(grant()))


def test_less_than_the_cap_together_cuts_nothing() -> None:
    assert amounts(beside((MONDAY, CAP - 5 * 816_96)).and_then(grant()))[MONDAY] == 5 * 816_96


def test_a_rota_is_not_cut_by_the_cap() -> None:
    """§ 47, stk. 2: the weekly cap does not bind a rota."""
    rota = register_employment(week=None, rota=(register_employment().week,))
    case = beside((MONDAY, CAP), history=(READY[0], rota, *READY[2:])).and_then(grant())
    assert amounts(case)[MONDAY] == 5 * 816_96


def test_a_decision_made_again_gives_way_to_what_was_decided_meanwhile() -> None:
    case = beside((MONDAY, 1_000_00), history=GRANTED)
    assert amounts(case.and_then(recalculate()))[MONDAY] == CAP - 1_000_00


def test_two_cases_of_one_citizen_share_a_week_and_the_second_gives_way() -> None:
    desk = Desk()
    for command in CLAIMED:
        desk.ask(command)
    second = (
        report_absence(date(2020, 4, 28)),
        register_employment(OTHER_CVR),
        register_wage("100.00", OTHER_CVR),
        receive_form(),
        grant(),
        request_refund(cvr=OTHER_CVR),
    )
    for command in second:
        desk.ask(command, case_id=OTHER)
    first, other = desk.dossier(CASE), desk.dossier(OTHER)
    mine = {w.monday: w.amount.oere for w in Given(first).granted.totals.weeks}
    theirs = {w.monday: w.amount.oere for w in Given(other).granted.totals.weeks}
    assert mine[MONDAY] == 5 * 816_96
    assert theirs[MONDAY] == CAP - 5 * 816_96
    assert {w.payee for w in Given(first).granted.totals.weeks} == {CVR}
