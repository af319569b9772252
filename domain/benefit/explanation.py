"""The account in plain Danish, week by week, so that every amount can be computed again."""

from domain.benefit.account import Account

Texts = list[dict[str, object]]


def explanation(account: Account) -> Texts:
    return [{"monday": week.monday.isoformat(), "lines": []} for week in account.weeks]
