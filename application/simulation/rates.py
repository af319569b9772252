"""How often tasks of each type arise: drawn from the published counts and ranks, the rest ours."""

import tomllib
from collections.abc import Mapping
from math import exp, log
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from domain.task.types import TASK_TYPES, TaskType


class _Ours(BaseModel):
    model_config = ConfigDict(extra="forbid")

    cases_behind: int
    otherwise: int
    ours: Mapping[str, int]


OURS = _Ours.model_validate(
    tomllib.loads(Path(__file__).with_name("rates.toml").read_text("utf-8"))
)
COUNTED: Mapping[int, int] = {
    kind.frequency_rank: kind.seen
    for kind in TASK_TYPES.values()
    if kind.frequency_rank is not None and kind.seen is not None
}


def count_of(kind: TaskType) -> int:
    """Give the published count; else what the ranks around it say; else what we think."""
    if kind.seen is not None:
        return kind.seen
    if kind.key in OURS.ours:
        return OURS.ours[kind.key]
    if kind.frequency_rank is not None:
        return between(kind.frequency_rank)
    return OURS.otherwise


def between(rank: int) -> int:
    """Place a ranked type that was not counted between two that were, evenly by ratio."""
    before = max(each for each in COUNTED if each < rank)
    after = min(each for each in COUNTED if each > rank)
    share = (rank - before) / (after - before)
    return round(exp(log(COUNTED[before]) * (1 - share) + log(COUNTED[after]) * share))


RATES: Mapping[str, float] = {
    key: count_of(kind) / OURS.cases_behind for key, kind in TASK_TYPES.items()
}
