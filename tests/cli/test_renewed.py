"""A data directory of another release: the installed program makes its lists anew by itself."""

import json
import time
from pathlib import Path

import psycopg
import pytest

from tests.support.seeded import reported
from tests.support.served import PATIENCE, Served, served

CASES = "/cases"
MADE_OTHERWISE = "UPDATE readmodels.slot SET shape = %s WHERE projection = 'case_overview'"


def builds(server: Served) -> dict[str, tuple[str, bool, str]]:
    """Give state, whether it is shown, and shape of the builds of the case overview."""
    found = json.loads(server.sdp("projections", "status", "--json").stdout)["projections"]
    return {
        one["schema"]: (one["state"], one["active"], one["shape"])
        for one in found
        if one["projection"] == "case_overview"
    }


@pytest.mark.parametrize("shape", [None, "of another release"])
def test_lists_of_another_release_are_made_anew(tmp_path: Path, shape: str | None) -> None:
    with served(tmp_path, "--with-worker") as server:
        case = reported(server)
        assert cases(server) == [case]
        assert builds(server) == {"case_overview_v1": ("live", True, "same")}
    with served(tmp_path) as server:
        with psycopg.connect(server.owner_url) as owner:
            owner.execute(MADE_OTHERWISE, (shape,))
            owner.execute("ALTER TABLE case_overview_v1.case_overview DROP COLUMN status")
        refused = server.get(CASES)
        assert (refused.status_code, refused.json()["code"]) == (503, "list-being-made")
        assert refused.headers["Retry-After"] == "1"
        assert server.get(f"/cases/{case}").status_code == 200
        plain = server.sdp("projections", "status").stdout
        assert "parked 0, made with other definitions\n" in plain
        assert builds(server) == {
            "case_overview_v1": ("live", True, "other"),
            "case_overview_v1_rebuild": ("renewing", False, "same"),
        }
    with served(tmp_path, "--with-worker") as server:
        until_shown(server)
        assert cases(server) == [case]
        assert builds(server) == {
            "case_overview_v1": ("live", False, "other"),
            "case_overview_v1_rebuild": ("live", True, "same"),
        }


def until_shown(server: Served) -> None:
    for _ in range(PATIENCE * 10):
        if server.get(CASES).status_code == 200:
            return
        time.sleep(0.1)
    raise AssertionError("the list did not come")


def cases(server: Served) -> list[str]:
    answer = server.fresh(CASES)
    assert answer.status_code == 200, answer.text
    return [row["case_id"] for row in answer.json()["items"]]
