"""Recomputes many accounts as `sdp calculate` does, one JSON of facts on each line of stdin.

A process of its own: it knows the facts and nothing of the log they come from.
"""

import io
import sys
from contextlib import redirect_stdout

import orjson

from api.cli.calculate import print_account


def main() -> None:
    answers, asked = sys.stdout.buffer, sys.stdin.buffer.read().splitlines()
    for line in asked:
        answers.write(orjson.dumps(weeks(**orjson.loads(line))) + b"\n")


def weeks(facts: object, until: str) -> object:
    """Give the weeks of what the command prints."""
    sys.stdin, printed = io.TextIOWrapper(io.BytesIO(orjson.dumps(facts))), io.BytesIO()
    with redirect_stdout(io.TextIOWrapper(printed)):
        print_account("-", until=until)
        return orjson.loads(printed.getvalue())["weeks"]


if __name__ == "__main__":
    main()
