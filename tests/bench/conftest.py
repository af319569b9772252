"""One level ground for all tests of the benchmarks."""

from collections.abc import Generator

import pytest

from bench.ground import Ground, level_ground


@pytest.fixture(scope="session")
def ground() -> Generator[Ground]:
    with level_ground(quick=True) as level:
        yield level
