"""Months that are over: what was reported in them, and what they came to."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from domain.municipality.values import MonthTotal
from domain.shared.envelope import CaseId, Municipality


class Months(Protocol):
    """Every answer is at least as fresh as the log was when it was asked for."""

    async def reported_in(self, municipality: Municipality, month: date) -> Sequence[CaseId]:
        """List the cases that were reported in a month, named by its first day."""
        ...

    async def figures_of(self, municipality: Municipality, month: date) -> Sequence[MonthTotal]:
        """Give every figure of a month."""
        ...


class Advisories(Protocol):
    async def zero(self, cases: Sequence[CaseId]) -> Sequence[CaseId]:
        """Choose the cases whose report has a zero advisory: only these are drawn (spec 02)."""
        ...


class NoMonths:
    """Nothing was reported, nothing is to be counted: an office without read models."""

    async def reported_in(self, municipality: Municipality, month: date) -> Sequence[CaseId]:
        del municipality, month
        return ()

    async def figures_of(self, municipality: Municipality, month: date) -> Sequence[MonthTotal]:
        del municipality, month
        return ()


class EveryReportQualifies:
    """Until reports are validated, none has an advisory against it."""

    async def zero(self, cases: Sequence[CaseId]) -> Sequence[CaseId]:
        return cases
