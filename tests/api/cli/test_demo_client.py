"""The demo shows no list that is behind what it was told, however busy the machine."""

from collections.abc import Iterator

import pytest
from httpx2 import Client, MockTransport, Request, Response

from api.cli.output import Failure
from api.demo import client
from api.demo.client import Actors


def answering(freshness: Iterator[str]) -> Actors:
    def answer(request: Request) -> Response:
        if request.url.path == "/token":
            return Response(200, json={"token": "x"})
        said = next(freshness)
        assert request.url.params["at_least"] == "7"
        return Response(200, json={"items": [said]}, headers={"Sdp-Freshness": said})

    actors = Actors("http://sdp")
    actors.http = Client(base_url="http://sdp", transport=MockTransport(answer))
    actors.position = 7
    return actors


def test_a_list_is_asked_for_again_while_the_worker_is_behind() -> None:
    actors = answering(iter(["waiting", "waiting", "fresh", "never asked"]))
    assert actors.list("/tasks") == {"items": ["fresh"]}


def test_a_worker_that_never_follows_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "PATIENCE", 2)
    with pytest.raises(Failure) as failed:
        answering(iter(["waiting", "waiting"])).list("/tasks")
    assert failed.value.code == "demo-waits"
