"""Several lists are one, page by page: nothing is shown twice, left out, or before its turn."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from api.late import ANSWER, PAYMENT, TASK, Line, Overdue, Place
from api.overdue import merged
from projections.query import Cursor

DAY = date(2026, 1, 5)
PLACES = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 9)), unique=True, max_size=12)


def line(kind: int, day: int, key: int, *, shown: bool = True) -> Line:
    until = DAY + timedelta(days=day)
    told = Overdue(
        kind="task",
        case_id=UUID(int=key),
        what=f"{kind}/{day}/{key}",
        title="",
        waits_for="somebody",
        since=until,
        until=until,
        days_over=1,
    )
    return Line(Place(until, kind, UUID(int=key)), told if shown else None)


def after(
    lines: list[Line], place: Place | None, kind: int, limit: int
) -> tuple[list[Line], str | None]:
    """Read a list of one kind as the read model does: from its cursor on, so many."""
    if place is None:
        rest = lines
    else:
        until, key = Cursor.read(place.cursor(kind), "due_on", 2).key
        rest = [o for o in lines if (o.place.until.isoformat(), str(o.place.key)) > (until, key)]
    return rest[:limit], "more" if len(rest) > limit else None


@given(PLACES, PLACES, PLACES, st.sets(st.integers(0, 11)), st.integers(1, 4))
def test_all_pages_together_are_the_whole_list(
    tasks: list[tuple[int, int]],
    answers: list[tuple[int, int]],
    payments: list[tuple[int, int]],
    idle: set[int],
    limit: int,
) -> None:
    first = sorted((line(TASK, *one) for one in tasks), key=lambda one: one.place)
    second = sorted(
        (line(ANSWER, *one, shown=n not in idle) for n, one in enumerate(answers)),
        key=lambda one: one.place,
    )
    third = sorted((line(PAYMENT, *one) for one in payments), key=lambda one: one.place)
    whole = sorted([*first, *second, *third], key=lambda one: one.place)
    found, place = list[Overdue](), Place.read(None)
    for _ in range(len(whole) + 1):
        lists = ((TASK, first), (ANSWER, second), (PAYMENT, third))
        sources = [after(of_kind, place, kind, limit) for kind, of_kind in lists]
        shown, place = merged(sources, limit)
        assert len(shown) <= limit
        found += shown
        if place is None:
            break
        place = Place.read(place.text())
    assert found == [one.shown for one in whole if one.shown]
    assert place is None
