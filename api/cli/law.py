"""`sdp law`: the values of law this program knows, and how sure it is of them."""

import re
from datetime import date
from typing import Annotated

import orjson
import typer

from api.cli.output import Failure, Json, print_json
from domain.rules.parameters import ALL
from domain.rules.rates import hourly_cap, minimum_self_employed, weekly_cap
from domain.shared.dated import Law
from domain.shared.errors import NoLawInForce
from domain.shared.plain import Plain, plain

app = typer.Typer(name="law", help="The values of law: rates of a day, all parameters.")


def a_day(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise typer.BadParameter("a day is written YYYY-MM-DD")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text} is no day of the calendar") from error


On = Annotated[date, typer.Option("--on", parser=a_day, metavar="D", help="YYYY-MM-DD")]


@app.command("rates", epilog="Example: sdp law rates --on 2020-04-27")
def print_rates(*, on: On, as_json: Json = False) -> None:
    """Print the caps in force on a day: by week, by hour, least for insured self-employed."""
    try:
        found = rates(on)
    except NoLawInForce as error:
        raise Failure(error.code, str(error)) from error
    if as_json:
        print_json(found)
    else:
        for name, value in found.items():
            typer.echo(f"{name:<22} {value}")


@app.command("parameters", epilog="Example: sdp law parameters --json")
def print_parameters(*, as_json: Json = False) -> None:
    """Print every row of every parameter; those not confirmed by a source say so."""
    rows = parameters()
    if as_json:
        print_json(rows)
        return
    for row in rows:
        value = orjson.dumps(row["value"]).decode()
        sure = "" if row["confirmed"] else "  not confirmed"
        typer.echo(f"{row['name']} from {row['from']}: {value}  ({row['citation']}){sure}")


def rates(on: date) -> dict[str, Plain]:
    law = Law()
    week, hour, least = weekly_cap(law, on), hourly_cap(law, on), minimum_self_employed(law, on)
    if week.parameter is None:
        raise TypeError("a cap names the parameter it comes from")
    return {
        "week": plain(week.output),
        "hour": f"{hour.output.kroner:.2f}",
        "minimum_self_employed": plain(least.output),
        "in_force_from": plain(week.parameter.in_force_from),
        "confirmed": not law.unconfirmed,
        "citation": str(week.citation),
    }


def parameters() -> list[dict[str, Plain]]:
    return [
        {
            "name": dated.name,
            "value": plain(row.value),
            "from": plain(row.in_force_from),
            "known_since": row.known_since,
            "decided_by": dated.decided_by,
            "citation": str(dated.citation),
            "confirmed": row.confirmed,
        }
        for _, dated in sorted(ALL.items())
        for row in dated.rows
    ]
