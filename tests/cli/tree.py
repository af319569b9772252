"""The whole command tree of `sdp`, as the program itself puts it together."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from typer.main import get_command

from api.cli.main import command_line


@dataclass(frozen=True)
class Leaf:
    """One command: the words that lead to it, and what it tells of itself."""

    words: tuple[str, ...]
    help: str
    epilog: str
    options: frozenset[str]

    @property
    def name(self) -> str:
        return " ".join(self.words)

    @property
    def speaks_json(self) -> bool:
        return "--json" in self.options


@cache
def leaves() -> tuple[Leaf, ...]:
    return tuple(below(get_command(command_line([])), ()))


def below(command: Any, words: tuple[str, ...]) -> Iterator[Leaf]:  # noqa: ANN401  (typer's own)
    """Walk down; groups without commands do not count."""
    commands: dict[str, Any] | None = getattr(command, "commands", None)
    if commands is None:
        options = frozenset(word for each in command.params for word in each.opts)
        yield Leaf(words, command.help or "", command.epilog or "", options)
        return
    for name in sorted(commands):
        yield from below(commands[name], (*words, name))
