"""What tests read from an account: a day, the reasons, the span of a kind of days."""

from domain.benefit.account import Account, Day, DayKind


def day(account: Account, on: str) -> Day:
    return next(one for one in account.days if str(one.date) == on)


def codes(account: Account) -> list[str]:
    return [reason.code for reason in account.reasons]


def spans(account: Account, kind: DayKind) -> tuple[str, str]:
    dates = [str(one.date) for one in account.days if one.kind is kind]
    return dates[0], dates[-1]
