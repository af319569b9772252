"""What was written off is a list: by employer and days, within a municipality, page by page."""

from datetime import timedelta
from pathlib import Path

from infrastructure.postgres.server import Database
from infrastructure.readmodels.queries import Reader
from projections.write_offs.v1.query import WriteOffs
from tests.infrastructure.readmodels.asking import Asking
from tests.support.every_event import history
from tests.support.readmodels import readmodels

ELSEWHERE = Reader(751)


def test_what_was_written_off_is_listed_and_says_when_it_was_reversed(
    database: Database, tmp_path: Path
) -> None:
    with readmodels(database, tmp_path, history()) as models:
        models.run()
        check(Asking(database, models))


def check(asked: Asking) -> None:
    first = asked(WriteOffs(limit=1))
    rows = [*first.rows, *asked(WriteOffs(cursor=first.next)).rows] if first.next else first.rows
    assert tuple(rows) == asked(WriteOffs()).rows
    assert {one.amount_oere for one in rows} == {3_552_00}
    gone = [one for one in rows if one.reversed_at]
    assert gone
    assert all(one.reason for one in gone)
    assert list(asked(WriteOffs(reversed=True)).rows) == gone
    lost = rows[0]
    assert asked(WriteOffs(cvr="1")).rows == ()
    assert lost in asked(WriteOffs(from_day=lost.last_day, to_day=lost.first_day)).rows
    assert lost not in asked(WriteOffs(from_day=lost.last_day + timedelta(days=1))).rows
    assert lost not in asked(WriteOffs(to_day=lost.first_day - timedelta(days=1))).rows
    assert not {one.case_id for one in rows} & {
        one.case_id for one in asked(WriteOffs(), ELSEWHERE).rows
    }
