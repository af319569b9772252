"""The account as the JSON document of `sdp calculate`: money with two decimals, hours short."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal

from domain.benefit.account import Account, Day, Line, Week
from domain.benefit.explanation import explanation
from domain.shared.money import Money
from domain.shared.period import Period

Document = dict[str, object]


def document(account: Account, *, explained: bool = False) -> Document:
    """Render the account; the explanation adds texts and changes nothing else."""
    more: Document = {"explanation": explanation_document(account)} if explained else {}
    return {
        "employer_period": period(account.employer_period),
        "entitled": account.entitled,
        "reasons": [{"code": one.code, "citation": str(one.citation)} for one in account.reasons],
        "deadlines": {name: written(day) for name, day in asdict(account.deadlines).items()},
        "reassessment_date": written(account.reassessment_date),
        "duration": asdict(account.duration),
        "days": [day_document(day) for day in account.days],
        "weeks": [week_document(week) for week in account.weeks],
        "total": str(account.total),
        "unconfirmed": list(account.unconfirmed),
        "assumed": list(account.assumed),
        **more,
    }


def day_document(day: Day) -> Document:
    return {
        "date": day.date.isoformat(),
        "kind": day.kind.value,
        "hours": short(day.hours),
        "hourly_rate": money(day.hourly_rate),
        "amount": str(day.amount),
        "payee": day.payee,
        "counts_towards_duration": day.counts_towards_duration,
        "lines": [line_document(line) for line in day.lines],
        "findings": [finding.as_data() for finding in day.findings],
    }


def line_document(line: Line) -> Document:
    return {
        "cvr": line.cvr,
        "hours": short(line.hours),
        "hourly_rate": money(line.hourly_rate),
        "amount": str(line.amount),
        "payee": line.payee,
    }


def explanation_document(account: Account) -> list[Document]:
    return [
        {"monday": week.monday.isoformat(), "lines": list(week.lines)}
        for week in explanation(account)
    ]


def week_document(week: Week) -> Document:
    return {
        "monday": week.monday.isoformat(),
        "amount": str(week.amount),
        "by_payee": {payee: str(amount) for payee, amount in week.by_payee.items()},
    }


def period(span: Period | None) -> Document | None:
    return None if span is None else {"from": written(span.first_day), "to": written(span.last_day)}


def written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def money(amount: Money | None) -> str | None:
    return None if amount is None else str(amount)


def short(hours: Decimal) -> str:
    """Write hours without trailing zeros: 7.4, 20, 0."""
    return f"{hours.normalize():f}"
