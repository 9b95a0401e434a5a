"""The catalogue's tables: searchable columns beside each entry's whole document."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

entries = Table(
    "catalogue_entries",
    metadata,
    Column("kind", String(16), nullable=False),  # leistung, dienststelle, lebenslage or stadtteil
    Column("id", String(120), nullable=False),
    Column("titel", String(500), nullable=False),
    Column("herkunft", String(120), nullable=False),
    Column("external_id", String(120), nullable=False),
    Column("leika", String(1000), nullable=False),  # keys with a blank between
    Column("document", JSON, nullable=False),
    Column("content_hash", String(64), nullable=False),
    # What the last import brought; another hash than content_hash only after an edit by hand.
    Column("imported_hash", String(64), nullable=True),
    Column("edited_by_hand", Boolean, nullable=False),
    Column("dropped_at", DateTime(timezone=True), nullable=True),  # gone upstream: kept, but not shown
    Column("updated_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("kind", "id"),
    Index(None, "herkunft", "kind", "external_id", unique=True),
)

conflicts = Table(
    "catalogue_conflicts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("entry_id", String(120), nullable=False),
    Column(
        "document", JSON(none_as_null=True), nullable=True
    ),  # what the import brought; null: dropped upstream
    Column("imported_hash", String(64), nullable=False),  # empty: dropped upstream
    Column("found_at", DateTime(timezone=True), nullable=False),
    Column("resolved_at", DateTime(timezone=True), nullable=True),
    Column("resolution", String(16), nullable=True),  # kept or replaced
    ForeignKeyConstraint(["kind", "entry_id"], ["catalogue_entries.kind", "catalogue_entries.id"]),
    # The same difference is one open conflict, however often the import is repeated.
    Index(
        "uq_catalogue_conflicts_open",
        "kind",
        "entry_id",
        unique=True,
        sqlite_where=text("resolved_at IS NULL"),
        postgresql_where=text("resolved_at IS NULL"),
    ),
)

catalogue_version = Table(
    "catalogue_version",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # always 1
    Column("version", Integer, nullable=False),
)
