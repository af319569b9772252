"""`sdp` whose schedule works also from 02 to 03; a test that keeps the real time runs it."""

from api.cli import schedule
from api.cli.main import run

NO_HOUR = 24

if __name__ == "__main__":
    schedule.GAP = NO_HOUR
    run()
