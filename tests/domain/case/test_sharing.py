"""One weekly cap over several cases of one citizen (§ 50, stk. 2): the later decision gives way."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from pydantic import ValidationError

from application.claims import claims_of
from application.trying import try_out
from domain.benefit.calculate import calculate
from domain.benefit.explanation import explanation
from domain.case.events import BenefitConfirmed, BenefitGranted, BenefitRecalculated, WeekElsewhere
from domain.case.facts import facts_of
from domain.case.forecasting import forecast
from domain.case.kinds import RecalculationCause, SicknessCause
from domain.dossier.dossier import surroundings
from domain.payment.events import PaymentKind, PaymentOrdered
from domain.shared.money import Money
from tests.support.errands import order_payment
from tests.support.examples import (
    CASE,
    CVR,
    day,
    grant,
    recalculate,
    receive_form,
    register_circumstances,
    register_employment,
    register_wage,
    request_refund,
)
from tests.support.facts import wage_earner
from tests.support.histories import CLAIMED, GRANTED, READY
from tests.support.journals import Desk, order
from tests.support.paying import paid
from tests.support.scenario import Given, given
from tests.support.two_cases import OTHER, OTHER_CVR, SECOND

MONDAY, NEXT = day("06-08"), day("06-15")
CAP = 4_405_00  # a week in 2020; the case alone gives 37 x 110.40 = 4,084.80


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


def test_where_other_benefits_were_more_than_all_of_it_nothing_is_left_and_benefit_is_granted() -> (
    None
):
    told = ({"from": "2020-05-01", "to": "2021-05-01", "amount": Decimal(999_999)},)
    unpaid = (READY[0], register_employment(pays_wage=False), *READY[2:])
    case = given(*unpaid, register_circumstances(other_benefits=told))
    granted = case.when(grant()).events()[0]
    assert isinstance(granted, BenefitGranted)
    assert granted.totals.weeks == ()


def test_less_than_the_cap_together_cuts_nothing() -> None:
    assert amounts(beside((MONDAY, CAP - 5 * 816_96)).and_then(grant()))[MONDAY] == 5 * 816_96


def test_a_rota_is_not_cut_by_the_cap() -> None:
    """§ 47, stk. 2: the weekly cap does not bind a rota."""
    week, less = register_employment().week, ("7.4", "7.4", "7.4", "7.4", "0", "0", "0")
    rota = register_employment(week=None, rota=(week, tuple(map(Decimal, less))))
    case = beside((MONDAY, CAP), history=(READY[0], rota, *READY[2:])).and_then(grant())
    assert amounts(case)[MONDAY] == 5 * 816_96


def test_a_decision_made_again_gives_way_to_what_was_decided_meanwhile() -> None:
    case = beside((MONDAY, 1_000_00), history=GRANTED)
    assert amounts(case.and_then(recalculate()))[MONDAY] == CAP - 1_000_00


def test_two_cases_of_one_citizen_share_a_week_and_the_second_gives_way() -> None:
    desk = Desk()
    for command in CLAIMED:
        desk.ask(command)
    for command in (*SECOND, grant()):
        desk.ask(command, case_id=OTHER)
    first, other = desk.dossier(CASE), desk.dossier(OTHER)
    mine = {w.monday: w.amount.oere for w in Given(first).granted.totals.weeks}
    theirs = {w.monday: w.amount.oere for w in Given(other).granted.totals.weeks}
    assert mine[MONDAY] == 5 * 816_96
    assert theirs[MONDAY] == CAP - 5 * 816_96
    assert {w.payee for w in Given(first).granted.totals.weeks} == {CVR}


def test_a_form_after_which_all_is_decided_again_gives_way_too() -> None:
    """The form takes away the task for which a new wage waited: any command may be the last."""
    desk = Desk()
    for command in CLAIMED:
        desk.ask(command)
    waiting = (receive_form(SicknessCause.OTHER), register_wage("130.00", OTHER_CVR))
    for command in (*SECOND, grant(), *waiting):
        desk.ask(command, case_id=OTHER)
    tried = asyncio.run(try_out(order(receive_form(), case_id=OTHER), desk.journal, desk.journal))
    before = len(desk.log())
    desk.ask(receive_form(), case_id=OTHER)
    new = [one.event for one in desk.log()[before:]]
    assert list(tried.events) == new
    (again,) = [event for event in new if isinstance(event, BenefitRecalculated)]
    assert again.weeks_elsewhere
    theirs = Given(desk.dossier(OTHER)).granted.totals.weeks
    assert {w.monday: w.amount.oere for w in theirs}[MONDAY] == CAP - 5 * 816_96


def test_what_comes_out_the_same_is_confirmed_among_the_other_cases_too() -> None:
    desk = Desk()
    for command in CLAIMED:
        desk.ask(command)
    little, more = register_wage("5.00", OTHER_CVR), register_wage("6.00", OTHER_CVR)
    waiting = (receive_form(SicknessCause.OTHER), more, little, receive_form())
    for command in (*SECOND, little, grant(), *waiting):
        desk.ask(command, case_id=OTHER)
    said = [one.event for one in desk.log() if isinstance(one.event, BenefitConfirmed)]
    assert [bool(one.weeks_elsewhere) for one in said] == [True]


def test_a_change_that_is_tried_gives_way_as_a_decision_does_and_its_lines_sum() -> None:
    case = beside((MONDAY, 1_000_00), (NEXT, 4_000_00), history=GRANTED)
    after = case.and_then(register_wage("100.00"))
    around = surroundings(case.dossier, case.around)
    tried = forecast(case.dossier.case, after.dossier.case, around, "RegisterWage")
    moved = sum(line.moved.oere for line in tried.lines)
    assert moved == tried.after.oere - tried.before.oere
    assert tried.after.oere == sum(amounts(after).values())
    weeks = {line.day - timedelta(days=line.day.weekday()) for line in tried.lines}
    assert NEXT not in weeks  # 405.00 is left of that week, before and after


def test_the_facts_alone_give_the_account_that_was_decided() -> None:
    case = beside((MONDAY, 1_000_00)).and_then(grant())
    facts = facts_of(case.granted.file, (), case.around.weeks_elsewhere)
    computed = calculate(facts, case.granted.totals.calculated_until)
    paid = {week.monday: week.amount.oere for week in computed.weeks if week.amount.oere}
    assert paid == amounts(case)
    (week,) = [one for one in explanation(computed) if one.monday == MONDAY]
    assert any("1.000,00 kr. er bevilget i andre" in line for line in week.lines)


def test_a_week_elsewhere_begins_on_a_monday_and_stands_once() -> None:
    week = {"monday": "2020-06-08", "amount": "1.00"}
    for weeks in ([{**week, "monday": "2020-06-09"}], [week, week]):
        with pytest.raises(ValidationError):
            wage_earner("2020-04-27", "2020-06-28", weeks_elsewhere=weeks)


@pytest.mark.parametrize(
    ("sent", "kind"), [(True, PaymentKind.ADJUSTMENT), (False, PaymentKind.BENEFIT)]
)
def test_what_another_case_frees_is_paid_here_when_the_next_payment_is_ordered(
    sent: bool,  # noqa: FBT001 drawn
    kind: PaymentKind,
) -> None:
    """The other case had taken some of the week; now it has less."""
    cut = beside((MONDAY, 1_000_00)).and_then(grant(), request_refund())
    before = paid(cut) if sent else cut.and_then(order_payment())
    less = (WeekElsewhere(monday=MONDAY, amount=Money(500_00)),)
    freed = replace(before, around=replace(before.around, weeks_elsewhere=less))
    events = freed.when(order_payment()).events()
    recalculated = events[0]
    assert isinstance(recalculated, BenefitRecalculated)
    assert recalculated.cause is RecalculationCause.OTHER_CASES
    assert [(p.first_day, p.last_day) for p in recalculated.touched] == [(MONDAY, day("06-14"))]
    (more,) = [one for one in events if isinstance(one, PaymentOrdered)]
    assert (more.kind, more.monday) == (kind, MONDAY)
    assert more.amount == Money(CAP - 500_00 - (CAP - 1_000_00 if sent else 0))
    freed.and_then(order_payment()).when(order_payment()).then_nothing_happens()


def test_what_is_freed_of_a_week_that_was_not_cut_calls_for_nothing() -> None:
    case = beside((MONDAY, 1_00)).and_then(grant(), request_refund(), order_payment())
    freed = replace(case, around=replace(case.around, weeks_elsewhere=()))
    freed.when(order_payment()).then_nothing_happens()


def test_a_citizen_with_one_case_takes_no_number_of_an_account() -> None:
    desk = Desk()
    for command in GRANTED[:-1]:
        desk.ask(command)
    assert claims_of(given(*GRANTED[:-1]).when(grant()).facts(), desk.dossier()) == ()
