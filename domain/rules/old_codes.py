"""Codes of the old national statistics, for cases converted from it."""

from datetime import date

from domain.shared.dated import Dated, Law, beside
from domain.shared.law import Finding

CASE_TYPES = beside(__file__, "old_case_types", tuple[str, ...])
END_REASONS = beside(__file__, "old_end_reasons", tuple[str, ...])


def case_type(law: Law, day: date, code: str) -> Finding[str | None]:
    """Danmarks Statistik, STARTS: what the case type says; none: no such code was readable."""
    return _text(law, "case_type", CASE_TYPES, day, code)


def end_reason(law: Law, day: date, code: str) -> Finding[str | None]:
    """Danmarks Statistik, OPHOERSAA: what the end reason says; none: no such code was readable."""
    return _text(law, "end_reason", END_REASONS, day, code)


def _text(
    law: Law, rule: str, codes: Dated[tuple[str, ...]], day: date, code: str
) -> Finding[str | None]:
    known = law.on(codes, day)
    text = dict(entry.split(" ", 1) for entry in known.value).get(code)
    return Finding(rule, known.citation, {"code": code}, text, known)
