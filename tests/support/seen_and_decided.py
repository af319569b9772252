"""A case over HTTP with all that a decision needs, and what people decide on what they see."""

from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.client import Api


def reported_with_work(api: Api) -> str:
    """Report a case with an employment and its wage."""
    case = str(api.post("/cases", bodies.absence(), Role.NEMREFUSION).json()["case_id"])
    for path, body in (("employments", bodies.employment()), ("wages", bodies.wage())):
        api.post(f"/cases/{case}/{path}", body, Role.NEMREFUSION)
    return case


def decide(api: Api, case: str, *decisions: tuple[str, dict[str, object]]) -> None:
    """Give each command, by its path, on the version of the case that was just seen."""
    for path, body in decisions:
        version = api.get(f"/cases/{case}").json()["version"]
        answer = api.post(f"/cases/{case}/{path}", body, if_match=f'"{version}"')
        assert answer.status_code == 200, answer.text
