"""What is refused before anything is understood: size, type, encoding, JSON with tricks."""

import pytest

from api.body import DEPTH, deepest, is_json, read_object, with_members
from api.problems import Problem


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[]",
        b"1",
        b"null",
        b'"text"',
        b'{"a":1}{"b":2}',
        b'{"a":1,"a":2}',
        b'{"a":{"b":1,"b":1}}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":-Infinity}',
        b'{"a":"\\u0000"}',
        b'{"\\u0000":1}',
        b'{"a":["\\u0000"]}',
        b'{"a":"\x00"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\xff"}',
        b"\xef\xbb\xbf{}",
        b"{'a':1}",
        b'{"a":1,}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":' + b"[" * 30_000 + b"]" * 30_000 + b"}",
        b'{"a":' * 9 + b"1" + b"}" * 9,
    ],
)
def test_what_parsers_disagree_about_is_refused(body: bytes) -> None:
    with pytest.raises(Problem) as refused:
        read_object(body)
    assert refused.value.code == "malformed-json"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"{}", {}),
        (b' {"a": [1, 2]} ', {"a": [1, 2]}),
        (b'{"a":"\\u00e6\\\\u0000"}', {"a": "æ\\u0000"}),
        (b'{"a":"[[[[[[[[[{{{{\\""}', {"a": '[[[[[[[[[{{{{"'}),
    ],
)
def test_plain_objects_are_read(body: bytes, found: dict[str, object]) -> None:
    assert read_object(body) == found


def test_depth_is_counted_outside_texts() -> None:
    assert deepest('{"a":[{"b":"[[["}]}') == 3
    assert DEPTH == 8


@pytest.mark.parametrize(
    ("body", "joined"),
    [(b"{}", b'{"id":"x"}'), (b' {"a":1} ', b'{"id":"x","a":1}'), (b"{ }", b'{"id":"x"}')],
)
def test_ids_of_the_address_join_the_body(body: bytes, joined: bytes) -> None:
    assert with_members(body, {"id": "x"}) == joined


def test_without_ids_the_body_is_left_as_it_is() -> None:
    assert with_members(b' {"a":1}', {}) == b' {"a":1}'


@pytest.mark.parametrize(
    ("content_type", "read"),
    [
        ("application/json", True),
        ("Application/JSON ; charset=UTF-8", True),
        ('application/json;charset="utf-8"', True),
        ("application/json; odd=1", True),
        ("application/json;", True),
        ("application/json; charset=utf-16", False),
        ("application/json; charset=iso-8859-1", False),
        ("application/json; charset=", False),
        ("application/json; charset", False),
        ("application/json; charset=utf-8; charset=utf-16", False),
        ("application/json; charset*=utf-16", False),
        ('application/json; odd=";charset=utf-16"', False),
        ("application/jsonx", False),
        ("text/json; charset=utf-8", False),
        ("", False),
    ],
)
def test_a_body_is_json_in_utf_8(content_type: str, *, read: bool) -> None:
    assert is_json(content_type) == read
