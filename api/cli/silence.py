"""A database that is there and does not answer: said while it lasts, since nothing else would."""

import asyncio

import typer

from application.ports.run_locks import StillHeld

SILENT = 30.0  # seconds until it is told of
PAUSE = 10.0  # between two questions
SAID = "the database does not answer; the schedule waits for it"
OVER = "the database answers again; the schedule goes on"


async def tell_of_silence(asked: StillHeld) -> None:
    """Ask again and again; what is lost and not only silent, who works finds out as well."""
    while True:
        asking = asyncio.ensure_future(asked())
        try:
            silent = not (await asyncio.wait((asking,), timeout=SILENT))[0]
            if silent:
                typer.echo(SAID)
            await asyncio.wait((asking,))
        finally:
            asking.cancel()
        if asking.exception():
            return
        if silent:
            typer.echo(OVER)
        await asyncio.sleep(PAUSE)
