"""HTTP as it comes in: what no two readers would read alike is refused before anybody reads it."""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.problems import Problem, response

# A proxy that takes the first and a server that takes the last would obey two people.
ONCE = frozenset({b"authorization", b"content-type", b"host", b"idempotency-key", b"if-match"})
LONGEST = 65_536  # bytes before the body


class Wire(HttpToolsProtocol):
    """The HTTP of uvicorn; what it cannot parse is answered with a problem document."""

    before_body = 0  # bytes that came of an address and headers that have no end yet
    seen: set[bytes]

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.before_body and not self.transport.is_closing():
            self.before_body += len(data)
            if self.before_body > LONGEST:
                self.send_400_response("too much before the body")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.before_body, self.seen = 1, set()

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        if (name := name.lower()) in ONCE:
            if name in self.seen:
                raise ValueError("a header that decides stands twice")  # becomes a parser's error
            self.seen.add(name)

    def on_headers_complete(self) -> None:
        self.before_body = 0
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer and hang up: where the next request would begin, nobody knows."""
        del msg  # ours says the same to everybody
        answer = response(Problem("malformed-request"))
        named = [*answer.raw_headers, (b"connection", b"close")]
        lines = b"".join(b"%b: %b\r\n" % pair for pair in named)
        status = f"HTTP/1.1 {answer.status_code} Bad Request\r\n".encode()
        self.transport.write(status + lines + b"\r\n" + bytes(answer.body))
        self.transport.close()
