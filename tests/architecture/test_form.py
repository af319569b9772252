"""The form of the repository: what lies where, how long it may be, whom it never names."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.test_registers_are_complete import FOLDERS, ROOT

PROJECT = {"README.md", "CHANGELOG.md", "Makefile", "pyproject.toml", "uv.lock"}
LINES, FUNCTION_LINES, DECISION_LINES = 250, 30, 30
HOMES = re.compile(r"(?<![\w.$}])/(home|root|Users|work)/")
INDEXES = {"pypi.org", "files.pythonhosted.org"}

# Longer than the limit today. No row may be added: name the idea.
LONG_FUNCTIONS = {
    "bench/dossiers.py: reports",
    "domain/case/facts.py: translated",
    "infrastructure/log/batch.py: prepare",
    "tests/infrastructure/log/test_memory.py: tell",
    "tests/support/life_of_a_case.py: reports",
}


def files(*patterns: str) -> Iterator[Path]:
    """What is ours in the checkout, without what tools leave there."""
    for folder in sorted(FOLDERS):
        for pattern in patterns:
            found = (path for path in (ROOT / folder).rglob(pattern) if path.is_file())
            yield from (path for path in found if "__pycache__" not in path.parts)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def modules() -> dict[str, str]:
    return {name_of(path): path.read_text("utf-8") for path in files("*.py")}


def test_nothing_lies_at_the_top_that_was_not_agreed() -> None:
    visible = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert visible - FOLDERS - PROJECT - {"build", "dist", "__pycache__"} == set()
    assert visible >= FOLDERS | PROJECT


def test_no_file_is_longer_than_can_be_seen_at_once() -> None:
    long = {name for name, text in modules().items() if len(text.splitlines()) > LINES}
    assert long == set()


def test_no_function_is_longer_than_can_be_held_in_mind() -> None:
    long = {
        f"{name}: {function.name}"
        for name, text in modules().items()
        for function in functions(text)
        if (function.end_lineno or 0) - function.lineno + 1 > FUNCTION_LINES
    }
    assert long == LONG_FUNCTIONS  # shorter now: its row goes


def functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_every_module_opens_with_what_it_is_for() -> None:
    written = {name: text for name, text in modules().items() if text.strip()}
    assert len(written) > 200
    assert [name for name, text in written.items() if not ast.get_docstring(ast.parse(text))] == []


def test_nothing_names_a_workplace() -> None:
    here = Path(__file__)
    ours = [*files("*"), *(ROOT / name for name in PROJECT), *(ROOT / ".ci").iterdir()]
    named = [
        name_of(path)
        for path in ours
        if path != here and HOMES.search(path.read_text("utf-8", "replace"))
    ]
    assert named == []


def test_a_workplace_would_be_seen() -> None:
    parts = ("", "home", "anne", "x.py")
    assert HOMES.search(f'PLACE = "{"/".join(parts)}"')
    folder = "work"
    assert not HOMES.search(f"see docs/{folder}/x and $HOME/{folder}/ and tests/home/")


def test_everything_is_locked_to_the_public_index() -> None:
    lock = (ROOT / "uv.lock").read_text("utf-8")
    hosts = set(re.findall(r'[a-z]+://([^/" ]+)', lock))
    assert hosts == INDEXES


DECISIONS = sorted((ROOT / "docs/decisions").iterdir())


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem[:4])
def test_a_decision_is_short_and_carries_its_number(path: Path) -> None:
    first, *rest = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    assert re.fullmatch(r"[0-9]{4}(-[a-z0-9]+)+\.md", path.name)
    assert re.match(rf"# ({path.name[:4]} )?[A-Z]", first)
    assert len(rest) <= DECISION_LINES


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert sorted(numbers) == list(range(1, max(numbers) + 1))


def test_nothing_in_the_environment_turns_a_decision() -> None:
    """Four eyes, automation, deadlines: what is decided knows no switch outside the log."""
    inner = ("domain/", "application/", "projections/")
    wanted = re.compile(r"\bos\.environ|\bgetenv|\bimport os\b")
    decides = {name: text for name, text in modules().items() if name.startswith(inner)}
    assert len(decides) > 100
    assert [name for name, text in decides.items() if wanted.search(text)] == []
