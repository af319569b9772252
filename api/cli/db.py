"""`sdp db`: the database itself, its address, its tables, its end."""

import typer

app = typer.Typer(name="db", help="The database: address, tables, stop, upgrade.")


@app.command("url")
def print_url() -> None:
    """Print."""
    typer.echo("hey")


@app.command("stop")
def stop() -> None:
    """Stop.""" 
