"""Processes that work for a program: gone with it, at once where it is told to end."""

import ctypes
import multiprocessing
import signal
import sys
from collections.abc import Callable, Generator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext, SpawnContext

DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def die_with_parent() -> None:
    """Let the kernel end this process when the program that started it is gone, even killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def leave_signals() -> None:
    """Hear Ctrl-C from the program alone, which hears it too and says so once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()


def quick_to_start(module: str) -> ForkServerContext | SpawnContext:
    """Give what makes processes out of one that has a module loaded already, and says nothing.

    That one is started at the first time, and gone with the program. Where it has nowhere to
    listen, which a very long TMPDIR does, each process loads the module itself.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", module])
    try:
        forkserver.ensure_running()
    except OSError:
        return multiprocessing.get_context("spawn")
    return context


@contextmanager
def processes(
    of: int, initializer: Callable[..., None] | None = None, *initargs: object
) -> Generator[ProcessPoolExecutor]:
    """Keep so many processes until the block ends; cut off, they are not waited for.

    What they had recorded is whole, as after a kill: each order is recorded or is not.
    """
    spawn = multiprocessing.get_context("spawn")
    first = (initializer, *initargs)
    with ProcessPoolExecutor(of, spawn, initializer=begin, initargs=first) as pool:
        try:
            yield pool
        except Exception:
            raise
        except BaseException:  # KeyboardInterrupt, or what asyncio makes of it
            pool.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                child.terminate()
            raise


def begin(initializer: Callable[..., None] | None, *initargs: object) -> None:
    leave_signals()
    if initializer is not None:
        initializer(*initargs)
