"""A case as it was: by instant, by Danish day, by position of the log."""

from datetime import UTC, datetime

import pytest

from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.client import Api

EVENING, MIDNIGHT = datetime(2020, 5, 11, 21, 59, tzinfo=UTC), datetime(2020, 5, 11, 22, tzinfo=UTC)


def told() -> tuple[Api, str]:
    """Report a case late on a Danish day, and write a note as the next day begins."""
    now = [EVENING]
    api = Api(clock=lambda: now[0])
    case = api.post("/cases", bodies.absence(), Role.NEMREFUSION).json()["case_id"]
    now[0] = MIDNIGHT
    assert api.post(f"/cases/{case}/notes", {"text": "set"}).json()["position"] == 2
    return api, case


@pytest.mark.parametrize(
    ("moment", "version"),
    [
        ("", 2),
        ("as_of=2020-05-11", 1),
        ("as_of=2020-05-12", 2),
        ("as_of=2020-05-11T21:59:00Z", 1),
        ("as_of=2020-05-12T00:00:00%2B02:00", 2),
        ("as_of_position=1", 1),
        ("as_of_position=2", 2),
    ],
)
def test_a_moment_shows_what_was_recorded_by_then(moment: str, version: int) -> None:
    api, case = told()
    answer = api.get(f"/cases/{case}/history?{moment}")
    assert (len(answer.json()["events"]), answer.headers["ETag"]) == (version, f'"{version}"')


@pytest.mark.parametrize("moment", ["as_of=2020-05-10", "as_of_position=0"])
def test_before_it_was_reported_there_was_no_case(moment: str) -> None:
    api, case = told()
    assert api.get(f"/cases/{case}?{moment}").status_code == 404


def test_what_was_taken_back_stands_no_more_but_is_seen_at_an_earlier_moment() -> None:
    api, case = told()
    holiday = {"from_day": "2020-05-14", "reported_on": "2020-05-11", "agreed": True}
    api.post(f"/cases/{case}/holidays", holiday)
    gone = {"of": "holiday", "day": "2020-05-14", "reason": "Ferien blev ikke holdt"}
    path = f"/cases/{case}/withdrawn-registrations"
    assert api.post(path, gone).status_code == 428
    assert api.post(path, gone, if_match='"3"').json()["position"] == 4
    now = api.get(f"/cases/{case}/absence").json()
    before = api.get(f"/cases/{case}/absence?as_of_position=3").json()
    assert (now["holidays"], len(before["holidays"])) == ([], 1)
    types = [one["type"] for one in api.get(f"/cases/{case}/history").json()["events"]]
    assert types[-2:] == ["HolidayRegistered", "RegistrationWithdrawn"]
