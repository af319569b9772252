"""A process that stays is not searched through again and again for what never goes away."""

import subprocess
import sys

from infrastructure.staying import YOUNG

PROGRAM = """
import gc
import weakref
from infrastructure.staying import settle
class Loop: pass
loop = Loop()
loop.itself, seen = loop, weakref.ref(loop)
del loop  # a cycle: put away for ever unless it is collected before
settle()
put_away = gc.get_freeze_count()
print(seen() is None, put_away > 1000, gc.collect() < 100, gc.get_threshold()[0], gc.isenabled())
"""


def test_what_was_loaded_is_put_away_and_what_comes_is_still_collected() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert ended.stdout.split() == ["True", "True", "True", str(YOUNG), "True"]
