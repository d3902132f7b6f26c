"""Where Alembic begins: over a connection that was handed to it, in a transaction that is open already."""

from alembic import context

from progrez_server.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=context.config.attributes["connection"].dialect.name == "sqlite",
)
context.run_migrations()
