"""Where the time comes from; only edges ask."""

from collections.abc import Callable
from datetime import datetime

from domain.shared.denmark import DENMARK, danish_day

__all__ = ["DENMARK", "Clock", "danish_day"]

Clock = Callable[[], datetime]
