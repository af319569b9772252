"""Hostile bodies for every field of what is sent, made from the models that read them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jsonschema import Draft202012Validator
from pydantic import BaseModel, JsonValue

from api.description import description

# What may stand in a field as JSON allows it; whether the field does, its schema says.
VALUES: Mapping[str, JsonValue] = {
    "null": None,
    "truth": True,
    "number": 7,
    "half": 0.5,
    "huge": 10**30,
    "below": -(10**30),
    "empty": "",
    "blank": " \t",
    "long": "x" * 20_000,
    "far": "9999-12-31",
    "list": [],
    "lists": [[[[["a"]]]]],
    "nulls": [None],
    "object": {},
    "odd": {"": 1},
}
# What no field may hold: JSON that two readers would take for two things, or for none.
TRICKS: Mapping[str, str] = {
    "nothing": r'"a\u0000"',
    "half a character": r'"\ud83d"',
    "no number": "NaN",
    "digits": "9" * 5_000,
    "deep": "[" * 9 + "]" * 9,
    "deeper": "[" * 20_000 + "]" * 20_000,
}
BROKEN: Mapping[str, tuple[bytes, bytes]] = {  # before the body, and behind it
    "a mark of order": (b"\xef\xbb\xbf", b""),
    "more behind": (b"", b"{}"),
    "a word behind": (b"", b" x"),
    "half": (b"{", b""),
    "another code": (b"\xff", b""),
}
NO_OBJECT: Mapping[str, bytes] = {
    "empty": b"",
    "a list": b"[{}]",
    "a text": b'"x"',
    "other characters": "{}".encode("utf-16"),
}


@dataclass(frozen=True)
class Hostile:
    """`fits`: the description has nothing against it; then it is refused for another reason."""

    what: str
    body: bytes
    code: str | None  # it must be refused with; none: any
    fits: bool = False


@dataclass(frozen=True)
class Sending:
    """What can be sent to an address, and one body that is understood there."""

    name: str
    path: str
    model: type[BaseModel]
    example: Mapping[str, object]
    from_path: tuple[str, ...] = ()  # fields that stand in the address

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in self.model.model_fields if name not in self.from_path)

    @cached_property
    def schema(self) -> Draft202012Validator:
        known: dict[str, Any] = description()
        body = known["paths"][self.path]["post"]["requestBody"]["content"]["application/json"]
        return Draft202012Validator({**body["schema"], "components": known["components"]})

    def fits(self, body: Mapping[str, Any]) -> bool:
        return self.schema.is_valid(body)  # pyright: ignore[reportUnknownMemberType] not typed there


def hostile(asked: Sending) -> Iterator[Hostile]:
    for name in asked.names:
        yield from in_field(asked, name)
    plain = json.dumps(asked.example).encode()
    for what, (before, behind) in BROKEN.items():
        yield Hostile(what, before + plain + behind, "malformed-json")
    for what, body in NO_OBJECT.items():
        yield Hostile(what, body, "malformed-json")
    yield Hostile(
        "unknown", json.dumps({**asked.example, "unheard_of": 1}).encode(), "invalid-command"
    )


def in_field(asked: Sending, name: str) -> Iterator[Hostile]:
    for what, value in VALUES.items():
        body = {**asked.example, name: value}
        fits = asked.fits(body)
        code = None if fits else "invalid-command"
        yield Hostile(f"{name}: {what}", json.dumps(body).encode(), code, fits)
    yield Hostile(f"{name}: 1e400", written(asked.example, name, "1e400"), "invalid-command")
    for what, text in TRICKS.items():
        yield Hostile(f"{name}: {what}", written(asked.example, name, text), "malformed-json")
    twice = written(asked.example, name, f'1, "{name}": 1')
    yield Hostile(f"{name}: twice", twice, "malformed-json")


def written(example: Mapping[str, object], name: str, text: str) -> bytes:
    """Write a field as it is said, which no library would write so."""
    others = {key: value for key, value in example.items() if key != name}
    members = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in others.items()]
    return ("{" + ", ".join([*members, f'"{name}": {text}']) + "}").encode()
