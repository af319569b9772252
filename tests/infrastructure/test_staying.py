"""A process that stays is not searched through again and again for what never goes away."""

import subprocess
import sys

from infrastructure.staying import YOUNG

PROGRAM = """
import gc
from infrastructure.staying import settle
loop = []
loop.append(loop)
del loop  # a cycle: put away for ever unless it is collected before
settle()
before = gc.get_freeze_count()
print(before > 1000, gc.collect() < 100, gc.get_threshold()[0], gc.isenabled())
"""


def test_what_was_loaded_is_put_away_and_what_comes_is_still_collected() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert ended.stdout.split() == ["True", "True", str(YOUNG), "True"]
