"""Tables that one question makes of a read model's others: what lists are asked by, and counts.

Nothing is folded into them. They are made again for the cases whose rows changed, in the same
transaction, and of all cases at once when a read model was rebuilt: so both are the same.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import FromClause, Select, Table

COUNTS = {"counts": True}  # a table of numbers: rows of no case, of all that are not parked


@dataclass(frozen=True)
class Counted:
    """How many rows there are of each kind; `kinds` gives the kinds of every row.

    The last column of the table is the number, those before it the kind.
    """

    table: Table
    kinds: Callable[[FromClause], Select[Any]] = field(repr=False)


@dataclass(frozen=True)
class Gathered:
    """`rows` chooses every row of the table, its columns by their names, `case_id` among them."""

    table: Table
    rows: Select[Any] = field(repr=False)
    counted: Counted | None = None

    @property
    def tables(self) -> tuple[Table, ...]:
        return (self.table, *([self.counted.table] if self.counted else []))
