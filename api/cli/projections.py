"""`sdp projections`: which read models there are, how far they are, and how they are made anew."""

import typer

app = typer.Typer(name="projections", help="Read models: list, status, rebuild, verify, versions.")


@app.callback()
def projections() -> None:
    """Name the group."""
