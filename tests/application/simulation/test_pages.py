"""What shares a page of a simulated log: nothing that must stand before the other."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from application.ports.journal import Claim, Decided, Order, Told
from application.simulation.pages import A_PAGE, Pages
from domain.run.commands import CloseRun, FinishRun
from domain.shared.envelope import CaseId, CitizenId
from domain.shared.money import Money
from tests.support.examples import TODAY, add_note
from tests.support.journals import order
from tests.support.slow_journal import NOTED

FINISHED = FinishRun(name="nightly", day=TODAY, done=1, refused=())
CLOSED = CloseRun(payments=0, total=Money(0), control_sum="")


def note(case: int) -> Order:
    return order(add_note("en"), case_id=CaseId(UUID(int=case)))


def summary(run: int) -> Order:
    return order(FINISHED, case_id=CaseId(UUID(int=run)))


def word(run: int) -> Order:
    return order(CLOSED, case_id=CaseId(UUID(int=run)))


async def others() -> None:
    """Answer at once."""


def paged(orders: Sequence[Order], decided: Sequence[Decided] = ()) -> list[list[int]]:
    """Give the numbers of the dossiers on each page."""
    pages = Pages()
    for n, asked in enumerate(orders):
        pages.add(Told(asked, decided[n] if decided else NOTED, 0))
    found = list[list[int]]()
    while pages:
        found.append([one.order.case_id.int for one in pages.next_page()])
    return found


@pytest.mark.parametrize(
    ("orders", "pages"),
    [
        ([note(1), note(2), note(3)], [[1, 2, 3]]),
        ([note(1), note(1), note(2), note(1)], [[1, 2], [1], [1]]),  # a dossier once a page
        ([note(1), summary(8), note(2)], [[1, 8, 2]]),  # recorded in this order
        ([note(1), note(1), summary(8)], [[1], [1, 8]]),  # after what was passed over as well
        ([note(1), word(8), note(1), note(2)], [[1, 8, 2], [1]]),
        ([note(1), note(1), word(8), note(2)], [[1], [1, 8, 2]]),
        ([note(1), note(1), note(2), summary(8)], [[1, 2], [1, 8]]),
        ([summary(8), note(1), summary(8)], [[8, 1], [8]]),
        ([word(8), note(1), word(9)], [[8, 1, 9]]),
    ],
)
def test_a_page_is_what_may_be_recorded_together(
    orders: Sequence[Order], pages: list[list[int]]
) -> None:
    assert paged(orders) == pages


def test_the_registry_is_told_of_a_citizen_once_a_page() -> None:
    citizen = CitizenId(UUID(int=7))
    only = Decided(NOTED.facts, only_case_of=citizen)
    claim = Decided(NOTED.facts, (Claim("open_absence", f"{citizen}/2026-01-05"),))
    assert paged([note(1), note(2), note(3)], [only, claim, NOTED]) == [[1, 3], [2]]
    assert paged([note(1), note(2), note(2)], [only, claim, NOTED]) == [[1], [2], [2]]


def test_a_page_is_full() -> None:
    assert [len(page) for page in paged([note(n) for n in range(A_PAGE + 1)])] == [A_PAGE, 1]


def test_a_meeting_comes_after_all_that_was_told_before_it() -> None:
    pages = Pages()
    for asked in (note(1), note(1)):
        pages.add(Told(asked, NOTED, 0))
    pages.meet(others)
    pages.add(Told(note(2), NOTED, 0))
    for _ in range(2):
        assert pages.next_meeting() is None
        assert [one.order.case_id.int for one in pages.next_page()] == [1]
    assert pages.next_meeting() is others
    assert pages.next_meeting() is None
    assert [one.order.case_id.int for one in pages.next_page()] == [2]


def test_a_page_is_due_when_it_is_full_or_others_wait() -> None:
    pages = Pages()
    pages.add(Told(note(1), NOTED, 0))
    assert not pages.due
    pages.meet(others)
    assert pages.due
    pages.next_page()
    pages.next_meeting()
    assert not pages.due
    for n in range(A_PAGE):
        pages.add(Told(note(n), NOTED, 0))
    assert pages.due
