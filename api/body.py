"""Reads a body without trusting it: size, type, encoding, JSON without tricks."""

from typing import Any

from starlette.requests import Request

from api.problems import Problem
from api.strict_json import DECODER

JSON = "application/json"
LIMIT = 65_536  # bytes
DEPTH = 8  # brackets open at once; no command nests deeper than four


async def body_of(request: Request) -> bytes:
    """Read the body as far as it may go; one that says it is too long is not read at all."""
    if not is_json(request.headers.get("content-type", "")):
        raise Problem("unsupported-media-type")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Problem("unsupported-media-type")
    if int(request.headers.get("content-length", 0)) > LIMIT:
        raise Problem("body-too-large")
    chunks, length = list[bytes](), 0
    async for chunk in request.stream():
        length += len(chunk)
        if length > LIMIT:
            raise Problem("body-too-large")
        chunks.append(chunk)
    return b"".join(chunks)


def is_json(content_type: str) -> bool:
    """Say whether it is JSON in UTF-8: no other characters are read as if they were these."""
    kind, *parameters = content_type.lower().split(";")
    named = [one.partition("=") for one in parameters]
    characters = [value.strip().strip('"') for name, _, value in named if "charset" in name]
    return kind.strip() == JSON and all(one == "utf-8" for one in characters)


def read_object(body: bytes) -> dict[str, Any]:
    """Parse one JSON object; refuses what parsers disagree about."""
    try:
        text = checked_depth(body.decode())
        document: object = DECODER.decode(text)
    except (ValueError, RecursionError):
        raise Problem("malformed-json") from None
    if not isinstance(document, dict) or ("\\u" in text and not clean(document)):  # pyright: ignore[reportUnknownArgumentType] any JSON
        raise Problem("malformed-json")
    return document  # pyright: ignore[reportUnknownVariableType] keys of JSON objects are strings


def checked_depth(text: str) -> str:
    """Refuse deep nesting before a parser climbs it; brackets in texts count too, generously."""
    if text.count("[") + text.count("{") > DEPTH and deepest(text) > DEPTH:
        raise ValueError("nested too deep")
    return text


def deepest(text: str) -> int:
    depth = most = 0
    inside = escaped = False
    for mark in text:
        if escaped:
            escaped = False
        elif inside:
            escaped, inside = mark == "\\", mark != '"'
        elif mark == '"':
            inside = True
        else:
            depth += (mark in "[{") - (mark in "]}")
            most = max(most, depth)
    return most


def clean(value: object) -> bool:
    """Say whether no text in the document holds a null byte or half a character."""
    match value:
        case str():
            return "\0" not in value and not any("\ud800" <= mark <= "\udfff" for mark in value)
        case dict():
            return all(clean(key) and clean(one) for key, one in value.items())  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] any JSON
        case list():
            return all(clean(one) for one in value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] any JSON
        case _:
            return True


def with_members(body: bytes, members: dict[str, str]) -> bytes:
    """Put ids of the path into the object, as if they had been sent in it."""
    if not members:
        return body
    first = b",".join(f'"{name}":"{value}"'.encode() for name, value in members.items())
    rest = body.strip()[1:].strip()
    return b"{" + first + (b"" if rest == b"}" else b",") + rest
