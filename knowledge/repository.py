"""The catalogue in the database: read by every process, changed in short transactions, versioned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, insert, select, update

from knowledge.model import Dienststelle, Lebenslage, Leistung, Stadtteil
from knowledge.rows import (
    MODELS,
    Conflict,
    Entry,
    Kind,
    Stored,
    columns_of,
    content_hash,
    document_of,
    kind_of,
)
from knowledge.tables import catalogue_version, conflicts, entries

EntryT = TypeVar("EntryT", Leistung, Dienststelle, Lebenslage, Stadtteil)
Action = Literal["new", "changed", "unchanged", "conflict"]


class EditedMeanwhileError(Exception):
    """Somebody else saved this entry since it was read."""


class LeistungRepository:
    """Leistungen and all that belongs to them. Every change raises `version` in the same transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def version(self) -> int:
        """A number that grows with every change; 0 before the first."""
        with self._engine.connect() as connection:
            version: int = connection.execute(select(catalogue_version.c.version)).scalar_one()
        return version

    def leistungen(self) -> tuple[Leistung, ...]:
        """All Leistungen that citizens may see, by id."""
        return self._all(Leistung)

    def dienststellen(self) -> tuple[Dienststelle, ...]:
        """All Dienststellen that citizens may see, by id."""
        return self._all(Dienststelle)

    def lebenslagen(self) -> tuple[Lebenslage, ...]:
        """All Lebenslagen, by id."""
        return self._all(Lebenslage)

    def stadtteile(self) -> tuple[Stadtteil, ...]:
        """All Stadtteile, by id."""
        return self._all(Stadtteil)

    def leistung(self, leistung_id: str) -> Leistung | None:
        """The Leistung of this id, if it is shown."""
        return self._get(Leistung, leistung_id)

    def dienststelle(self, dienststelle_id: str) -> Dienststelle | None:
        """The Dienststelle of this id, if it is shown."""
        return self._get(Dienststelle, dienststelle_id)

    def stored(self) -> tuple[Stored, ...]:
        """Every entry, dropped ones too, without its document."""
        columns = [column for column in entries.c if column.name not in ("document", "leika", "updated_at")]
        with self._engine.connect() as connection:
            rows = connection.execute(select(*columns)).mappings()
            return tuple(_stored(row) for row in rows)

    def save(self, entry: Entry, now: datetime, expected_hash: str | None = None) -> None:
        """Store an editor's change; imports will not overwrite it.

        `expected_hash` is the `content_hash` of what the editor saw; when it is another by now,
        `EditedMeanwhileError` is raised.
        """
        kind, new_hash = kind_of(type(entry)), content_hash(entry)
        with self._engine.begin() as connection:
            where = _is(kind, entry.id)
            current = connection.execute(
                select(entries.c.content_hash).where(where).with_for_update()
            ).scalar()
            if expected_hash is not None and current != expected_hash:
                raise EditedMeanwhileError(entry.id)
            values = {**columns_of(entry, now), "edited_by_hand": True}
            if current is None:
                connection.execute(insert(entries).values(values))
            elif current != new_hash:
                connection.execute(update(entries).where(where).values(values))
            else:
                return
            _raise_version(connection)

    def apply(self, imported: Sequence[tuple[Action, Entry]], now: datetime) -> None:
        """Store what an import brought, as `knowledge.importers.run` decided; nothing for `unchanged`."""
        touched = [(action, entry) for action, entry in imported if action != "unchanged"]
        if not touched:
            return
        with self._engine.begin() as connection:
            for action, entry in touched:
                if action == "conflict":
                    _note_conflict(connection, kind_of(type(entry)), entry.id, entry, now)
                    continue
                values = {
                    **columns_of(entry, now),
                    "imported_hash": content_hash(entry),
                    "edited_by_hand": False,
                    "dropped_at": None,
                }
                if action == "new":
                    connection.execute(insert(entries).values(values))
                else:
                    where = _is(kind_of(type(entry)), entry.id)
                    connection.execute(update(entries).where(where).values(values))
            _raise_version(connection)

    def drop(self, gone: Iterable[Stored], now: datetime) -> None:
        """Hide entries that are gone upstream; one that was edited by hand stays and becomes a conflict."""
        with self._engine.begin() as connection:
            for stored in gone:
                if stored.edited_by_hand:
                    _note_conflict(connection, stored.kind, stored.id, None, now)
                    continue
                where = _is(stored.kind, stored.id)
                connection.execute(update(entries).where(where).values(dropped_at=now, updated_at=now))
            _raise_version(connection)

    def conflicts(self) -> tuple[Conflict, ...]:
        """The open conflicts, oldest first."""
        joined = conflicts.join(
            entries, (entries.c.kind == conflicts.c.kind) & (entries.c.id == conflicts.c.entry_id)
        )
        query = (
            select(conflicts, entries.c.document.label("stored"))
            .select_from(joined)
            .where(conflicts.c.resolved_at.is_(None))
            .order_by(conflicts.c.id)
        )
        with self._engine.connect() as connection:
            return tuple(_conflict(row) for row in connection.execute(query).mappings())

    def resolve(self, conflict_id: int, keep: bool, now: datetime) -> None:
        """Close a conflict: keep what the editor wrote, or take what the import brought. Raises KeyError."""
        with self._engine.begin() as connection:
            where = (conflicts.c.id == conflict_id) & conflicts.c.resolved_at.is_(None)
            row = connection.execute(select(conflicts).where(where).with_for_update()).mappings().first()
            if row is None:
                raise KeyError(conflict_id)
            entry = _is(row["kind"], row["entry_id"])
            values: dict[str, Any] = {"imported_hash": row["imported_hash"]}
            if not keep and row["document"] is None:
                values = {"dropped_at": now, "edited_by_hand": False}
            elif not keep:
                imported = MODELS[row["kind"]].model_validate(row["document"])
                values = {**columns_of(imported, now), **values, "edited_by_hand": False}
            connection.execute(update(entries).where(entry).values(values))
            resolution = {"resolved_at": now, "resolution": "kept" if keep else "replaced"}
            connection.execute(update(conflicts).where(conflicts.c.id == conflict_id).values(resolution))
            _raise_version(connection)

    def _all(self, model: type[EntryT]) -> tuple[EntryT, ...]:
        query = select(entries.c.document).where(
            entries.c.kind == kind_of(model), entries.c.dropped_at.is_(None)
        )
        with self._engine.connect() as connection:
            return tuple(model.model_validate(d) for d in connection.scalars(query.order_by(entries.c.id)))

    def _get(self, model: type[EntryT], entry_id: str) -> EntryT | None:
        query = select(entries.c.document).where(
            entries.c.kind == kind_of(model), entries.c.id == entry_id, entries.c.dropped_at.is_(None)
        )
        with self._engine.connect() as connection:
            document = connection.scalar(query)
        return model.model_validate(document) if document else None


