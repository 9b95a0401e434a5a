"""Conversations: turns, messages, offers, feedback, and what the engine has yet to forget."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from conversations.tables import UtcDateTime

revision = "0001_conversations"
down_revision = None
branch_labels = ("conversations",)
depends_on = None


def upgrade() -> None:
    """Apply this revision."""
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_conversations_expires_at", "conversations", ["expires_at"])
    op.create_table(
        "conversation_turns",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        _conversation(),
        sa.Column("client_message_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("claimed_at", UtcDateTime(), nullable=False),
        sa.Column("answered_at", UtcDateTime()),
        sa.Column("intent", sa.String(64)),
        sa.Column("confidence", sa.Float),
        sa.UniqueConstraint(
            "conversation_id", "client_message_id", name="uq_conversation_turns_conversation_id"
        ),
    )
    op.create_table(
        "conversation_messages",
        sa.Column("id", sa.String(32), primary_key=True),
        _conversation(),
        sa.Column(
            "turn_id",
            sa.Integer,
            sa.ForeignKey("conversation_turns.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("sender", sa.String(8), nullable=False),
        sa.Column("time", UtcDateTime(), nullable=False),
        sa.Column("blocks", sa.JSON, nullable=False),
    )
    op.create_index("ix_conversation_messages_turn_id", "conversation_messages", ["turn_id"])
    op.create_table(
        "conversation_offers",
        _conversation(primary_key=True),
        sa.Column("kind", sa.String(8), primary_key=True),
        sa.Column("value", sa.String(500), primary_key=True),
        sa.Column("label", sa.Text, nullable=False),
    )
    op.create_table(
        "conversation_feedback",
        sa.Column(
            "message_id",
            sa.String(32),
            sa.ForeignKey("conversation_messages.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        _conversation(),
        sa.Column("helpful", sa.Boolean, nullable=False),
        sa.Column("comment", sa.Text),
        sa.Column("time", UtcDateTime(), nullable=False),
    )
    for table in ("conversation_turns", "conversation_messages", "conversation_feedback"):
        op.create_index(f"ix_{table}_conversation_id", table, ["conversation_id"])
    op.create_table(
        "conversation_forgetting",
        sa.Column("conversation_id", sa.String(32), primary_key=True),
        sa.Column("since", UtcDateTime(), nullable=False),
    )


def downgrade() -> None:
    """Take this revision back."""
    for table in (
        "conversation_forgetting",
        "conversation_feedback",
        "conversation_offers",
        "conversation_messages",
        "conversation_turns",
        "conversations",
    ):
        op.drop_table(table)


def _conversation(primary_key: bool = False) -> sa.Column[str]:
    return sa.Column(
        "conversation_id",
        sa.String(32),
        sa.ForeignKey("conversations.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
    )
