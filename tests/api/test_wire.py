"""Bytes that are no request, or two: one problem document, nothing recorded, all goes on."""

import json
import socket
from collections.abc import Generator, Iterable

import pytest

from api.body import LIMIT
from api.wire import LONGEST
from tests.support import bodies
from tests.support.served import Served, served

BODY = b'{"text":"x"}'
LENGTH = b"Content-Length: 12"
KEY = b"Idempotency-Key: k"
SHORT = 10  # seconds within which an answer must have come


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Served]:
    with served(tmp_path_factory.mktemp("wire")) as running:
        yield running


@pytest.fixture(scope="module")
def case(server: Served) -> str:
    return str(server.post("/cases", bodies.absence()).json()["case_id"])


def note(server: Served, case: str, lines: Iterable[bytes], body: bytes = BODY) -> bytes:
    """Write a request for a note with these headers."""
    head = [
        f"POST /cases/{case}/notes HTTP/1.1".encode(),
        b"Content-Type: application/json",
        f"Authorization: Bearer {server.token('case_worker')}".encode(),
        *lines,
    ]
    return b"\r\n".join(head) + b"\r\n\r\n" + body


def answered(server: Served, sent: bytes) -> tuple[int, str]:
    """Send bytes; the status and the code of the answer, which is a problem document."""
    url = server.http.base_url
    with socket.create_connection((url.host, url.port or 0), SHORT) as line:
        line.sendall(sent)
        with line.makefile("rb") as answer:
            status = int(answer.readline().split()[1])
            headers = dict(each.strip().lower().split(b": ", 1) for each in iter_lines(answer))
            document = json.loads(answer.read(int(headers[b"content-length"])))
    assert headers[b"content-type"] == b"application/problem+json"
    return status, str(document["code"])


def iter_lines(answer: Iterable[bytes]) -> Generator[bytes]:
    for line in answer:
        if line == b"\r\n":
            return
        yield line


HOST = b"Host: sdp"
NO_REQUEST = {
    "no method": b"\x16\x03\x01\x02\x00",
    "an unknown method": b"FETCH /health HTTP/1.1\r\nHost: sdp\r\n\r\n",
    "no address": b"GET\r\n\r\n",
    "a header with a null byte": b"GET /health HTTP/1.1\r\nHost: s\0p\r\n\r\n",
    "an endless header": b"GET /health HTTP/1.1\r\nX: " + b"x" * (LONGEST + 1),
    "an endless address": b"GET /" + b"x" * (LONGEST + 1),
    "endlessly many headers": b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * LONGEST,
}
TWO_MEANINGS = {
    "two lengths": [KEY, LENGTH, b"Content-Length: 13"],
    "a length and chunks": [KEY, LENGTH, b"Transfer-Encoding: chunked"],
    "a length below zero": [KEY, b"Content-Length: -1"],
    "two keys": [KEY, b"idempotency-key: other", LENGTH],
    "two versions seen": [KEY, b'If-Match: "1"', b'If-Match: "2"', LENGTH],
    "two people": [KEY, b"Authorization: Bearer x", LENGTH],
    "two hosts": [KEY, HOST, HOST, LENGTH],
    "two types": [KEY, b"Content-Type: text/plain", LENGTH],
}


@pytest.mark.parametrize("name", NO_REQUEST)
def test_what_is_no_request_is_told_so(server: Served, name: str) -> None:
    assert answered(server, NO_REQUEST[name]) == (400, "malformed-request")
    assert server.http.get("/health").status_code == 200


@pytest.mark.parametrize("name", TWO_MEANINGS)
def test_a_request_of_two_meanings_has_none(server: Served, case: str, name: str) -> None:
    before = server.counts()
    sent = note(server, case, TWO_MEANINGS[name])
    assert answered(server, sent) == (400, "malformed-request")
    assert server.counts() == before


def test_a_body_that_says_it_is_too_long_is_not_waited_for(server: Served, case: str) -> None:
    sent = note(server, case, [KEY, f"Content-Length: {LIMIT + 1}".encode()], b"")
    assert answered(server, sent) == (413, "body-too-large")


def test_a_packed_body_is_not_unpacked(server: Served, case: str) -> None:
    sent = note(server, case, [KEY, b"Content-Encoding: gzip", LENGTH])
    assert answered(server, sent) == (415, "unsupported-media-type")


def test_headers_up_to_the_limit_are_read(server: Served) -> None:
    long = {"X": "x" * (LONGEST - 1000)}
    for _ in range(2):
        assert server.http.get("/health", headers=long).status_code == 200
