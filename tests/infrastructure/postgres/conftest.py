"""Data directories of their own for tests that kill and break."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.infrastructure.postgres.programs import Folder


@pytest.fixture
def place() -> Iterator[Path]:
    """A short path: the socket fits into it."""
    made = Path(tempfile.mkdtemp(prefix="sdp-t-")).resolve()
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def new_folder(place: Path) -> Iterator[Callable[[str], Folder]]:
    """Makes data directories by name; in the end nothing of them runs."""
    made: list[Folder] = []

    def make(name: str) -> Folder:
        made.append(Folder(place / name))
        return made[-1]

    yield make
    for folder in made:
        folder.end()


@pytest.fixture
def folder(new_folder: Callable[[str], Folder]) -> Folder:
    return new_folder("data")
