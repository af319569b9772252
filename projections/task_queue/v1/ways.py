"""How a page is found: among the few tasks that a filter leaves, or in the order of the list.

The database guesses how many tasks of a municipality are of a kind by how many there are in the
country, and needs a hundred times the time where it guesses wrong. So it is told: counts that are
kept, and the words of tasks and citizens, say how few a filter leaves. The first filter that
leaves few is looked up, and what is found is held against the others. Where none does, the tasks
are read in the order of the list until there are enough for a page.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from sqlalchemy import (
    CTE,
    Boolean,
    ColumnElement,
    FromClause,
    Select,
    case,
    func,
    literal_column,
    select,
    union_all,
)

from projections.filters import Condition, asked_for, at_least, at_most, equal, one_of
from projections.paging import Order, limited
from projections.task_queue.v1.facets import task_count
from projections.task_queue.v1.filters import OF_TASK, WORDS
from projections.task_queue.v1.listed import listed_task

FEW = 15_000  # tasks: they are read from an index alone
FEW_WORDS = {"task_id": 2_500, "case_id": 500}  # keys: each is looked up in the table
ONE_CASE = {"case_id"}
UNFINISHED = {"unfinished"}  # has indexes of its own
RANGES = {  # in the order of a column, they are where the reading begins and ends
    "due_on": {"due_from", "due_to"},
    "opened_at": {"opened_after", "opened_before"},
}
COUNTED: Mapping[str, tuple[str, Condition]] = {  # filter: its facet, and how it is asked there
    "types": ("type", one_of("value", "types")),
    "assigned_to": ("assigned_to", equal("value", "assigned_to")),
    "on_hold": ("status", lambda counts: counts.c.value == literal_column("'held'")),
    "due_from": ("due", at_least("day", "due_from")),
    "due_to": ("due", at_most("day", "due_to")),
}
# Who is likely to leave fewest comes first.
NARROW = (*({name} for name in (*WORDS, "types", "assigned_to", "on_hold")), RANGES["due_on"])


def page_of(filters: AbstractSet[str], order: Order, *, further: bool) -> FromClause:
    """Choose the tasks of a page, each with what it is sorted by."""
    if "case_id" in filters:
        return looked_up(filters, ONE_CASE, order, further=further).subquery("page")
    first = in_its_order(filters, order, further=further)
    narrow = looking_up(filters)
    if not narrow:
        return first.subquery("page")
    way = way_of(narrow, filters)
    others = [looked_up(filters, names, order, further=further) for names in narrow]
    parts = [part.where(goes(way, place)) for place, part in enumerate((first, *others))]
    found = union_all(*(select(part.subquery()) for part in parts)).subquery("found")
    return limited(select(found), within(order, found), further=False).subquery("page")


def all_of(filters: AbstractSet[str]) -> FromClause:
    """Choose all tasks that are asked for, with everything that they are listed by."""
    columns, narrow = [*listed_task.columns], looking_up(filters)
    if filters >= ONE_CASE or not narrow:
        plain = UNFINISHED | ONE_CASE | RANGES["due_on"]
        return chosen(filters, plain, columns).subquery("found")
    way = way_of(narrow, filters)
    parts = [
        chosen(filters, UNFINISHED | names, columns).where(goes(way, place))
        for place, names in enumerate((set[str](), *narrow))
    ]
    return union_all(*parts).subquery("found")


def looking_up(filters: AbstractSet[str]) -> list[AbstractSet[str]]:
    """List the filters that may leave few."""
    return [found for names in NARROW if (found := names & filters)]


def way_of(narrow: Sequence[AbstractSet[str]], filters: AbstractSet[str]) -> CTE:
    """Say which filter is looked up: its place among those that may leave few, or 0: none does."""
    ways = [(few(names, filters), number(place)) for place, names in enumerate(narrow, 1)]
    return select(case(*ways, else_=number(0)).label("chosen")).cte("way")


def goes(way: CTE, place: int) -> ColumnElement[bool]:
    """Let a way be gone or not at all: it is asked before the first task is read."""
    return select(way.c.chosen).scalar_subquery() == number(place)


def number(place: int) -> ColumnElement[int]:
    return literal_column(str(place))


def few(names: AbstractSet[str], filters: AbstractSet[str]) -> ColumnElement[bool]:
    """Ask whether a filter leaves few; words are counted no further than few go."""
    for name in names & WORDS.keys():
        column, keys = WORDS[name]
        some = keys.limit(FEW_WORDS[column] + 1).subquery(f"with_{name}")
        counted = select(func.count()).select_from(some).scalar_subquery()
        return counted <= FEW_WORDS[column]
    return of_facet(names, filters) <= FEW


def of_facet(names: AbstractSet[str], filters: AbstractSet[str]) -> ColumnElement[int]:
    """Count the tasks of a kind, those that are not finished where only they are asked for."""
    facet = {COUNTED[name][0] for name in names}.pop()
    asked = [condition(task_count) for name, (_, condition) in COUNTED.items() if name in names]
    if filters >= UNFINISHED:
        asked.append(OF_TASK["unfinished"](task_count))
    its = task_count.c.facet == literal_column(f"'{facet}'")
    total = func.coalesce(func.sum(task_count.c.tasks), number(0))
    return select(total).where(its, *asked).scalar_subquery()


def in_its_order(filters: AbstractSet[str], order: Order, *, further: bool) -> Select[Any]:
    """Read the tasks in the order of the list."""
    where = UNFINISHED | RANGES.get(order.columns[0].key or "", set())
    return limited(chosen(filters, where, order.columns), order, further=further)


def looked_up(
    filters: AbstractSet[str], names: AbstractSet[str], order: Order, *, further: bool
) -> Select[Any]:
    """Find all tasks that some filters leave, and sort them."""
    found = chosen(filters, UNFINISHED | names, order.columns)
    if further:
        found = found.where(held_against(order.after()))
    whole = found.offset(number(0)).subquery()  # found whole: no index is read for its order
    return limited(select(whole), within(order, whole), further=False)


def chosen(
    filters: AbstractSet[str], plain: AbstractSet[str], columns: Sequence[ColumnElement[Any]]
) -> Select[Any]:
    """Choose tasks by what is plain, and hold what is met against everything else."""
    others = asked_for(OF_TASK, filters - plain, listed_task)
    plainly = asked_for(OF_TASK, filters & plain, listed_task)
    return select(*columns).where(*plainly, *map(held_against, others))


def held_against(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Say a condition so that the database looks nothing up by it, nor guesses by it."""
    return case((condition, literal_column("true", Boolean)))


def within(order: Order, rows: FromClause) -> Order:
    """Give the same order of what was chosen by it."""
    columns = tuple(rows.c[one.key or ""] for one in order.columns)
    return Order(order.name, columns, order.descending)
