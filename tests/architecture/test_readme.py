"""The first page names only what exists: verbs of make, commands of `sdp`, folders and files."""

import re
from pathlib import Path

from tests.architecture.test_registers_are_complete import ROOT
from tests.cli.tree import leaves

README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
VERB = re.compile(r"(?:^ {4}|`)make ([a-z]+)", re.MULTILINE)
COMMAND = re.compile(r"(?:^ {4}|`|/)sdp ([^#`\n]+)", re.MULTILINE)
OPTION = re.compile(r"--[a-z-]+")
NAMED = re.compile(r"`([a-z_]+/[a-z0-9_/.]*)`")


def test_every_verb_of_make_exists_and_says_what_it_does() -> None:
    named = set(VERB.findall(README))
    assert named >= {"demo", "test", "help"}
    assert named <= set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))


def test_every_verb_is_declared_to_be_no_file() -> None:
    (phony,) = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert set(phony.split()) == set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))


def test_every_command_of_sdp_exists_with_its_options() -> None:
    asked = [words.strip() for words in COMMAND.findall(README) if not words.startswith("--")]
    assert len(asked) >= 5
    for text in asked:
        known = [leaf for leaf in leaves() if re.match(rf"{leaf.name}\b", text)]
        assert known, text
        group = known[0].words[0]  # `a | b` names several commands of one group
        options = {word for leaf in leaves() if leaf.words[0] == group for word in leaf.options}
        assert set(OPTION.findall(text)) <= options, text


def test_every_place_it_points_to_is_there() -> None:
    places = [place for place in NAMED.findall(README) if "<" not in place]
    assert len(places) > 10
    for place in places:
        assert Path(ROOT / place).exists() or is_inside_a_package(place), place


def is_inside_a_package(place: str) -> bool:
    """`projections/task_queue/v1/` and the like; a trailing name may be one of several."""
    return any(ROOT.glob(f"*/{place}"))
