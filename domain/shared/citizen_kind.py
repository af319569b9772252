"""The kinds of citizen the Act knows, as the facts of a case name them."""

from typing import Literal

CitizenKind = Literal["wage_earner", "unemployed", "self_employed", "flexjob"]
Insurance = Literal["none", "third_day", "first_day"]  # voluntary insurance of self-employed
Unemployment = Literal["full", "partial"]
