"""How the command line speaks: one JSON document or plain lines, and one line for what is wrong."""

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated

import orjson
import typer
from rich.console import Console

WRONG_RESULT, WRONG_INPUT, SURROUNDINGS = 1, 2, 3

Json = Annotated[bool, typer.Option("--json", help="print exactly one JSON document on stdout")]
progress = Console(stderr=True)  # messages and progress never mix with the answer


@dataclass
class Failure(Exception):
    """A command that ends: stable code, one line of text, exit 1, 2 or 3 (contracts.md)."""

    code: str
    text: str
    exit_code: int = WRONG_INPUT


def print_json(document: object) -> None:
    """Write one document and a newline to stdout, UTF-8."""
    sys.stdout.buffer.write(orjson.dumps(document) + b"\n")
    sys.stdout.buffer.flush()


def print_failure(failure: Failure, *, as_json: bool) -> None:
    text = " ".join(failure.text.split())
    sys.stderr.write(f"error {failure.code}: {text}\n")
    if as_json:
        with suppress(OSError):  # it may be the output that fails
            print_json({"error": {"code": failure.code, "detail": text}})


def leave_unwritten() -> None:
    """Throw away what cannot be written: tried again at the very end, it would end with 120."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
