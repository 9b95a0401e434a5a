"""Contact data is sealed: no name, address or telephone number stands readable in the database.

Sealing needs the installation's key, which a migration does not have. No version before this one was
ever released, so contact data of earlier rows is forgotten, not carried over: appointments stand but
nobody can be told about them any more, and watches end. The bytes may stay in the free space of the
file until SQLite or PostgreSQL uses it again or `VACUUM` (PostgreSQL: `VACUUM FULL`) is run.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "booking_0003"
down_revision = "booking_0002"
branch_labels = None
depends_on = None


_Columns = tuple[tuple[str, sa.types.TypeEngine[Any]], ...]  # the one that is compared comes first
_SEALED = sa.LargeBinary()
# Table, what stands before the compared column in its index, the plain columns, the sealed ones.
_EXCHANGED: tuple[tuple[str, list[str], _Columns, _Columns], ...] = (
    (
        "booking_appointments",
        ["office"],
        (("email_folded", sa.String(length=320)), ("contact", sa.JSON(none_as_null=True))),
        (("email_digest", sa.LargeBinary(length=32)), ("contact_sealed", _SEALED)),
    ),
    (
        "booking_watches",
        [],
        (("email_folded", sa.String(length=320)), ("email", sa.Text())),
        (("email_digest", sa.LargeBinary(length=32)), ("email_sealed", _SEALED)),
    ),
)


def upgrade() -> None:
    """Exchange the columns."""
    _end_watches()
    for table, indexed, plain, sealed in _EXCHANGED:
        _exchange(table, indexed, plain, sealed)


def downgrade() -> None:
    """Exchange them back; contact data is forgotten this way too."""
    _end_watches()
    for table, indexed, plain, sealed in _EXCHANGED:
        _exchange(table, indexed, sealed, plain)


def _end_watches() -> None:
    op.execute("UPDATE booking_watches SET state='ended' WHERE state IN ('waiting', 'offered')")


def _exchange(table: str, indexed: list[str], old: _Columns, new: _Columns) -> None:
    """In place: a copy of the table, as batch mode makes, would break the claims' references to it."""
    op.drop_index(_index(table, indexed, old), table)
    for name, _ in old:
        op.drop_column(table, name)
    for name, kind in new:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    op.create_index(_index(table, indexed, new), table, [*indexed, new[0][0]])


def _index(table: str, indexed: list[str], columns: _Columns) -> str:
    return op.f("_".join(["ix", table, *indexed, columns[0][0]]))
