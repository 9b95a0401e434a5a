"""The Vorgaenge's rows; each call is one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from booking.codes import fold_typed
from booking.repository import answering
from booking.tables import vorgaenge
from booking.vorgaenge.record import Stage, StoredVorgang

MAX_SAME_NUMBER = 20  # the embedded calendar's numbers are unique, another system's may come again
_OPEN = (Stage.HELD, Stage.KEPT)
_UNSUBMITTED = (Stage.BEGUN, Stage.HELD, Stage.RELEASED)


class VorgangRows:
    """Over the app's engine (SQLite or PostgreSQL). Raises `Unavailable` where that does not answer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, new: StoredVorgang) -> StoredVorgang:
        """Store a new one, or give the one that this act has begun before, maybe in another process."""
        try:
            with self._writing() as connection:
                connection.execute(insert(vorgaenge).values(**_columns(new)))
        except IntegrityError:
            earlier = self._first(vorgaenge.c.act_hash == new.act_hash)
            return earlier or self.begin(new)  # gone meanwhile: its hold had failed
        return new

    def drop(self, id: str) -> None:
        """Forget one that got no hold."""
        self._delete((vorgaenge.c.id == id) & (vorgaenge.c.stage == Stage.BEGUN))

    def finish(self, vorgang: StoredVorgang) -> bool:
        """Store what one that was BEGUN has become; False if it is no longer BEGUN, or gone."""
        return self._save(vorgang, None, vorgaenge.c.stage == Stage.BEGUN, stage=str(vorgang.stage))

    def save(self, vorgang: StoredVorgang, ref: str | None) -> bool:
        """Store the answer to what was asked under `ref`; False if that has changed meanwhile."""
        return self._save(vorgang, ref, vorgaenge.c.ref == ref)

    def go(self, id: str, old: Stage, new: Stage) -> bool:
        """From one stage to another; False if it is in a third one."""
        at = (vorgaenge.c.id == id) & (vorgaenge.c.stage == old)
        with self._writing() as connection:
            return connection.execute(update(vorgaenge).where(at).values(stage=str(new))).rowcount == 1

    def find(self, id: str) -> StoredVorgang | None:
        """The one with this id, whatever its stage; None for what can be no id."""
        return self._first(vorgaenge.c.id == id) if id.isascii() and id.isalpha() else None

    def find_ref(self, ref: str) -> StoredVorgang | None:
        """The one with the booking system's reference."""
        return self._first(vorgaenge.c.ref == ref)

    def numbered(self, number: str) -> list[StoredVorgang]:
        """Those with this number, typed in any way, the newest first."""
        which = vorgaenge.c.stage.in_((*_OPEN, Stage.ENDED))
        return self._all(which & (vorgaenge.c.number_folded == fold_typed(number)))[:MAX_SAME_NUMBER]

    def latest(self, conversation: str, stages: Iterable[Stage] = _OPEN) -> StoredVorgang | None:
        """The one in these stages that the conversation took or opened last."""
        return self._first((vorgaenge.c.conversation == conversation) & vorgaenge.c.stage.in_(stages))

    def held_before(self, vorgang: StoredVorgang) -> list[StoredVorgang]:
        """What the same conversation only holds, and began earlier."""
        mine = vorgaenge.c.conversation == vorgang.conversation
        own = select(vorgaenge.c.serial).where(vorgaenge.c.id == vorgang.id).scalar_subquery()
        return self._all(mine & (vorgaenge.c.stage == Stage.HELD) & (vorgaenge.c.serial < own))

    def bind(self, id: str, conversation: str, now: datetime) -> None:
        """Let the conversation have it from now on."""
        change = update(vorgaenge).where(vorgaenge.c.id == id)
        with self._writing() as connection:
            connection.execute(change.values(conversation=conversation, bound_at=now))

    def unbind(self, conversation: str) -> list[StoredVorgang]:
        """Take all from the conversation; those that were only held are released, and returned."""
        mine = vorgaenge.c.conversation == conversation
        held = mine & (vorgaenge.c.stage == Stage.HELD)
        with self._writing() as connection:
            connection.execute(delete(vorgaenge).where(mine & (vorgaenge.c.stage == Stage.BEGUN)))
            released = connection.execute(
                update(vorgaenge).where(held).values(stage=str(Stage.RELEASED)).returning(vorgaenge)
            ).all()
            connection.execute(update(vorgaenge).where(mine).values(conversation=None))
        return [_vorgang(row) for row in released]

    def tidy(self, ended_before: date, held_before: datetime) -> int:
        """Drop appointments of before a day, and what was never submitted and began before a time."""
        unsubmitted = vorgaenge.c.stage.in_(_UNSUBMITTED) & (vorgaenge.c.created_at < held_before)
        return self._delete((vorgaenge.c.ends_on < ended_before) | unsubmitted)

    def _save(self, vorgang: StoredVorgang, ref: str | None, which: ColumnElement[bool], **more: str) -> bool:
        columns = _columns(vorgang)
        names = ("ref", "secret_sealed", "number", "number_folded", "ends_on")
        change = update(vorgaenge).where(which & (vorgaenge.c.id == vorgang.id))
        with self._writing() as connection:
            if vorgang.ref != ref:  # systems give a reference again, long after it was cancelled
                other = (vorgaenge.c.ref == vorgang.ref) & (vorgaenge.c.id != vorgang.id)
                connection.execute(delete(vorgaenge).where(other))
            values = {name: columns[name] for name in names} | more
            return connection.execute(change.values(values)).rowcount == 1

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with answering(), self._engine.begin() as connection:
            yield connection

    def _delete(self, which: ColumnElement[bool]) -> int:
        with self._writing() as connection:
            return connection.execute(delete(vorgaenge).where(which)).rowcount

    def _first(self, which: ColumnElement[bool]) -> StoredVorgang | None:
        return next(iter(self._all(which)), None)

    def _all(self, which: ColumnElement[bool]) -> list[StoredVorgang]:
        query = select(vorgaenge).where(which)
        query = query.order_by(vorgaenge.c.bound_at.desc(), vorgaenge.c.serial.desc())
        with answering(), self._engine.connect() as connection:
            return [_vorgang(row) for row in connection.execute(query)]


def _vorgang(row: Row[Any]) -> StoredVorgang:
    values = dict(row._mapping)
    values.pop("number_folded")
    values["stage"] = Stage(values["stage"])
    return StoredVorgang(**values)


def _columns(vorgang: StoredVorgang) -> dict[str, Any]:
    columns = {name: getattr(vorgang, name) for name in StoredVorgang.__slots__}
    columns.pop("serial")
    columns["stage"] = str(vorgang.stage)
    columns["number_folded"] = None if vorgang.number is None else fold_typed(vorgang.number)
    return columns