def _is(kind: Kind, entry_id: str) -> ColumnElement[bool]:
    return (entries.c.kind == kind) & (entries.c.id == entry_id)


def _raise_version(connection: Connection) -> None:
    connection.execute(update(catalogue_version).values(version=catalogue_version.c.version + 1))


def _note_conflict(
    connection: Connection, kind: Kind, entry_id: str, imported: Entry | None, now: datetime
) -> None:
    """One open conflict an entry, holding the latest import."""
    values = {
        "document": document_of(imported) if imported else None,
        "imported_hash": content_hash(imported) if imported else "",
        "found_at": now,
    }
    is_open = (
        (conflicts.c.kind == kind) & (conflicts.c.entry_id == entry_id) & conflicts.c.resolved_at.is_(None)
    )
    if connection.execute(update(conflicts).where(is_open).values(values)).rowcount == 0:
        connection.execute(insert(conflicts).values(kind=kind, entry_id=entry_id, **values))


def _stored(row: RowMapping) -> Stored:
    known = {key: row[key] for key in row if key != "dropped_at"}
    return Stored(**known, dropped=row["dropped_at"] is not None)


def _conflict(row: RowMapping) -> Conflict:
    model = MODELS[row["kind"]]
    imported = model.model_validate(row["document"]) if row["document"] else None
    found_at = row["found_at"].replace(tzinfo=UTC)  # SQLite hands back naive times
    stored = model.model_validate(row["stored"])
    return Conflict(row["id"], row["kind"], row["entry_id"], found_at, stored, imported)
