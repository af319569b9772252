"""docs/tasks.md says what the tables say: every type, every outcome, and what it does."""

from application.policies.solving import SOLVING
from domain.task.types import TASK_TYPES
from tests.docs.tasks_page import PAGE, page


def test_the_page_is_made_from_the_tables() -> None:
    assert PAGE.read_text("utf-8") == page()


def test_it_has_a_row_for_each_type_and_one_for_each_way_to_solve_it() -> None:
    rows = [line for line in page().splitlines() if line.startswith("| `")]
    assert len(rows) == len(TASK_TYPES) + len(SOLVING)
