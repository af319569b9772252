"""What is calculated again after it was paid: the named cases, and what holds of all of them.

Each property names the fault it was seen red on.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from domain.benefit.difference import Change, changes_of
from domain.case.events import BenefitRecalculated
from domain.case.kinds import HearingAbout
from domain.case.states import Ended
from domain.dossier.dossier import DossierCommand
from domain.payment.events import PaymentKind, PaymentOrdered
from domain.payment.states import VOID
from domain.shared.money import Money
from tests.support.errands import order_payment
from tests.support.examples import (
    CVR,
    correct_first_day,
    day,
    end,
    recalculate,
    register_holiday,
    register_wage,
    report_recovery,
    resume_partly,
    start_hearing,
)
from tests.support.histories import CLAIMED
from tests.support.paying import SUNDAY, paid
from tests.support.scenario import Given, given

Weeks = dict[tuple[date, str], Money]
EXAMPLES = 500
LAST = day("06-29")
ENDED = report_recovery(day("06-12"))
ANNULLED = end(day("05-26"))  # the last day of the employer period: nothing is owed


def weeks(case: Given) -> Weeks:
    return {(each.monday, each.payee): each.amount for each in case.granted.totals.weeks}


def received(case: Given) -> Weeks:
    """Sum what was ordered and not returned, by week and payee; weeks of nothing left out."""
    found: Counter[tuple[date, str]] = Counter()
    for known in case.dossier.payments.values():
        if known.stage not in VOID:
            found[known.order.monday, known.order.payee] += known.order.amount.oere
    return {week: Money(oere) for week, oere in found.items() if oere}


def up_to(sunday: date, owed: Weeks) -> Weeks:
    return {week: one for week, one in owed.items() if week[0] + timedelta(days=6) <= sunday}


def kinds(case: Given, command: DossierCommand) -> Counter[PaymentKind]:
    events = case.and_then(command).when(order_payment()).events()
    return Counter(event.kind for event in events if isinstance(event, PaymentOrdered))


BENEFIT, ADJUSTMENT, CLAIM = PaymentKind
LATER = (Change.START_LATER, Change.INSIDE)


@pytest.mark.parametrize(
    ("history", "command", "changes", "expected"),
    [
        (
            (*CLAIMED,),
            correct_first_day(day("04-20")),
            (Change.START_EARLIER, Change.INSIDE),
            {ADJUSTMENT: 1, BENEFIT: 1},
        ),
        (
            (*CLAIMED,),
            correct_first_day(day("05-04")),
            LATER,
            {CLAIM: 2},
        ),
        ((*CLAIMED,), register_holiday(day("06-08"), day("06-10")), (Change.INSIDE,), {CLAIM: 1}),
        ((*CLAIMED,), register_wage("125.00"), (Change.INSIDE,), {ADJUSTMENT: 5}),
        ((*CLAIMED, ENDED), report_recovery(day("06-26")), (Change.LENGTHENED,), {BENEFIT: 2}),
        ((*CLAIMED,), report_recovery(day("06-10")), (Change.SHORTENED, Change.INSIDE), {CLAIM: 3}),
        ((*CLAIMED,), ANNULLED, (Change.ANNULLED,), {CLAIM: 5}),
    ],
    ids=["earlier", "later", "inside", "more inside", "lengthened", "shortened", "annulled"],
)
def test_what_differs_from_what_was_paid_becomes_lines_of_its_own(
    history: Sequence[DossierCommand],
    command: DossierCommand,
    changes: tuple[Change, ...],
    expected: dict[PaymentKind, int],
) -> None:
    before = paid(given(*history))
    after = before.and_then(command)
    assert changes_of(up_to(SUNDAY, weeks(before)), up_to(SUNDAY, weeks(after))) == changes
    assert kinds(before, command) == expected
    assert received(paid(after)) == up_to(SUNDAY, weeks(after))


def test_where_nothing_was_paid_before_the_change_is_in_the_first_payments() -> None:
    changed = given(*CLAIMED, register_wage("125.00"))
    assert kinds(given(*CLAIMED), register_wage("125.00")) == {BENEFIT: 5}
    assert received(paid(changed)) == up_to(SUNDAY, weeks(changed))


def test_a_correction_refers_to_what_it_corrects_and_what_was_sent_is_left_as_it_was() -> None:
    before = paid(given(*CLAIMED))
    after = before.and_then(register_wage("100.00"), order_payment())
    for payment_id, known in before.dossier.payments.items():
        assert after.dossier.payments[payment_id] == known
        claim = next(p for p in after.dossier.payments.values() if p.order.corrects == payment_id)
        assert (claim.order.monday, claim.order.kind) == (known.order.monday, CLAIM)


def test_a_recalculation_says_why_from_when_and_which_weeks_it_touches() -> None:
    events = given(*CLAIMED).when(register_holiday(day("06-08"), day("06-16"))).events()
    (event,) = [each for each in events if isinstance(each, BenefitRecalculated)]
    assert event.cause == "holiday"
    in_june = [(p.first_day, p.last_day) for p in event.touched if p.first_day <= LAST]
    assert in_june == [
        (day("06-08"), day("06-14")),
        (day("06-15"), day("06-21")),
    ]


def test_a_recovery_after_an_end_that_was_decided_moves_nothing() -> None:
    ended = given(*CLAIMED, end(day("06-12")))
    after = ended.and_then(report_recovery(day("06-26"))).granted
    assert isinstance(after, Ended)
    assert after.last_day_with_right == day("06-12")


def test_what_is_past_an_end_that_waits_for_an_answer_is_not_paid() -> None:
    """An end in the middle of a week, while a hearing keeps the account from being renewed."""
    hearing = HearingAbout.LACK_OF_COOPERATION
    heard = start_hearing(hearing, on=day("06-10"), deadline=day("06-30"))
    waiting = given(*CLAIMED, heard, report_recovery(day("06-10")))
    assert received(paid(waiting)) == up_to(day("06-07"), weeks(waiting))
    answered = waiting.on(day("07-01")).and_then(order_payment())
    assert received(answered) == up_to(SUNDAY, weeks(answered))
    assert weeks(answered)[day("06-08"), CVR].oere < weeks(waiting)[day("06-08"), CVR].oere


def test_a_fact_of_days_past_the_end_keeps_nothing_back() -> None:
    """The account stays as it is, so there is nothing that it does not know."""
    ended = given(*CLAIMED, ENDED, resume_partly("17", day("06-15")))
    assert received(paid(ended)) == up_to(SUNDAY, weeks(ended))


CHANGES: tuple[DossierCommand, ...] = (
    register_wage("100.00"),
    register_wage("125.00"),
    register_holiday(day("06-08"), day("06-16")),
    register_holiday(day("05-28"), day("05-29")),
    resume_partly("17", day("06-15")),
    correct_first_day(day("04-20")),
    correct_first_day(day("05-04")),
    ENDED,
    report_recovery(day("06-24")),
)
SUNDAYS = (day("05-31"), day("06-07"), day("06-14"), day("06-21"), SUNDAY)
steps = st.lists(st.tuples(st.sampled_from(CHANGES), st.sampled_from((*SUNDAYS, None))), max_size=5)


def lived(changes: Sequence[tuple[DossierCommand, date | None]]) -> Given:
    """Let changes come, and pay up to a Sunday in between."""
    case = given(*CLAIMED)
    for command, sunday in changes:
        case = case.and_then(command)
        case = paid(case, sunday) if sunday else case
    return case


@settings(max_examples=EXAMPLES)
@any_of(steps)
def test_all_payments_and_corrections_are_the_last_account(
    changes: Sequence[tuple[DossierCommand, date | None]],
) -> None:
    """Seen red when a correction is ordered as the whole week instead of the difference."""
    case = lived(changes)
    assert received(paid(case)) == up_to(SUNDAY, weeks(case))


@settings(max_examples=EXAMPLES)
@any_of(steps)
def test_calculating_and_ordering_again_changes_nothing(
    changes: Sequence[tuple[DossierCommand, date | None]],
) -> None:
    """Seen red when a recalculation is recorded although it decides the same."""
    case = paid(lived(changes))
    case.when(recalculate()).then_nothing_happens()
    case.when(order_payment()).then_nothing_happens()


@settings(max_examples=EXAMPLES)
@any_of(st.sampled_from([day("06-14"), day("06-19"), day("06-26")]), st.booleans())
def test_annulled_and_restored_is_as_it_was(last: date, sent_between: bool) -> None:  # noqa: FBT001 drawn
    """Seen red when what was cancelled still counts as ordered."""
    original = paid(given(*CLAIMED, end(last)))
    gone = original.and_then(ANNULLED)
    gone = paid(gone) if sent_between else gone
    restored = gone.and_then(end(last))
    assert weeks(restored) == weeks(original)
    assert received(paid(restored)) == received(original)


@settings(max_examples=EXAMPLES)
@any_of(st.lists(st.sampled_from(SUNDAYS)), st.sampled_from(CHANGES))
def test_splitting_at_week_bounds_changes_no_total(
    sundays: Sequence[date], command: DossierCommand
) -> None:
    """Seen red when what an earlier run ordered is forgotten."""
    case = given(*CLAIMED, command)
    at_once, split = paid(case), case
    for sunday in sundays:
        split = paid(split, sunday)
    assert received(paid(split)) == received(at_once)
    assert {payee for _, payee in received(at_once)} <= {CVR}
