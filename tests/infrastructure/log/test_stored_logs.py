"""A log that any earlier release wrote is read by this one."""

from pathlib import Path

import pytest

from infrastructure.log.journal import RELEASE
from infrastructure.log.payload import Damaged, opened
from infrastructure.log.rows import KEY, PAYLOAD, SCHEMA, STREAM, TYPE, VERSION, recorded
from infrastructure.stored_names import STORED_NAMES, decode
from tests.support.stored_log import FOLDER, read

LOGS = sorted(FOLDER.glob("*.jsonl"))


def test_this_release_has_its_stored_log() -> None:
    assert RELEASE in [path.stem for path in LOGS]


@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.stem)
def test_a_stored_log_is_read_whole(path: Path) -> None:
    log = read(path)
    events = recorded(log.keys, log.rows)
    assert len(events) == len(log.rows) > 50
    for each, row, plain in zip(events, log.rows, log.plain, strict=True):
        assert each.event == decode(row[TYPE], row[SCHEMA], plain)
        assert each.envelope.position == row[0]


def test_a_stored_log_holds_every_type_of_its_time() -> None:
    types = {row[TYPE] for row in read(FOLDER / "0.1.0.jsonl").rows}
    assert types <= {name for name, _ in STORED_NAMES}
    assert len(types) > 50


@pytest.mark.parametrize("column", [STREAM, VERSION, TYPE, SCHEMA, PAYLOAD])
def test_a_payload_is_read_in_its_own_place_only(column: int) -> None:
    log = read(FOLDER / "0.1.0.jsonl")
    mine = list(log.rows[0])
    other = next(row for row in log.rows if row[KEY] == mine[KEY] and row[TYPE] != mine[TYPE])
    mine[column] = 9 if column in {VERSION, SCHEMA} else other[column]
    if column == STREAM:
        mine[column] = mine[KEY].__class__(int=4711)
    cipher = log.keys.ciphers([mine[KEY]])[mine[KEY]]
    with pytest.raises(Damaged):
        opened(cipher, *(mine[c] for c in (STREAM, VERSION, TYPE, SCHEMA, PAYLOAD)))
