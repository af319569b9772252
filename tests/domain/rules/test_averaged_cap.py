"""§ 50, stk. 2, where the doubt is read so: a rota's week has its part of an average week's cap."""

from datetime import date
from decimal import Decimal

import pytest

from domain.rules.parameters import law_with
from domain.rules.weeks import averaged_cap

MONDAY, FIRST = date(2022, 3, 14), date(2022, 1, 3)  # the weekly cap is 4,465.00
TWO, THREE = (10, 20), (30, 40, 60)  # hours of each week


@pytest.mark.parametrize(
    ("weeks", "rotas", "pays"),
    [
        ("0", [TWO], "14883.33"),  # 4,465 x 50 / 15
        ("0", [THREE], "5151.92"),  # 4,465 x 50 / (130 / 3)
        ("0", [TWO, THREE], "3827.14"),  # six weeks, and no fewer: 4,465 x 50 / (350 / 6)
        ("0", [THREE, TWO], "3827.14"),
        ("0", [TWO, (37,)], "4293.27"),  # 4,465 x 50 / 52
        ("3", [TWO, THREE], "3939.71"),  # 10 + 20 + 10 and 130: 4,465 x 50 / (170 / 3)
    ],
)
def test_all_rotas_are_averaged_over_the_weeks_after_which_they_begin_again_together(
    weeks: str, rotas: list[tuple[int, ...]], pays: str
) -> None:
    law = law_with({"weekly_cap_averages_rota": "true", "rota_average_weeks": weeks})
    hours = [[Decimal(week) for week in rota] for rota in rotas]
    assert str(averaged_cap(law, MONDAY, FIRST, Decimal(50), hours).output) == pays
