"""Vorgaenge: appointments as the dialogue knows them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from booking.tables import UtcDateTime

revision = "booking_0002"
down_revision = "booking_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "booking_vorgaenge",
        sa.Column("serial", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("act_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("conversation", sa.String(length=64), nullable=True),
        sa.Column("bound_at", UtcDateTime(), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=True),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("number", sa.String(length=64), nullable=True),
        sa.Column("number_folded", sa.String(length=64), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_booking_vorgaenge")),
        sa.UniqueConstraint("id", name=op.f("uq_booking_vorgaenge_id")),
        sa.UniqueConstraint("act_hash", name=op.f("uq_booking_vorgaenge_act_hash")),
        sa.UniqueConstraint("ref", name=op.f("uq_booking_vorgaenge_ref")),
    )
    for columns in (["conversation"], ["number_folded"], ["stage", "created_at"]):
        name = op.f(f"ix_booking_vorgaenge_{'_'.join(columns)}")
        op.create_index(name, "booking_vorgaenge", columns, unique=False)


def downgrade() -> None:
    """Drop it."""
    op.drop_table("booking_vorgaenge")
