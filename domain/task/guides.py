"""How a task is solved, told to a case worker: what to look at, the choices, what follows."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from domain.task.outcomes import OUTCOMES_IN_DANISH, Outcome

LOOK, THEN = "look", "then"


@dataclass(frozen=True, slots=True)
class Guide:
    look: str
    choices: Mapping[Outcome, str]
    then: str

    def __str__(self) -> str:
        chosen = (f'"{OUTCOMES_IN_DANISH[each]}": {text}' for each, text in self.choices.items())
        choices = ".\n".join(chosen)
        return f"Se på: {self.look}\nVælg:\n{choices}.\nDet følger: {self.then}"


def guides(file: Path) -> Mapping[str, Guide]:
    return {key: guide(said) for key, said in tomllib.loads(file.read_text("utf-8")).items()}


def guide(said: Mapping[str, str]) -> Guide:
    return Guide(said[LOOK], dict(choices(said)), said[THEN])


def choices(said: Mapping[str, str]) -> Iterator[tuple[Outcome, str]]:
    for name, text in said.items():
        if name not in {LOOK, THEN}:
            yield Outcome(name), text
