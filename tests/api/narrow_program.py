"""`sdp` with room for few commands that wait to be recorded, as long as need be; a test runs it."""

from api.cli.main import run
from infrastructure.log import journal, writer
from infrastructure.log.writer import Append, Writer

ROOM = 10
ATTEMPTS = 1_000  # of five seconds each: what waits is not given up on a slow machine


class NarrowWriter(Writer):
    def __init__(self, append: Append) -> None:
        super().__init__(append, ROOM)


if __name__ == "__main__":
    journal.Writer = NarrowWriter
    writer.ATTEMPTS, writer.PAUSE = ATTEMPTS, 0
    run()
