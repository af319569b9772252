"""`sdp demo`: the municipalities' own briefing case, from report to payment, over real HTTP."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated

import typer

from api.cli.demo_place import ended_cleanly, folder
from api.cli.output import WRONG_RESULT, Failure
from api.demo.checking import disagreements
from api.demo.client import Actors
from api.demo.play import Play
from api.demo.screen import Screen
from api.demo.served import served

app = typer.Typer()
AMOUNT = re.compile(r"[0-9]{1,6}(\.[0-9]{1,2})?")
HIGHEST = 1_000  # above it a case worker looks at the wage, of which this story does not tell
Wage = Annotated[str, typer.Option("--wage", help="kroner an hour, before contribution")]


@app.command("demo", epilog="Example: sdp demo --wage 100")
def demo(*, wage: Wage = "120.00") -> None:
    """Play an absence from report to payment on an embedded database of its own."""
    wage = kroner(wage)
    with ended_cleanly(), folder() as data_dir, served(data_dir) as instance:
        seen = Play(Actors(instance.url), instance, Screen()).run(wage)
    wrong = disagreements(seen, wage)
    for one in wrong:
        typer.echo(f"demo FAILED: {one.what}, {one.expected}, {one.found}")
    if wrong:
        raise typer.Exit(WRONG_RESULT)
    typer.echo(last_line(seen))


def last_line(seen: Mapping[str, object]) -> str:
    counted = f"events={seen['events']} tasks={seen['tasks']} payments={seen['payments']}"
    return f"demo ok: {counted} total={seen['total']} rebuild={seen['rebuild per second']}/s"


def kroner(text: str) -> str:
    """Write the wage with two decimals; raises Failure where it is none of this story."""
    if not AMOUNT.fullmatch(text):
        raise Failure("invalid-wage", "the wage is not an amount in kroner")
    if not 0 < (wage := Decimal(text)) <= HIGHEST:
        raise Failure("invalid-wage", f"the wage lies between 0.01 and {HIGHEST} kroner")
    return f"{wage:.2f}"
