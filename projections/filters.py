"""Filters: one condition for each thing that can be asked, put together as they are asked for."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    LargeBinary,
    Select,
    Table,
    any_,
    bindparam,
    func,
    select,
)
from sqlalchemy.types import TypeEngine

from projections.query import Blind

Condition = Callable[[FromClause], ColumnElement[bool]]
Filters = Mapping[str, Condition]


def one_of(column: str, name: str) -> Condition:
    return lambda rows: rows.c[column] == any_(bindparam(name, type_=ARRAY(rows.c[column].type)))


def equal(column: str, name: str) -> Condition:
    return lambda rows: rows.c[column] == bound(rows, column, name)


def at_least(column: str, name: str) -> Condition:
    return lambda rows: rows.c[column] >= bound(rows, column, name)


def at_most(column: str, name: str) -> Condition:
    return lambda rows: rows.c[column] <= bound(rows, column, name)


def present(column: str, name: str) -> Condition:
    """Ask for rows with a value (true), or for those without (false)."""
    return lambda rows: rows.c[column].is_not(None) == bindparam(name)


def with_words(table: Table, key: str, name: str) -> Condition:
    """Find rows that have every word: equality on tokens, which row security lets use an index."""
    return lambda rows: rows.c[key].in_(keys_with_words(table, key, name))


def keys_with_words(table: Table, key: str, name: str) -> Select[Any]:
    tokens = bindparam(name, type_=ARRAY(LargeBinary))
    return (
        select(table.c[key])
        .where(table.c.token == any_(tokens))
        .group_by(table.c[key])
        .having(func.count() == bindparam(f"{name}_count", type_=Integer))
    )


def with_word(table: Table, key: str, name: str) -> Condition:
    """Find rows that have the one word; how many those are, the database knows."""
    return lambda rows: rows.c[key].in_(keys_with_word(table, key, name))


def keys_with_word(table: Table, key: str, name: str) -> Select[Any]:
    return select(table.c[key]).where(table.c.token == bindparam(name, type_=LargeBinary))


def as_of(name: str) -> Condition:
    """Choose, of a table with versions, those that were true at a position."""

    def condition(rows: FromClause) -> ColumnElement[bool]:
        position = bindparam(name, type_=BigInteger)
        return (rows.c.from_position <= position) & (rows.c.to_position > position)

    return condition


def tokens(name: str, words: Iterable[str], blind: Blind) -> dict[str, object]:
    """Give the parameters of `with_words`; a question without a word finds nothing."""
    found = sorted(map(blind, words))
    return {name: found, f"{name}_count": max(len(found), 1)}


def token_or_tokens(name: str, words: Iterable[str], blind: Blind) -> dict[str, object]:
    """Give the parameter of `with_word`, called `name_word`, or those of `with_words`."""
    found = [*words]
    return {f"{name}_word": blind(found[0])} if len(found) == 1 else tokens(name, found, blind)


def bound(rows: FromClause, column: str, name: str) -> ColumnElement[Any]:
    kind: TypeEngine[Any] = rows.c[column].type
    return bindparam(name, type_=kind)


def asked_for(
    filters: Filters, params: Iterable[str], rows: FromClause
) -> list[ColumnElement[bool]]:
    """Give the conditions that have a parameter."""
    names = set(params)
    return [condition(rows) for name, condition in filters.items() if name in names]
