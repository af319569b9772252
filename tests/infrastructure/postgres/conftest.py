"""Data directories of their own for tests that kill and break."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.infrastructure.postgres.programs import Folder, eventually


@pytest.fixture
def place() -> Iterator[Path]:
    """A short path, so that the socket fits into it; with a space, as users' folders have."""
    made = Path(tempfile.mkdtemp(prefix="sdp t-")).resolve()
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
def empty(new_folder: Callable[[str], Folder]) -> Folder:
    """A data directory that nobody used yet."""
    return new_folder("data")


@pytest.fixture(scope="session")
def used() -> Iterator[Path]:
    """A data directory that was used once, and closed."""
    with tempfile.TemporaryDirectory(prefix="sdp t-") as place:
        folder = Folder(Path(place).resolve() / "data")
        assert folder.sdp("db", "url").returncode == 0
        eventually(folder.is_quiet, "the server outlived its program")
        yield folder.path


@pytest.fixture
def folder(empty: Folder, used: Path) -> Folder:
    """A data directory that was used before: quicker than making a cluster for each test."""
    shutil.copytree(used, empty.path)
    return empty
