"""One migration environment for all rooms' tables; each room has a branch of its own."""

from __future__ import annotations

from alembic import context

from booking.tables import metadata as booking_metadata
from conversations.tables import metadata as conversations_metadata
from knowledge.tables import metadata as knowledge_metadata

# `bot.database` opens the connection and holds the transaction.
# SQLite cannot alter a column in place: batch mode copies the table.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=[knowledge_metadata, conversations_metadata, booking_metadata],
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
