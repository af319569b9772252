"""`sdp token`: a bearer token of the development issuer, for trying things out."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from api.cli.output import SURROUNDINGS, Failure
from api.cli.place import HERE, DataDir
from domain.shared.envelope import Actor, ActorId, ClientId, Municipality, Role
from infrastructure.tokens import development_key, issue

app = typer.Typer()
LIFETIME = re.compile(r"([1-9][0-9]{0,5})([smhd])", re.ASCII)
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}

AsRole = Annotated[Role, typer.Option(help="what the holder is")]
Of = Annotated[int, typer.Option(help="code of the municipality, as 101")]
Subject = Annotated[str, typer.Option(help="a pseudonym, never a CPR number; default: the role")]
Through = Annotated[
    str, typer.Option("--client", help="the program that asks: its idempotency keys are its own")
]
Lifetime = Annotated[str, typer.Option(help="how long it is valid: 30s, 15m, 1h, 7d")]


@app.command("token", epilog="Example: sdp token --role case_worker --municipality 101 --ttl 8h")
def print_token(  # noqa: PLR0913, PLR0917  (each is an option of its own)
    role: AsRole,
    municipality: Of,
    subject: Subject = "",
    client: Through = "",
    ttl: Lifetime = "1h",
    data_dir: DataDir = HERE,
) -> None:
    """Print a token of the development issuer, and nothing else."""
    who = ActorId(subject or f"{role.value} 1")
    actor = Actor(who, role, Municipality(municipality), ClientId(client) if client else None)
    try:
        typer.echo(issue(actor, lifetime(ttl), signing_key(data_dir)))
    except ValueError as error:
        raise Failure("invalid-token-request", str(error)) from None


def signing_key(data_dir: Path) -> Ed25519PrivateKey:
    try:
        return development_key(data_dir)
    except OSError as error:
        text = f"{data_dir}: {error.strerror}"
        raise Failure("data-dir-not-writable", text, SURROUNDINGS) from None
    except (ValueError, TypeError):
        text = f"{data_dir}: keys/tokens.pem is no key of ours"
        raise Failure("token-key-damaged", text, SURROUNDINGS) from None


def lifetime(text: str) -> timedelta:
    found = LIFETIME.fullmatch(text)
    if not found:
        raise Failure("invalid-ttl", "a lifetime is a number and s, m, h or d")
    return timedelta(**{UNITS[found[2]]: int(found[1])})
