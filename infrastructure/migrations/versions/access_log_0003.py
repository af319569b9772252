"""Who saw which case: one row for each case shown, written once, read by nobody over the API."""

from alembic import op

revision = "0003_access_log"
down_revision = "0002_read_models"

UP = (
    "CREATE SCHEMA sdp_access",
    """
    CREATE TABLE sdp_access.look (
        id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at           timestamptz NOT NULL,
        request      uuid        NOT NULL,  -- the rows of one answer share it
        actor        text        NOT NULL,
        role         text        NOT NULL,
        municipality integer     NOT NULL,
        purpose      text        NOT NULL,
        route        text        NOT NULL,
        case_id      uuid        NOT NULL
    )
    """,
    "CREATE INDEX look_case ON sdp_access.look (case_id, id)",
    "ALTER TABLE sdp_access.look ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY written ON sdp_access.look FOR INSERT TO sdp_app WITH CHECK (true)",
    "REVOKE ALL ON SCHEMA sdp_access FROM PUBLIC",
    "GRANT USAGE ON SCHEMA sdp_access TO sdp_app",
    "GRANT INSERT ON sdp_access.look TO sdp_app",
    # Recorded time never goes back as positions grow: halve the span until it is found.
    """
    CREATE FUNCTION sdp_access.position_at(instant timestamptz) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
        low bigint := 0;
        high bigint := (SELECT coalesce(max(position), 0) FROM sdp_log.event);
        middle bigint;
        event record;
    BEGIN
        WHILE low < high LOOP
            middle := low + (high - low + 1) / 2;
            SELECT position, recorded_at INTO event FROM sdp_log.event
            WHERE position BETWEEN middle AND high ORDER BY position LIMIT 1;
            IF event.position IS NULL OR event.recorded_at > instant THEN
                high := middle - 1;
            ELSE
                low := event.position;
            END IF;
        END LOOP;
        RETURN low;
    END $$
    """,
    "REVOKE ALL ON FUNCTION sdp_access.position_at FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION sdp_access.position_at TO sdp_app",
)


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    """Nothing: who looked is never forgotten by going back a step."""
