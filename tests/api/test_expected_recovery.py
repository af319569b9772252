"""The expected recovery, over HTTP: told by those who know, shown, taken back."""

from collections.abc import Mapping

from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.client import Api

GONE = {"of": "expected_recovery", "day": "2020-06-17", "reason": "En anden borgers"}


def test_it_is_told_by_employer_citizen_and_case_worker_shown_and_taken_back() -> None:
    api = Api()
    report = api.post("/cases", bodies.absence(), Role.NEMREFUSION).json()
    case = f"/cases/{report['case_id']}"
    for number, role in enumerate((Role.NEMREFUSION, Role.CITIZEN_SERVICE, Role.CASE_WORKER)):
        day = f"2020-06-{15 + number}"
        tell(api, f"{case}/expected-recovery", expected(day), role)
        assert shown(api, case) == (day, day)
    tell(api, f"{case}/withdrawn-registrations", GONE)
    assert shown(api, case) == (None, None)


def expected(day: str) -> Mapping[str, object]:
    return {"expected_recovery": day, "told_on": "2020-05-06"}


def tell(api: Api, path: str, body: Mapping[str, object], role: Role = Role.CASE_WORKER) -> None:
    case = path.rpartition("/")[0]
    answer = api.post(path, body, role, if_match=str(api.get(case).headers["ETag"]))
    assert answer.status_code == 200, answer.text


def shown(api: Api, case: str) -> tuple[str | None, str | None]:
    absence, overview = (api.get(path).json() for path in (f"{case}/absence", case))
    return absence["expected_recovery"], overview["expected_recovery"]
