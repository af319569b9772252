"""The list of rules names tests that are there."""

import re
from pathlib import Path

from tests.infrastructure import postgres

HERE = Path(__file__).parent
ELSEWHERE = HERE.parents[1] / "api" / "test_database_killed.py"


def test_each_rule_of_the_launcher_names_its_test() -> None:
    rules = re.findall(r"\n(\w[^\n]+)\n    (test_\w+)", postgres.__doc__ or "")
    sources = [one.read_text() for one in (*HERE.glob("test_*.py"), ELSEWHERE)]
    there = {name for source in sources for name in re.findall(r"def (test_\w+)", source)}
    assert len(rules) > 25
    assert {name for _, name in rules} <= there
