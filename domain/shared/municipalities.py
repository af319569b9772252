"""The 98 municipalities by their code, as the public list of addresses has them."""

import csv
from pathlib import Path

from domain.shared.envelope import Municipality


def read(path: Path) -> dict[Municipality, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {Municipality(int(row["code"])): row["name"] for row in csv.DictReader(file)}


NAMES = read(Path(__file__).with_suffix(".csv"))
