"""Where everything is kept: the option every command that needs the data directory takes."""

from pathlib import Path
from typing import Annotated

import typer

DataDir = Annotated[
    Path,
    typer.Option(
        "--data-dir",
        envvar="SDP_DATA_DIR",
        help="the folder that keeps everything",
        readable=False,  # checked where it is made: that is surroundings, not wrong input
    ),
]
HERE = Path(".data")
