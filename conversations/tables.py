"""The conversation log's tables. Citizen text in them is masked; form values are in none of them."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time; SQLite would hand back a naive one."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC without offset."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the offset back."""
        return None if value is None else value.replace(tzinfo=UTC)


def _conversation_id() -> Column[str]:
    return Column(
        "conversation_id",
        String(32),
        ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    )


conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("token_hash", LargeBinary(32), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)

# One contribution of the citizen with its answer; the greeting is a turn that nobody asked for.
turns = Table(
    "conversation_turns",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _conversation_id(),
    Column("client_message_id", String(64), nullable=False),
    Column("kind", String(8), nullable=False),  # greeting, text, choice, form
    Column("content", Text, nullable=False),  # masked text, the choice, or the form's name
    Column("state", String(10), nullable=False),  # pending, answered, unanswered
    Column("claimed_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
    Column("intent", String(64)),
    Column("confidence", Float),
    UniqueConstraint("conversation_id", "client_message_id"),
)

messages = Table(
    "conversation_messages",
    metadata,
    Column("id", String(32), primary_key=True),
    _conversation_id(),
    Column("turn_id", ForeignKey("conversation_turns.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),  # 0 is the citizen's, the answer follows
    Column("sender", String(8), nullable=False),
    Column("time", UtcDateTime, nullable=False),
    Column("blocks", JSON, nullable=False),
)

# What this conversation has offered so far; only that is taken back as a choice or a form.
offers = Table(
    "conversation_offers",
    metadata,
    Column(
        "conversation_id",
        String(32),
        ForeignKey("conversations.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("kind", String(8), primary_key=True),  # choice, form
    Column("value", String(500), primary_key=True),
    Column("label", Text, nullable=False),
)

feedback = Table(
    "conversation_feedback",
    metadata,
    Column(
        "message_id",
        String(32),
        ForeignKey("conversation_messages.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    _conversation_id(),
    Column("helpful", Boolean, nullable=False),
    Column("comment", Text),
    Column("time", UtcDateTime, nullable=False),
)

# Erased here, but the engine has not yet confirmed that it forgot too. Holds nothing but the id.
forgetting = Table(
    "conversation_forgetting",
    metadata,
    Column("conversation_id", String(32), primary_key=True),
    Column("since", UtcDateTime, nullable=False),
)
