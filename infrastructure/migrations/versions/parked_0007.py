"""Who reads lists is told how many cases a build holds back, and whether one; never which."""

from alembic import op

revision = "0007_parked"
down_revision = "0006_instant_at"

UP = (
    """
    CREATE FUNCTION readmodels.cases_parked(build text) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT count(DISTINCT case_id) FROM readmodels.parked WHERE schema = build
    $$
    """,
    """
    CREATE FUNCTION readmodels.is_parked(build text, at bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT EXISTS (SELECT FROM readmodels.parked WHERE schema = build AND position = at)
    $$
    """,
    "REVOKE ALL ON FUNCTION readmodels.cases_parked, readmodels.is_parked FROM PUBLIC",
    """
    GRANT EXECUTE ON FUNCTION readmodels.cases_parked, readmodels.is_parked
        TO sdp_projector, sdp_app
    """,
    "REVOKE SELECT ON readmodels.parked FROM sdp_app",
    "ALTER TABLE readmodels.parked ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY written ON readmodels.parked TO sdp_projector USING (true) WITH CHECK (true)",
)
DOWN = (
    "DROP POLICY written ON readmodels.parked",
    "ALTER TABLE readmodels.parked DISABLE ROW LEVEL SECURITY",
    "GRANT SELECT ON readmodels.parked TO sdp_app",
    "DROP FUNCTION readmodels.cases_parked, readmodels.is_parked",
)


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    for statement in DOWN:
        op.execute(statement)
