"""Every command of `sdp` shows itself, and says in one line what is wrong with what it was told."""

import json
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.cli.main import MODULES, run
from tests.cli.tree import Leaf, leaves

SDP = Path(sys.executable).with_name("sdp")
LEAVES = [pytest.param(leaf, id=leaf.name) for leaf in leaves()]
USAGE = ("--nonsense", "usage")

# One wrong word for each command, and the code of what is wrong with it.
WRONG: dict[str, tuple[str, str]] = {
    "bench": ("no_such_row", "unknown-benchmark"),
    "calculate": ("no-such-facts.json", "facts-unreadable"),
    "check invariants": USAGE,
    "db adopt": ("", "no-database-url"),
    "db migrate": USAGE,
    "db run": ("", "usage"),
    "db stop": USAGE,
    "db upgrade": ("--bindir", "usage"),
    "db url": ("superfluous", "usage"),
    "demo": ("--wage much", "invalid-wage"),
    "law parameters": ("superfluous", "usage"),
    "law rates": ("--on 1999-01-01", "no-law-in-force"),
    "openapi": ("superfluous", "usage"),
    "projections activate": ("task_queue zero", "usage"),
    "projections drop": ("", "usage"),
    "projections list": ("superfluous", "usage"),
    "projections parked": USAGE,
    "projections rebuild": ("no_such_model", "unknown-projection"),
    "projections rollback": ("no_such_model", "unknown-projection"),
    "projections status": USAGE,
    "projections unpark": ("no-case-id", "wrong-case-id"),
    "projections verify": ("", "usage"),
    "rerate": ("--on yesterday", "usage"),
    "run": ("weekly --date 2020-05-11", "unknown-run"),
    "schedule": ("--days many", "usage"),
    "serve": ("--port 70000", "usage"),
    "simulate": ("--cases 1 --seed 1 --from 2026-01-06 --to 2026-01-05", "to-before-from"),
    "token": ("--role case_worker --municipality 101 --ttl forever", "invalid-ttl"),
    "verify": ("--anchor no-such-file", "bad-anchor"),
    "worker": USAGE,
}


@dataclass(frozen=True)
class Said:
    exit_code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def nothing_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder to stand in, and no database to be found."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SDP_DATA_DIR", str(tmp_path / "data"))


def test_the_tree_holds_every_command_and_each_has_a_wrong_word() -> None:
    names = [leaf.name for leaf in leaves()]
    assert len(names) == len(set(names))
    assert {name.split()[0] for name in names} == set(MODULES)
    assert set(WRONG) == set(names)


@pytest.mark.parametrize("leaf", LEAVES)
def test_every_command_says_what_it_is_for_and_shows_an_example_of_itself(leaf: Leaf) -> None:
    assert leaf.help.strip().endswith((".", "twice changes nothing."))
    assert leaf.epilog.startswith("Example: sdp ")
    assert "\n" not in leaf.epilog
    words = shlex.split(leaf.epilog.removeprefix("Example: sdp "))
    assert tuple(words[: len(leaf.words)]) == leaf.words
    own = words[: words.index("--")] if "--" in words else words
    assert {word for word in own if word.startswith("--")} <= leaf.options


@pytest.mark.parametrize("leaf", LEAVES)
def test_help_prints_the_example(leaf: Leaf, capfd: pytest.CaptureFixture[str]) -> None:
    said = told([*leaf.words, "--help"], capfd)
    assert (said.exit_code, said.err) == (0, "")
    assert leaf.epilog[:40] in said.out


@pytest.mark.parametrize("leaf", LEAVES)
def test_a_wrong_word_is_one_line_exit_2_and_nothing_written(
    leaf: Leaf, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    wrong, code = WRONG[leaf.name]
    said = told([*leaf.words, *wrong.split()], capfd)
    assert (said.exit_code, said.out) == (2, "")
    assert_one_line(said.err, code)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("leaf", [one for one in LEAVES if one.values[0].speaks_json])  # pyright: ignore[reportUnknownMemberType, reportAttributeAccessIssue]  (a parameter set holds anything)
def test_with_json_a_wrong_word_is_one_document_too(
    leaf: Leaf, capfd: pytest.CaptureFixture[str]
) -> None:
    wrong, code = WRONG[leaf.name]
    assert_document(told([*leaf.words, "--json", *wrong.split()], capfd), code)


@pytest.mark.parametrize("name", ["demo", "projections unpark", "run"])
def test_the_installed_program_says_the_same(name: str) -> None:
    wrong, code = WRONG[name]
    (leaf,) = [leaf for leaf in leaves() if leaf.name == name]
    words = [*leaf.words, *wrong.split(), *(["--json"] if leaf.speaks_json else [])]
    ended = subprocess.run([SDP, *words], capture_output=True, text=True, check=False, timeout=300)
    said = Said(ended.returncode, ended.stdout, ended.stderr)
    if leaf.speaks_json:
        assert_document(said, code)
    else:
        assert (said.exit_code, said.out) == (2, "")
        assert_one_line(said.err, code)


def told(words: list[str], capfd: pytest.CaptureFixture[str]) -> Said:
    """Run a command in this process; what it wrote to either stream."""
    capfd.readouterr()
    with pytest.raises(SystemExit) as ended:
        run(words)
    out, err = capfd.readouterr()
    return Said(int(ended.value.code or 0), out, err)


def assert_one_line(err: str, code: str) -> None:
    assert err.startswith(f"error {code}: ")
    assert err.count("\n") == 1
    assert err.endswith("\n")
    assert "Traceback" not in err


def assert_document(said: Said, code: str) -> None:
    assert said.exit_code == 2
    assert said.out.count("\n") == 1
    error = json.loads(said.out)["error"]
    assert (error["code"], set(error)) == (code, {"code", "detail"})
    assert said.err == f"error {code}: {error['detail']}\n"
