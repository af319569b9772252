"""What an entry in the tables of routes says."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from api.parameters import Parameters
from api.surroundings import Surroundings
from domain.dossier.dossier import DossierCommand
from domain.shared.envelope import Actor, Purpose

DOSSIERS = {"/runs": "run_id", "/municipality": "municipality_id"}  # all others: case_id


def names_in(path: str) -> tuple[str, ...]:
    return tuple(part.strip("{}") for part in path.split("/") if part.startswith("{"))


@dataclass(frozen=True)
class CommandRoute:
    """`path` names the dossier and ids that belong to the command.

    The municipality's own dossier needs no id: it is that of who asks.
    """

    path: str
    command: type[DossierCommand]
    status: int = 200

    @property
    def name(self) -> str:
        return self.command.__name__

    @cached_property
    def dossier(self) -> str:
        for folder, name in DOSSIERS.items():
            if self.path.startswith(folder):
                return name
        return "case_id"

    @cached_property
    def from_path(self) -> tuple[str, ...]:
        """Ids that stand in the address and in the command."""
        return tuple(name for name in names_in(self.path) if name in self.command.model_fields)


@dataclass(frozen=True, slots=True)
class Question:
    """A query that was read: who asks, of what, why."""

    actor: Actor
    purpose: Purpose
    ids: Mapping[str, UUID]
    parameters: Any  # of the type that the route names
    accept: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer, JSON unless it says otherwise, and the cases whose personal data it shows."""

    body: bytes
    shown: Sequence[UUID] = ()
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    media_type: str = "application/json"


Answer = Callable[[Question, Surroundings], Awaitable[Answered]]


@dataclass(frozen=True)
class QueryRoute:
    """A question: where it is asked, what may stand behind `?`, who answers, and in what shape."""

    path: str
    name: str
    answer: Answer
    shape: type[BaseModel]
    parameters: type[Parameters] = Parameters
    read_model: bool = False  # as fresh as its projection; `at_least` waits for it
    csv: bool = False  # is a table too
    personal: bool = True  # shows personal data: every answer is entered in the access log
