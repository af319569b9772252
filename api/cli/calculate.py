"""`sdp calculate`: facts in, the day-by-day account out; no database, no network, no file."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from api.cli.output import Failure, Json, print_json
from api.strict_json import DECODER
from domain.benefit.calculate import calculate
from domain.benefit.document import document
from domain.benefit.facts import Facts
from domain.benefit.values import a_day
from domain.rules.parameters import law_with
from domain.shared.dated import Law
from domain.shared.errors import Rejected

app = typer.Typer()


@app.command("calculate", epilog="Example: sdp calculate docs/examples/wage_earner.json --explain")
def print_account(
    facts: Annotated[str, typer.Argument(metavar="FACTS.json|-", help="facts; - reads stdin")],
    *,
    until: Annotated[str | None, typer.Option(metavar="D", help="last day of the account")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="add the text in Danish")] = False,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="try another value of a parameter"),
    ] = None,
    as_json: Json = False,  # noqa: ARG001 the answer is JSON with or without it
) -> None:
    """Print the account of a case as one JSON document."""
    read, last, law = read_facts(facts), read_day(until), read_law(settings or [])
    try:
        account = calculate(read, last, law)
    except Rejected as rejected:
        raise Failure(rejected.code, str(rejected)) from rejected
    print_json(document(account, explained=explain))


def read_facts(place: str) -> Facts:
    """Read facts from a file or stdin; what is wrong is named by its place in the document."""
    try:
        text = sys.stdin.buffer.read() if place == "-" else Path(place).read_bytes()
        read = Facts.model_validate_json(text, by_name=False)
        DECODER.decode(text.decode())
    except OSError as error:
        raise Failure("facts-unreadable", f"{place}: {error.strerror}") from error
    except Rejected as rejected:
        raise Failure(rejected.code, str(rejected)) from rejected
    except ValidationError as error:
        raise Failure("facts-invalid", "; ".join(map(said, error.errors()[:5]))) from error
    except ValueError as error:  # what a parser may read in two ways
        raise Failure("facts-invalid", f"facts: {error}") from error
    return read


def said(error: ErrorDetails) -> str:
    """Name the place and the fault, never the value: it may be personal."""
    place = ".".join(map(str, error["loc"])) or "facts"
    return f"{place}: {error['msg'].removeprefix('Value error, ')}"


def read_day(text: str | None) -> date | None:
    try:
        found = None if text is None else a_day(text)
    except ValueError as error:
        raise Failure("until-invalid", "--until takes a day written YYYY-MM-DD") from error
    return found if isinstance(found, date) else None


def read_law(settings: list[str]) -> Law:
    """Read NAME=VALUE pairs; each value stands for its parameter on every day."""
    pairs = [text.partition("=") for text in settings]
    if not all(equals for _, equals, _ in pairs):
        raise Failure("usage", "--set takes NAME=VALUE")
    try:
        return law_with({name: value for name, _, value in pairs})
    except Rejected as rejected:
        raise Failure(rejected.code, str(rejected)) from rejected
