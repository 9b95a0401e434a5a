"""Appointments: turns, appointments, claims, days, changes, log, outbox, watches."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from booking.tables import UtcDateTime

revision = "booking_0001"
down_revision = None
branch_labels = ("booking",)
depends_on = None


def upgrade() -> None:
    """Create the booking tables."""
    op.create_table(
        "booking_appointments",
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("confirm_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hold_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("uid", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("office", sa.String(length=120), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("first_segment", sa.Integer(), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("contact", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("email_folded", sa.String(length=320), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_booking_appointments")),
        sa.UniqueConstraint("hold_hash", name=op.f("uq_booking_appointments_hold_hash")),
    )
    op.create_index(
        op.f("ix_booking_appointments_office_email_folded"),
        "booking_appointments",
        ["office", "email_folded"],
        unique=False,
    )
    op.create_index(
        op.f("ix_booking_appointments_office_first_segment"),
        "booking_appointments",
        ["office", "first_segment"],
        unique=False,
    )
    op.create_index(
        op.f("ix_booking_appointments_state_expires_at"),
        "booking_appointments",
        ["state", "expires_at"],
        unique=False,
    )
    op.create_table(
        "booking_audit",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("time", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("office", sa.String(length=120), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_audit")),
    )
    op.create_index(op.f("ix_booking_audit_office"), "booking_audit", ["office"], unique=False)
    op.create_table(
        "booking_changes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("start_time", sa.Time(), nullable=True),
        sa.Column("end_time", sa.Time(), nullable=True),
        sa.Column("leistung", sa.String(length=120), nullable=True),
        sa.Column("counters", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_changes")),
    )
    op.create_index(
        op.f("ix_booking_changes_office_last"), "booking_changes", ["office", "last"], unique=False
    )
    op.create_table(
        "booking_days",
        sa.Column("office", sa.String(length=120), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("taken", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("office", "day", name=op.f("pk_booking_days")),
    )
    op.create_table(
        "booking_offices",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_offices")),
    )
    op.create_table(
        "booking_outbox",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_outbox")),
        sa.UniqueConstraint("ref", "kind", "sequence", name=op.f("uq_booking_outbox_ref_kind_sequence")),
    )
    op.create_index(
        op.f("ix_booking_outbox_done_at_due_at"), "booking_outbox", ["done_at", "due_at"], unique=False
    )
    op.create_table(
        "booking_watches",
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("wish", sa.JSON(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("email_folded", sa.String(length=320), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("offers", sa.Integer(), nullable=False),
        sa.Column("offered_ref", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("ref", name=op.f("pk_booking_watches")),
    )
    op.create_index(
        op.f("ix_booking_watches_email_folded"), "booking_watches", ["email_folded"], unique=False
    )
    op.create_index(op.f("ix_booking_watches_state"), "booking_watches", ["state"], unique=False)
    op.create_table(
        "booking_claims",
        sa.Column("office", sa.String(length=120), nullable=False),
        sa.Column("counter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("segment", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["ref"], ["booking_appointments.ref"], name=op.f("fk_booking_claims_ref_booking_appointments")
        ),
        sa.PrimaryKeyConstraint("office", "counter", "segment", name=op.f("pk_booking_claims")),
    )
    op.create_index(op.f("ix_booking_claims_ref"), "booking_claims", ["ref"], unique=False)


def downgrade() -> None:
    """Drop them."""
    for table in (
        "booking_claims",
        "booking_appointments",
        "booking_audit",
        "booking_changes",
        "booking_days",
        "booking_offices",
        "booking_outbox",
        "booking_watches",
    ):
        op.drop_table(table)
