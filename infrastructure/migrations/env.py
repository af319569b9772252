"""Lets Alembic run on the connection that `migrate` opened; there is no other way to run it."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table_schema="public",
    transactional_ddl=True,
)
context.run_migrations()
