"""JSON of one meaning: no key stands twice in an object, and NaN is no number."""

import json
from typing import Any


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def no_constant(_: str) -> None:
    raise ValueError("NaN and Infinity are not JSON")


DECODER = json.JSONDecoder(object_pairs_hook=unique, parse_constant=no_constant)
