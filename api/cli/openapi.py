"""`sdp openapi`: the description of the HTTP API, without starting anything."""

import typer

from api.cli.output import print_json
from api.description import description

app = typer.Typer()


@app.command("openapi", epilog="Example: sdp openapi > openapi.json")
def print_openapi() -> None:
    """Print the OpenAPI 3.1 document."""
    print_json(description())
