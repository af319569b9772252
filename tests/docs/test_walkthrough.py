"""The walkthrough is true: its blocks run in order, and what they print is what the page says."""

import doctest
from pathlib import Path

WALKTHROUGH = Path(__file__).parents[2] / "docs" / "walkthrough.md"
BLOCKS = 8


def test_every_block_of_the_walkthrough_runs_as_printed() -> None:
    failed, attempted = doctest.testfile(str(WALKTHROUGH), module_relative=False)
    assert failed == 0
    assert attempted > BLOCKS


def test_every_fenced_block_is_one_that_runs() -> None:
    fences = [line for line in WALKTHROUGH.read_text("utf-8").splitlines() if "```" in line]
    assert set(fences) == {"```pycon", "```"}
    assert fences.count("```pycon") == fences.count("```") >= BLOCKS
