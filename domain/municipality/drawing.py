"""Drawing a random sample so that anybody with the seed draws the same."""

from collections.abc import Iterable
from hashlib import sha256

from domain.shared.envelope import CaseId

SAMPLE = 10  # reports a month, in every municipality (spec 02)


def drawn(seed: str, population: Iterable[CaseId], size: int = SAMPLE) -> tuple[CaseId, ...]:
    """Order by the digest of seed and id, which prefers nobody, and take the first."""
    return tuple(sorted(set(population), key=lambda one: (digest(f"{seed}/{one}"), one))[:size])


def population_digest(population: Iterable[CaseId]) -> str:
    """Say what was drawn from, whatever the order it was told in."""
    return digest("\n".join(map(str, sorted(set(population)))))


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
