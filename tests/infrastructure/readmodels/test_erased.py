"""Read models go on past an erased case: nobody else's rows change, and a rebuild comes through."""

import gc
from collections.abc import Sequence
from pathlib import Path

import pytest

from domain.dossier.dossier import Recorded
from domain.dossier.erased import Erased
from infrastructure.postgres.server import Database
from infrastructure.readmodels.parking import parked
from infrastructure.readmodels.rebuild import Plan, fill_here, rebuild
from projections.register import ALL
from projections.words import beginnings
from tests.support.every_event import history
from tests.support.people import ANNE
from tests.support.readmodels import readmodels

LOG = history()
HALF = len(LOG) // 2


def with_anne_erased(log: Sequence[Recorded]) -> list[Recorded]:
    return [
        one._replace(event=Erased(type(one.event).__name__))
        if one.envelope.case_id == ANNE.case_id
        else one
        for one in log
    ]


def words_in_memory() -> set[str]:
    """Find every marked beginning of a name that anything in this process holds."""
    gc.collect()
    held = gc.get_referents(*gc.get_objects())
    return {one for one in held if type(one) is str and one.startswith("name:")}


@pytest.mark.parametrize("limit", [7, 5_000])
def test_a_worker_remembers_no_word_of_a_name(
    database: Database, tmp_path: Path, limit: int
) -> None:
    """An erased case's would outlive its key there; a question for names is asked of tokens."""
    beginnings.cache_clear()
    before = words_in_memory()
    kept = beginnings("Zebedæus", "name")
    assert "name:zebedæus" in words_in_memory() - before
    beginnings.cache_clear()
    del kept
    with readmodels(database, tmp_path, LOG) as models:
        worker = models.worker(limit)
        worker.catch_up()
        assert models.rows()["case_overview_v1.case_word"]
        assert words_in_memory() - before == set()
        assert worker.runner.limit == limit


def test_who_never_saw_the_case_has_no_row_of_it_and_all_of_the_others(
    database: Database, tmp_path: Path
) -> None:
    others = [one for one in LOG if one.envelope.case_id != ANNE.case_id]
    with readmodels(database, tmp_path, others) as models:
        models.run()
        expected = models.rows()
        models.source.recorded = with_anne_erased(LOG)
        for projection in ALL:
            plan = Plan(fill_here(models.connection, models.feed), shards=2)
            assert rebuild(models.connection, models.feed, projection, plan).same
    assert all(expected.values())


def test_the_live_worker_goes_on_and_parks_nothing(database: Database, tmp_path: Path) -> None:
    with readmodels(database, tmp_path, LOG[:HALF]) as models:
        models.run(7)
        models.keys.destroy(ANNE.case_id)
        models.source.recorded = [*LOG[:HALF], *with_anne_erased(LOG[HALF:])]
        models.know(one for one in LOG if one.envelope.case_id != ANNE.case_id)
        models.run(7)
        assert parked(models.connection) == []
        shown = {row for rows in models.rows().values() for row in map(str, rows)}
        assert not any(ANNE.name.split()[0] in row for row in shown)
