"""The tables of the embedded calendar; appointments and watches alone hold contact data, sealed."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Time,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
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


# Whoever changes an office's bookings counts its turn up first, and so waits for whoever did before.
offices = Table(
    "booking_offices",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("turn", Integer, nullable=False),
)

appointments = Table(
    "booking_appointments",
    metadata,
    Column("ref", String(16), primary_key=True),
    Column("secret_hash", LargeBinary(32), nullable=False),
    Column("confirm_hash", LargeBinary(32), nullable=False),
    Column("hold_hash", LargeBinary(32), nullable=False, unique=True),  # of the idempotency key
    Column("uid", String(64), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("office", String(120), nullable=False),
    Column("counter", Integer, nullable=False),
    Column("first_segment", Integer, nullable=False),
    Column("segments", Integer, nullable=False),
    Column("items", JSON, nullable=False),
    Column("contact_sealed", LargeBinary),
    Column("email_digest", LargeBinary(32)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),  # of the hold; means nothing once confirmed
    Index(None, "office", "first_segment"),
    Index(None, "state", "expires_at"),
    Index(None, "office", "email_digest"),
)

# The guard: no segment of a counter belongs to two appointments.
claims = Table(
    "booking_claims",
    metadata,
    Column("office", String(120), primary_key=True),
    Column("counter", Integer, primary_key=True, autoincrement=False),
    Column("segment", Integer, primary_key=True, autoincrement=False),
    Column("ref", ForeignKey("booking_appointments.ref"), nullable=False, index=True),
)

# The same claims, one row of bits for each office and local day, so that a search reads little.
days = Table(
    "booking_days",
    metadata,
    Column("office", String(120), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("taken", LargeBinary, nullable=False),
)

changes = Table(
    "booking_changes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("office", String(120), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("start_time", Time),
    Column("end_time", Time),
    Column("leistung", String(120)),
    Column("counters", Integer),
    Column("reason", Text, nullable=False),
    Index(None, "office", "last"),
)

audit = Table(
    "booking_audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("time", UtcDateTime, nullable=False),
    Column("actor", String(120), nullable=False),
    Column("action", String(40), nullable=False),
    Column("office", String(120), nullable=False, index=True),
    Column("details", JSON, nullable=False),
)

# What is to be told by e-mail. The address is read from the booking or the watch when it is sent.
outbox = Table(
    "booking_outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(24), nullable=False),
    Column("ref", String(16), nullable=False),  # of the appointment, or of the watch
    Column("sequence", Integer, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("leased_until", UtcDateTime),
    Column("attempts", Integer, nullable=False),
    Column("done_at", UtcDateTime),
    UniqueConstraint("ref", "kind", "sequence"),
    Index(None, "done_at", "due_at"),
)

watches = Table(
    "booking_watches",
    metadata,
    Column("ref", String(16), primary_key=True),
    Column("secret_hash", LargeBinary(32), nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("wish", JSON, nullable=False),  # offices, items, days, times of day
    Column("last_day", Date, nullable=False),
    Column("email_sealed", LargeBinary),
    Column("email_digest", LargeBinary(32), index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("offers", Integer, nullable=False),
    Column("offered_ref", String(16)),
)

# What the dialogue knows of an appointment is the id; the rest opens it, in whichever booking system it is.
vorgaenge = Table(
    "booking_vorgaenge",
    metadata,
    Column("serial", Integer, primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("act_hash", LargeBinary(32), nullable=False, unique=True),  # of what the citizen did to begin it
    Column("conversation", String(64), index=True),
    Column("bound_at", UtcDateTime, nullable=False),  # to the conversation
    Column("stage", String(16), nullable=False),
    Column("ref", String(64), unique=True),
    Column("secret_sealed", LargeBinary),
    Column("number", String(64)),
    Column("number_folded", String(64), index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("ends_on", Date),  # the day of the appointment
    Index(None, "stage", "created_at"),
)
