"""`sdp` whose schedule looks at the clock, and whether it is alone, without a minute's pause."""

from api.cli import schedule
from api.cli.main import run

if __name__ == "__main__":
    schedule.PAUSE = 0.2
    run()
