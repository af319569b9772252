"""`sdp simulate`: a population played through the commands of the application, day by day."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated

import psycopg
import typer

from api.cli.known_days import check_day
from api.cli.output import Failure, Json, print_json
from api.cli.place import HERE, DataDir
from api.cli.readmodels import bar
from application.simulation.figures import Figures
from application.simulation.traits import Plan
from infrastructure.canonical import canonical
from infrastructure.log.identity import known
from infrastructure.log.reading import WholeLog
from infrastructure.migrations import migrate
from infrastructure.postgres.server import Database, open_database
from infrastructure.simulating import Played, Share, play

app = typer.Typer()
Cases = Annotated[int, typer.Option("--cases", min=1, help="how many absences are reported")]
Seed = Annotated[int, typer.Option("--seed", help="the same seed plays the same log")]
From = Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="the first day")]
To = Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="the last day")]
Of = Annotated[int, typer.Option("--municipalities", min=1, max=98, help="among how many")]


@app.command(
    "simulate",
    epilog="Example: sdp simulate --cases 300 --seed 1 --from 2026-01-05 --to 2026-06-28",
)
def simulate(  # noqa: PLR0913  (the arguments of the contract)
    *,
    cases: Cases,
    seed: Seed,
    first_day: From,
    last_day: To,
    municipalities: Of = 1,
    as_json: Json = False,
    data_dir: DataDir = HERE,
) -> None:
    """Play reports, answers, case work, runs and payments on an empty log with simulated time.

    A simulation that was stopped is not taken up again: the log is not empty any more.
    """
    check_day(first_day, last_day)
    if last_day < first_day:
        raise Failure("to-before-from", "the last day lies before the first")
    plan = Plan(cases, seed, first_day.date(), last_day.date(), municipalities)
    with open_database(data_dir) as database:
        migrate(database)
        check_empty(database)
        document = simulated(Share(database, data_dir, plan))
    if as_json:
        print_json(document)
    else:
        for name, value in document.items():
            typer.echo(f"{name}: {value}")


def simulated(whole: Share) -> dict[str, object]:
    with bar("days") as reached:
        played = play(whole, reached)
    return answer(asyncio.run(read(whole.database, whole.data_dir)), played)


def check_empty(database: Database) -> None:
    with psycopg.connect(database.url("owner")) as connection:
        identity = known(connection)
        found = connection.execute("SELECT 1 FROM sdp_log.event LIMIT 1").fetchone()
    if found:
        raise Failure(
            "log-not-empty",
            "a simulation needs an empty log, and a killed one is not resumed: take a fresh folder",
        )
    if identity and not identity.simulated:
        raise Failure("log-not-empty", "this log is real; a simulation needs one of its own")


async def read(database: Database, data_dir: Path) -> Figures:
    figures = Figures()
    async for page in WholeLog(database, data_dir).pages():
        for recorded in page.recorded:
            figures.see(recorded, canonical(recorded))
    return figures


def answer(figures: Figures, played: Played) -> dict[str, object]:
    return {
        "cases": figures.cases,
        "municipalities": len(figures.municipalities),
        "events": figures.events,
        "tasks_opened": figures.tasks_opened,
        "tasks_open": len(figures.open_tasks),
        "payments": figures.payments,
        "total": str(figures.paid),
        "refused": played.refused.total(),
        "without_human_touch": figures.without_human_touch,
        "events_per_second": round(figures.events / played.seconds, 1),
        "digest": figures.digest(),
    }
