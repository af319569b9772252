"""How colleagues are named: by a pseudonym, never by anything with a CPR number in it."""

import re
from typing import Annotated

from pydantic import StringConstraints

from domain.shared.envelope import ActorId

CPR = re.compile(r"[0-9]{6}[- ]?[0-9]{4}")
WORDS = r"^[A-Za-z0-9_.:@ -]{1,64}$"

Worker = Annotated[ActorId, StringConstraints(pattern=WORDS)]


def holds_cpr(text: str) -> bool:
    """Tell whether a text looks as if a CPR number stood in it."""
    return CPR.search(text) is not None


def is_pseudonym(text: str) -> bool:
    return re.fullmatch(WORDS, text) is not None and not holds_cpr(text)
