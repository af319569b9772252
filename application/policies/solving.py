"""What each way to solve each type of task does to the case: a table, read from its data file.

Beside it stands what always follows: a payment that waited may enter the next run, an ongoing case
whose last blocking task went is decided at once, one under clarification the same evening.
"""

import tomllib
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from domain.task.outcomes import Outcome


class Solution(BaseModel):
    """`does` names an act (none: nothing), `records` the events it leaves, `why` the reason."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    does: str | None = None
    records: tuple[str, ...] = ()
    why: str = Field(min_length=20)


def read(table: Path) -> Iterator[tuple[tuple[str, Outcome], Solution]]:
    for key, solutions in tomllib.loads(table.read_text("utf-8")).items():
        for outcome, said in solutions.items():
            with named(f"{key}, {outcome}"):
                solution = (key, Outcome(outcome)), Solution.model_validate(said)
            yield solution


@contextmanager
def named(entry: str) -> Generator[None]:
    """Say at what is wrong which entry of the table it is."""
    try:
        yield
    except ValueError as error:
        error.add_note(entry)
        raise


SOLVING: Mapping[tuple[str, Outcome], Solution] = dict(
    read(Path(__file__).with_name("solving.toml"))
)
