"""The command line `sdp`: one file for each group of commands, put together here."""

import sys

import click
import typer

from api.cli.output import SURROUNDINGS, WRONG_INPUT, Failure, print_failure

app = typer.Typer(
    name="sdp",
    help="The Danish sickness benefit as an event-sourced case system.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def run(arguments: list[str] | None = None) -> None:
    """Run one command; whatever goes wrong is one line and an exit code, never a traceback."""
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        sys.exit(app(arguments, standalone_mode=False) or 0)
    except Failure as failure:
        fail(failure, arguments)
    except click.exceptions.Abort:
        fail(Failure("interrupted", "stopped before it was done", SURROUNDINGS), arguments)
    except click.ClickException as error:
        fail(Failure("usage", error.format_message(), WRONG_INPUT), arguments)


def fail(failure: Failure, arguments: list[str]) -> None:
    print_failure(failure, as_json="--json" in arguments)
    sys.exit(failure.exit_code)
