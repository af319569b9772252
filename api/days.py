"""Days in a body are written YYYY-MM-DD; a number of seconds, which a parser also takes, is not."""

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from pydantic import BaseModel

from api.problems import Problem


def check_days(command: BaseModel, document: object) -> None:
    """Compare the days of a command with the body it was read from; raises Problem."""
    for field, day, written in days(command, document):
        if written != day.isoformat():
            wrong: dict[str, Any] = {"field": field, "is": "date_parsing"}
            raise Problem("invalid-command", errors=[wrong])


def days(value: object, written: Any, field: str = "") -> Iterator[tuple[str, date, object]]:  # noqa: ANN401 any JSON
    """Walk through all days with the name of their field and what was written for them."""
    match value:
        case BaseModel() if isinstance(written, dict):
            for name, info in type(value).model_fields.items():
                if (said := cast("Any", written).get(info.alias or name)) is not None:
                    yield from days(getattr(value, name), said, field or name)
        case tuple() | list() if isinstance(written, list):
            for one, said in zip(cast("Any", value), cast("Any", written), strict=True):
                yield from days(one, said, field)
        case date():
            yield field, value, written
        case _:
            pass
