"""Amounts as clients read them: the øre of a read model become kroner with two decimals."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, create_model

from domain.shared.money import Money

OERE = "_oere"


def in_kroner(row: BaseModel) -> Mapping[str, object]:
    """Give the fields of a row; `amount_oere` becomes `amount`."""
    return {
        name.removesuffix(OERE): kroner(value) if name.endswith(OERE) else value
        for name, value in row
    }


def kroner(oere: int | None) -> str | None:
    return None if oere is None else str(Money(oere))


def shape_in_kroner(line: type[BaseModel]) -> type[BaseModel]:
    """Make the shape that `in_kroner` gives to rows of this kind."""
    fields: dict[str, Any] = {
        name.removesuffix(OERE): (shape_of(name, info.annotation), ...)
        for name, info in line.model_fields.items()
    }
    return create_model(line.__name__, __doc__=line.__doc__, **fields)


def shape_of(name: str, annotation: object) -> object:
    if not name.endswith(OERE):
        return annotation
    return str if annotation is int else str | None
