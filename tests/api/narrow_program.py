"""`sdp` with room for few commands that wait to be recorded; a test runs it as its program."""

from api.cli.main import run
from infrastructure.log import journal
from infrastructure.log.writer import Append, Writer

ROOM = 10


class NarrowWriter(Writer):
    def __init__(self, append: Append) -> None:
        super().__init__(append, ROOM)


if __name__ == "__main__":
    journal.Writer = NarrowWriter
    run()
