"""Municipalities that a command may be told: one of the 98, or one that has a case here."""

from api.cli.output import Failure
from application.ports.candidates import Candidates
from domain.shared.envelope import Municipality
from domain.shared.municipalities import NAMES


async def check_place(said: Municipality | None, candidates: Candidates) -> None:
    """Refuse a typing error; a municipality without a case yet does its runs as every other."""
    if said is None or said in NAMES or said in await candidates.municipalities():
        return
    text = f"no municipality has the code {said:04}, and there is no case of one"
    raise Failure("unknown-municipality", text)
