"""Makes the tables of docs/tasks.md from those they tell of; the prose between them is its own.

`python -m tests.docs.tasks_page` writes the page.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from application.policies.solving import SOLVING, Solution
from domain.task.outcomes import Outcome
from domain.task.types import TASK_TYPES, Created, TaskType

PAGE = Path(__file__).parents[2] / "docs" / "tasks.md"
ORDER = (Created.POLICY, Created.INBOUND, Created.MANUAL)
ROW, BELOW = "| `", "|---|"  # a row of a table of ours; the line under its headings


def page() -> str:
    tables = iter((types(), solutions()))
    prose = [line for line in PAGE.read_text("utf-8").splitlines() if not line.startswith(ROW)]
    return "".join(f"{line}\n" for line in filled(prose, tables))


def filled(prose: list[str], tables: Iterator[Iterator[tuple[str, ...]]]) -> Iterator[str]:
    for line in prose:
        yield line
        if line.startswith(BELOW):
            yield from (f"| {' | '.join(row)} |" for row in next(tables))


def types() -> Iterator[tuple[str, ...]]:
    return (cells(kind) for kind in TASK_TYPES.values())


def cells(kind: TaskType) -> tuple[str, ...]:
    blocks = kind.blocks_on(date.max)  # as last decided: no day turns the page wrong by itself
    created = ", ".join(each for each in ORDER if each in kind.created)
    return f"`{kind.key}`", str(kind.number or "–"), kind.title, blocks, created, kind.comes


def solutions() -> Iterator[tuple[str, ...]]:
    for kind in TASK_TYPES.values():
        for outcome in Outcome:
            if outcome in kind.outcomes:
                yield f"`{kind.key}`", outcome, *told(SOLVING[kind.key, outcome])


def told(said: Solution) -> tuple[str, ...]:
    records = ", ".join(f"`{each}`" for each in said.records)
    return said.does or "–", records or "–", said.why


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
