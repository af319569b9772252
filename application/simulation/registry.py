"""The claims of the citizen registry as the log will have them: who alone writes it knows them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from application.errors import Taken
from application.ports.journal import Claim
from domain.shared.envelope import CaseId


@dataclass
class Registry:
    """Who holds each claim, by kind and value."""

    holders: dict[tuple[str, str], CaseId] = field(default_factory=dict[tuple[str, str], CaseId])

    def check(self, case_id: CaseId, claims: Iterable[Claim]) -> None:
        """Raise Taken where one of them is another case's."""
        for claim in claims:
            holder = self.holders.get((claim.kind, claim.value), case_id)
            if holder != case_id and not claim.released:
                raise Taken(claim.kind)

    def take(self, case_id: CaseId, claims: Iterable[Claim]) -> None:
        """Take all of them or none; nobody gives back what is another's."""
        claims = tuple(claims)
        self.check(case_id, claims)
        for claim in claims:
            key = claim.kind, claim.value
            if not claim.released:
                self.holders[key] = case_id
            elif self.holders.get(key) == case_id:
                del self.holders[key]
