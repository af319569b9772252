"""A disk that takes no more key: a new case is refused as a fault of the surroundings."""

import resource
from collections.abc import Generator
from contextlib import contextmanager
from uuid import uuid4

import pytest

from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.served import Served, served

UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Served]:
    with served(tmp_path_factory.mktemp("full")) as running:
        yield running


@contextmanager
def no_file_grows(server: Served) -> Generator[None]:
    """Let the server write no byte to a file, as on a full disk; the database still can."""
    pid = server.process.pid
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, UNLIMITED)


def test_a_case_whose_key_cannot_be_kept_is_not_recorded_and_can_be_sent_again(
    server: Served,
) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    before = server.counts()
    with no_file_grows(server):
        refused = server.post("/cases", bodies.absence(), Role.NEMREFUSION, **key)
        assert (refused.status_code, refused.json()["code"]) == (503, "unavailable")
        assert "Retry-After" in refused.headers
    assert server.counts() == before
    sent = server.post("/cases", bodies.absence(), Role.NEMREFUSION, **key)
    assert sent.status_code == 201
    assert "Idempotent-Replay" not in sent.headers
