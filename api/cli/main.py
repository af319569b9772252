"""The command line `sdp`: one file for each group of commands, put together here."""

import gc
import signal
import sys
from importlib import import_module
from types import FrameType

import typer

from api.cli.faults import NOBODY_READS, fault, unread
from api.cli.output import SURROUNDINGS, WRONG_INPUT, Failure, leave_unwritten, print_failure
from infrastructure.postgres.unavailable import Unavailable

MODULES = {  # first word of the command: the module whose `app` has it
    "bench": "api.cli.bench",
    "calculate": "api.cli.calculate",
    "check": "api.cli.check",
    "db": "api.cli.db",
    "demo": "api.cli.demo",
    "law": "api.cli.law",
    "openapi": "api.cli.openapi",
    "rerate": "api.cli.rerate",
    "run": "api.cli.runs",
    "schedule": "api.cli.schedule",
    "serve": "api.cli.serve",
    "simulate": "api.cli.simulate",
    "token": "api.cli.token",
    "verify": "api.cli.verify",
    "projections": "api.cli.projections",
    "worker": "api.cli.worker",
}


INTERRUPTED = 130  # what typer makes of a KeyboardInterrupt
MADE_AT_A_TIME = 20_000  # events, rows and days are made by the thousand, and hold no cycles


def run(arguments: list[str] | None = None) -> None:
    """Run one command; whatever goes wrong is one line and an exit code, never a traceback."""
    arguments = sys.argv[1:] if arguments is None else arguments
    signal.signal(signal.SIGTERM, as_ctrl_c)
    try:
        command = command_line(arguments)
        gc.freeze()  # what was imported stays: no collection need look at it again
        gc.set_threshold(MADE_AT_A_TIME)
        gc.enable()
        code = ended_with(command, arguments)
        if code != INTERRUPTED:
            sys.exit(code)
        stopped(arguments)
    except Failure as failure:
        fail(failure, arguments)
    except Unavailable as unavailable:
        fail(Failure(unavailable.code, unavailable.text, SURROUNDINGS), arguments)
    except (typer.Abort, KeyboardInterrupt):
        stopped(arguments)
    except typer.TyperException as error:
        fail(Failure("usage", error.format_message(), WRONG_INPUT), arguments)
    except Exception as error:  # noqa: BLE001 - the last resort: in one line
        fail(fault(error), arguments)


def ended_with(command: typer.Typer, arguments: list[str]) -> int:
    try:
        return command(arguments, prog_name="sdp", standalone_mode=False) or 0
    except SystemExit as ended:
        if unread(ended):
            raise NOBODY_READS from ended
        raise


def as_ctrl_c(number: int, frame: FrameType | None) -> None:
    """End on SIGTERM as on Ctrl-C, whoever listens for that: what was begun is undone or whole."""
    handler = signal.getsignal(signal.SIGINT)
    if callable(handler):
        handler(number, frame)
    else:  # a shell that starts a command in the background has it ignore Ctrl-C
        raise KeyboardInterrupt


def command_line(arguments: list[str]) -> typer.Typer:
    """Load the command asked for, alone so that it starts quickly; all for `sdp --help`."""
    app = typer.Typer(
        name="sdp",
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback(help="The Danish sickness benefit as an event-sourced case system.")(sdp)
    asked = MODULES.get(arguments[0]) if arguments else None
    for module in sorted({asked} if asked else set(MODULES.values())):
        app.add_typer(import_module(module).app)
    return app


def sdp() -> None:
    pass


def stopped(arguments: list[str]) -> None:
    fail(Failure("interrupted", "stopped before it was done", SURROUNDINGS), arguments)


def fail(failure: Failure, arguments: list[str]) -> None:
    print_failure(failure, as_json="--json" in arguments)
    leave_unwritten()
    sys.exit(failure.exit_code)
