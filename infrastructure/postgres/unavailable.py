"""The one way to say that database or log cannot be had: a stable code and a line of text."""

from dataclasses import dataclass

NO_SPACE = "the disk is full: nothing is written until there is room"


@dataclass
class Unavailable(Exception):
    """The surroundings are wrong, not the input: the command line ends with exit code 3."""

    code: str
    text: str

    def __str__(self) -> str:
        return self.text
