"""When a position of the log was recorded: a list of the past is seen with the eyes of its day."""

from alembic import op

revision = "0006_instant_at"
down_revision = "0005_shape"

UP = (
    """
    CREATE FUNCTION sdp_access.instant_at(upto bigint) RETURNS timestamptz
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT recorded_at FROM sdp_log.event
        WHERE position <= upto ORDER BY position DESC LIMIT 1
    $$
    """,
    "REVOKE ALL ON FUNCTION sdp_access.instant_at FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION sdp_access.instant_at TO sdp_app",
)


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP FUNCTION sdp_access.instant_at")
