"""How many orders of a run stand in the log: what a killed run had done is counted there."""

from datetime import date

from application.runs.office import Errand, correlation
from infrastructure.candidates import midnight
from infrastructure.postgres.pools import Pool

# What a run says of itself, and why a case was not decided, is no order carried out. A run's day
# begins the search: of a municipality's events only those since then are read.
ORDERS = """
    SELECT count(*) FROM (
        SELECT command_id FROM sdp_log.event
        WHERE municipality = %(municipality)s AND correlation = %(run)s
          AND position > greatest(%(after)s, (
              SELECT coalesce(max(position), 0) FROM (
                  SELECT position FROM sdp_log.event
                  WHERE municipality = %(municipality)s AND recorded_at < %(since)s
                  ORDER BY position DESC LIMIT 1
              ) AS before))
        GROUP BY command_id HAVING NOT bool_or(type IN ('RunFinished', 'AutomationRefused'))
    ) AS orders
"""


async def orders_recorded(pool: Pool, errand: Errand, day: date, after: int) -> int:
    """Count the orders that recorded something since the day began, after a position."""
    asked = {
        "municipality": errand.municipality,
        "run": correlation(errand),
        "after": after,
        "since": midnight(day),
    }
    async with pool.connection() as connection:
        row = await (await connection.execute(ORDERS, asked)).fetchone()
    return row[0] if row else 0
