"""A worker in a process of its own, over the log in memory, for tests that kill it."""

import sys
from pathlib import Path

from infrastructure.postgres.server import Database
from tests.support.every_event import history
from tests.support.readmodels import readmodels


def main(administrator: str, name: str, folder: str) -> None:
    with readmodels(Database(administrator, name), Path(folder), history()) as models:
        models.worker().catch_up()


if __name__ == "__main__":
    main(*sys.argv[1:])
