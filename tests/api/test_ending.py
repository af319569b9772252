"""Told to end while the database hangs: it ends, and nobody is left without an answer."""

import os
import signal
import subprocess
from collections.abc import Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Semaphore

import pytest
from httpx2 import Client, Response

from domain.shared.envelope import Role
from tests.infrastructure.postgres.programs import (
    Folder,
    command_of,
    eventually,
    kill,
    parent_of,
    pids,
)
from tests.support.held_up import held_up
from tests.support.seeded import reported
from tests.support.served import LONG, PATIENCE, SDP, Served, served

READ = "sdp_log.event"
ASKING = 6  # clients
ESTABLISHED = "01"  # in /proc/net/tcp


@contextmanager
def frozen(folder: Folder) -> Generator[None]:
    """Stop every process of the database, as a disk that hangs does."""
    stopped = folder.processes()
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in stopped & folder.processes():
            os.kill(pid, signal.SIGCONT)


def ask(server: Served, case: str, number: int, asked: Semaphore) -> Response:
    """Ask, and say so when the whole request is on its way."""
    headers = {"Authorization": f"Bearer {server.token('case_worker')}"}

    def trace(event: str, _: Mapping[str, object]) -> None:
        if event == "http11.receive_response_headers.started":
            asked.release()

    with Client(base_url=server.http.base_url, timeout=LONG) as http:
        if number % 2:
            return http.get(f"/cases/{case}", headers=headers, extensions={"trace": trace})
        key = {"Idempotency-Key": f"{number}"}
        return http.post(
            f"/cases/{case}/notes",
            json={"text": "x"},
            headers=headers | key,
            extensions={"trace": trace},
        )


def unread(server: Served) -> int:
    """Count the bytes that were sent to the server and that it has not taken yet."""
    here = f":{server.http.base_url.port:04X}"
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    waiting = (line[4] for line in lines if line[1].endswith(here) and line[3] == ESTABLISHED)
    return sum(int(queues.partition(":")[2], 16) for queues in waiting)


def test_it_ends_though_the_database_hangs_and_answers_all_who_asked(tmp_path: Path) -> None:
    with served(tmp_path / "data", "--with-worker") as server, ThreadPoolExecutor(ASKING) as pool:
        case = reported(server)
        assert server.token(Role.CASE_WORKER)
        assert server.fresh("/cases").is_success
        with frozen(Folder(server.data_dir)):
            asked = Semaphore(0)
            asking = [pool.submit(ask, server, case, number, asked) for number in range(ASKING)]
            assert all(asked.acquire(timeout=LONG) for _ in asking)
            eventually(lambda: not unread(server), "the server does not read what was asked")
            server.process.terminate()
            assert server.process.wait(PATIENCE) == 0
        codes = {each.result().json()["code"] for each in asking}
    assert codes == {"unavailable"}


@pytest.mark.parametrize("words", ["verify", "check invariants", "projections verify task_queue"])
def test_a_command_ends_though_the_database_hangs(tmp_path: Path, words: str) -> None:
    with served(tmp_path / "data", "--with-worker") as server:
        reported(server)
        server.caught_up()
        with held_up(server, READ) as looking:
            pipe = subprocess.PIPE
            with subprocess.Popen(
                [SDP, *words.split()], env=server.environment, stdout=pipe, stderr=pipe, text=True
            ) as process:
                looking.until_stuck(READ)
                with frozen(Folder(server.data_dir)):
                    process.terminate()
                    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 3
    assert "cancel" not in said  # that psycopg waited, and for how long it would
    assert said.splitlines()[-1].startswith("error interrupted: ")


def test_a_killed_worker_is_another_one_soon(tmp_path: Path) -> None:
    """And of a killed server no worker is left."""
    with served(tmp_path / "data", "--with-worker") as server:
        (first,) = workers_of(server)
        kill(first)
        eventually(lambda: workers_of(server) not in ([], [first]), "no new worker")
        reported(server)
        assert server.fresh("/cases").json()["items"]
        (second,) = workers_of(server)
        server.process.kill()
        eventually(lambda: parent_of(second) is None, "the worker outlived its server")


def workers_of(server: Served) -> list[int]:
    children = (pid for pid in pids() if parent_of(pid) == server.process.pid)
    return [pid for pid in children if b"\0worker\0" in command_of(pid)]
