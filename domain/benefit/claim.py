"""A claim: one employment, membership of a fund or business, and what is true of its days."""

from datetime import date
from typing import NamedTuple

from domain.benefit.account import CITIZEN, Findings
from domain.benefit.price import Pricing
from domain.benefit.schedule import Schedule
from domain.benefit.spans import Cover


class Terms(NamedTuple):
    """Until when somebody must tell, claim or apply; none where nobody has to."""

    notification: date | None = None
    request: date | None = None
    application: date | None = None


class Claim(NamedTuple):
    """`cvr` is none for the citizen's own cover; bounds are ordinals, both included.

    Until `employer_until` the employer is payee (0: never). The weekly cap does not cut a rota.
    """

    cvr: str | None
    first: int
    last: int
    schedule: Schedule
    pricing: Pricing
    covers: tuple[Cover, ...]
    findings: Findings
    terms: Terms
    employer_until: int = 0
    employer_period: tuple[int, int] | None = None
    rota: bool = False
    always_in_full: bool = False  # a partial resumption does not reduce it
    refunding: Pricing | None = None  # while the employer pays a wage below the whole one
    beside: "Claim | None" = None  # what the citizen has beside such a wage
    is_beside: bool = False

    def payee(self, day: int) -> str:
        return self.cvr if self.cvr is not None and day <= self.employer_until else CITIZEN
