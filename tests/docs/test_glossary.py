"""The glossary and the code have the same names: what is commanded, and what has happened."""

import re
from typing import get_args

from domain.dossier.dossier import DossierCommand, DossierEvent
from tests.architecture.test_registers_are_complete import ROOT

TEXT = (ROOT / "docs/glossary.md").read_text("utf-8")
NAME = re.compile(r"\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b")
PROPER = {"NemKonto", "NemRefusion"}
PAIR = re.compile(r"\b([A-Z]\w+) → ([A-Z]\w+(?:, [A-Z]\w+)*)")

COMMANDS = {kind.__name__ for kind in get_args(DossierCommand)}
EVENTS = {kind.__name__ for kind in get_args(DossierEvent)}


def pairs() -> dict[str, set[str]]:
    return {command: set(events.split(", ")) for command, events in PAIR.findall(TEXT)}


def test_every_command_leads_to_its_events() -> None:
    assert set(pairs()) == COMMANDS
    assert set().union(*pairs().values()) == EVENTS


def test_no_name_in_it_is_unknown_to_the_code() -> None:
    assert set(NAME.findall(TEXT)) == COMMANDS | EVENTS | PROPER
