"""A log with events is opened with its own keys, or not at all: none are made in their place."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from infrastructure.log.keys import CASES, KeyStore
from infrastructure.log.keys_of import keys_of
from infrastructure.log.reading import WholeLog
from infrastructure.postgres.server import Database
from infrastructure.postgres.unavailable import Unavailable
from infrastructure.readmodels.worker import run_worker
from tests.infrastructure.log.orders import Log, decided, new_case, order


def open_journal_of(database: Database, data_dir: Path) -> None:
    Log(database, data_dir).run(lambda journal: asyncio.sleep(0, journal))


def read_it(database: Database, data_dir: Path) -> None:
    async def read() -> None:
        async for _ in WholeLog(database, data_dir).pages():
            pass

    asyncio.run(read())


def work_on_it(database: Database, data_dir: Path) -> None:
    stop = Event()
    stop.set()
    run_worker(database, data_dir, stop)


Opened = Callable[[Database, Path], None]
OPENED = (open_journal_of, read_it, work_on_it)


def written(log: Log) -> None:
    case = new_case()
    log.run(lambda journal: journal.append(order(case), decided(case), 0))


@pytest.mark.parametrize("opened", OPENED)
def test_without_them_it_is_not_opened_and_none_are_made(
    log: Log, tmp_path: Path, opened: Opened
) -> None:
    written(log)
    elsewhere = tmp_path / "elsewhere"
    with pytest.raises(Unavailable) as refused:
        opened(log.database, elsewhere)
    assert refused.value.code == "case-keys-lost"
    assert not (elsewhere / "keys").exists()


@pytest.mark.parametrize("opened", OPENED)
def test_an_empty_log_is_opened_and_its_keys_are_made(
    log: Log, tmp_path: Path, opened: Opened
) -> None:
    opened(log.database, tmp_path / "new")
    assert (tmp_path / "new" / "keys" / CASES).exists()


def test_put_back_they_open_it_again(log: Log, tmp_path: Path) -> None:
    written(log)
    copy = tmp_path / "copy"
    shutil.copytree(log.data_dir / "keys", copy)
    keys_of(log.database, copy).close()


def test_a_file_that_is_no_key_store_is_told(tmp_path: Path) -> None:
    (tmp_path / CASES).write_text("garbage " * 200)
    with pytest.raises(Unavailable) as refused:
        KeyStore(tmp_path)
    assert refused.value.code == "case-keys-damaged"
