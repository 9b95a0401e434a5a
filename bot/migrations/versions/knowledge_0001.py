"""The catalogue: entries, conflicts, version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "knowledge_0001"
down_revision = None
branch_labels = ("knowledge",)
depends_on = None


def upgrade() -> None:
    """Create the catalogue's tables."""
    op.create_table(
        "catalogue_entries",
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("id", sa.String(120), nullable=False),
        sa.Column("titel", sa.String(500), nullable=False),
        sa.Column("herkunft", sa.String(120), nullable=False),
        sa.Column("external_id", sa.String(120), nullable=False),
        sa.Column("leika", sa.String(1000), nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("imported_hash", sa.String(64), nullable=True),
        sa.Column("edited_by_hand", sa.Boolean, nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id", name="pk_catalogue_entries"),
    )
    op.create_index(
        "ix_catalogue_entries_herkunft_kind_external_id",
        "catalogue_entries",
        ["herkunft", "kind", "external_id"],
        unique=True,
    )
    op.create_table(
        "catalogue_conflicts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("entry_id", sa.String(120), nullable=False),
        sa.Column("document", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("imported_hash", sa.String(64), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolution", sa.String(16), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_catalogue_conflicts"),
        sa.ForeignKeyConstraint(
            ["kind", "entry_id"],
            ["catalogue_entries.kind", "catalogue_entries.id"],
            name="fk_catalogue_conflicts_kind_catalogue_entries",
        ),
    )
    op.create_index(
        "uq_catalogue_conflicts_open",
        "catalogue_conflicts",
        ["kind", "entry_id"],
        unique=True,
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    version = op.create_table(
        "catalogue_version",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_catalogue_version"),
    )
    op.bulk_insert(version, [{"id": 1, "version": 0}])


def downgrade() -> None:
    """Drop them."""
    for table in ("catalogue_version", "catalogue_conflicts", "catalogue_entries"):
        op.drop_table(table)
