"""`sdp openapi`: the description of the HTTP API, without starting anything."""

import typer

from api.cli.output import print_json
from api.description import DOCUMENT

app = typer.Typer()


@app.command("openapi")
def print_openapi() -> None:
    """Print the OpenAPI 3.1 document.

    Example: sdp openapi > openapi.json
    """
    print_json(DOCUMENT())
