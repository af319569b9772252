"""`sdp` itself, the first module to be loaded: told to end while the others load, it says so."""

import gc
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

EXIT = 3  # the surroundings, as everything that is told to end (contracts.md)
SAID = b"error interrupted: stopped before it was done\n"
AS_JSON = b'{"error":{"code":"interrupted","detail":"stopped before it was done"}}\n'


def run() -> None:
    """Load the command line, which takes most of a second, and run it."""
    ctrl_c = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGTERM, end)
    if ctrl_c is not signal.SIG_IGN:  # a shell that starts it in the background wants that
        signal.signal(signal.SIGINT, end)
    run_command = loaded()
    try:
        signal.signal(signal.SIGINT, ctrl_c)
        run_command()
    except KeyboardInterrupt:  # in the moment before the command listens itself
        end(signal.SIGINT, None)


def loaded() -> Callable[[], None]:
    """Load it; nothing is collected until it runs, as nothing of what loads is thrown away."""
    gc.disable()
    from api.cli.main import run  # noqa: PLC0415  (nobody would be told of a signal before)

    return run


def end(_: int, __: FrameType | None) -> None:
    """End at once: nothing was begun that had to be undone."""
    os.write(2, SAID)
    if "--json" in sys.argv:
        os.write(1, AS_JSON)
    os._exit(EXIT)
