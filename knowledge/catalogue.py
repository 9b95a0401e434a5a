"""The catalogue as the assistant asks it: found by words, read by id, always at the database's version.

After an edit only what changed is analysed, so that it is found within a second also among thousands of
Leistungen; the whole index is then built anew beside the questions that go on.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from knowledge.model import Dienststelle, Leistung
from knowledge.search import Index, Kind, SearchEntry, SearchResult

# An edit has to be found within a second: the version is looked up at least this often.
VERSION_CHECK_SECONDS = 0.5


def in_a_thread(work: Callable[[], None]) -> None:
    """Run `work` beside everything else; a service that stops does not wait for it."""
    threading.Thread(target=work, daemon=True).start()


class CatalogueSource(Protocol):
    """Where the entries come from; `knowledge.repository` in the running service."""

    def version(self) -> int:
        """A number that changes with every edit."""

    def leistungen(self) -> Iterable[Leistung]:
        """All Leistungen that citizens may see."""

    def dienststellen(self) -> Iterable[Dienststelle]:
        """All Dienststellen that citizens may see."""


@dataclass(frozen=True)
class _Snapshot:
    """The catalogue at one version; it never changes."""

    version: int
    leistungen: Mapping[str, Leistung]
    dienststellen: Mapping[str, Dienststelle]
    index: Index


class Catalogue:
    """Answers from memory and reloads when the database has moved on."""

    def __init__(
        self,
        source: CatalogueSource,
        clock: Callable[[], float] = time.monotonic,
        beside: Callable[[Callable[[], None]], None] = in_a_thread,
    ) -> None:
        """`beside` runs what nobody waits for."""
        self._source = source
        self._clock = clock
        self._beside = beside
        self._lock = threading.Lock()
        self._checked = clock()
        self._snapshot = self._load()

    @property
    def version(self) -> int:
        """A number that changes with every edit; whatever is asked next is of this version or newer."""
        return self._current().version

    def find(self, query: str, limit: int = 5) -> SearchResult:
        """The Leistungen and Dienststellen that fit `query` best."""
        return self._current().index.find(query, limit)

    def leistung(self, leistung_id: str) -> Leistung | None:
        """The Leistung of this id, or None where there is none (any more)."""
        return self._current().leistungen.get(leistung_id)

    def dienststelle(self, dienststelle_id: str) -> Dienststelle | None:
        """The Dienststelle of this id, or None where there is none (any more)."""
        return self._current().dienststellen.get(dienststelle_id)

    def dienststellen(self) -> Collection[Dienststelle]:
        """All Dienststellen."""
        return self._current().dienststellen.values()

    def external_id(self, kind: Kind, id_: str) -> str | None:
        """The id that an imported entry had in its own catalogue."""
        entry = self.leistung(id_) if kind == "leistung" else self.dienststelle(id_)
        return entry.external_id if entry else None

    def __len__(self) -> int:
        """How many Leistungen there are."""
        return len(self._current().leistungen)

    def _current(self) -> _Snapshot:
        """The snapshot in force; reloaded by one thread while the others go on with the old one."""
        if self._clock() - self._checked >= VERSION_CHECK_SECONDS and self._lock.acquire(blocking=False):
            before = self._snapshot
            try:
                self._checked = self._clock()
                if self._source.version() != before.version:
                    self._snapshot = self._load(before.index)
            finally:
                self._lock.release()
            if (edited := self._snapshot) is not before:
                self._beside(lambda: self._build_anew(edited))
        return self._snapshot

    def _build_anew(self, edited: _Snapshot) -> None:
        """Put the whole index in the place of the patched one, unless there was another edit meanwhile."""
        whole = replace(edited, index=Index.build(edited.index.entries))
        with self._lock:
            if self._snapshot is edited:
                self._snapshot = whole

    def _load(self, before: Index | None = None) -> _Snapshot:
        # The version is read first: an edit in between is then loaded again instead of missed.
        version = self._source.version()
        leistungen = {leistung.id: leistung for leistung in self._source.leistungen()}
        dienststellen = {dienststelle.id: dienststelle for dienststelle in self._source.dienststellen()}
        entries = [leistung_entry(leistung) for leistung in leistungen.values()]
        entries += [dienststelle_entry(dienststelle) for dienststelle in dienststellen.values()]
        index = before.updated(entries) if before is not None else Index.build(entries)
        return _Snapshot(version, leistungen, dienststellen, index)


def leistung_entry(leistung: Leistung) -> SearchEntry:
    """What of a Leistung can be found by words."""
    details = [
        *(item.bezeichnung for item in leistung.unterlagen),
        *(item.bezeichnung for item in leistung.gebuehren),
        *(item.text for item in (*leistung.voraussetzungen, *leistung.fristen)),
        *leistung.ablauf,
        *leistung.hinweise,
        *leistung.textmodule.values(),
    ]
    return SearchEntry(
        id=leistung.id,
        kind="leistung",
        titel=leistung.titel,
        synonyme=leistung.auch_genannt,
        leika=leistung.leika,
        kurztext=leistung.kurztext,
        volltext="\n".join(details),
    )


def dienststelle_entry(dienststelle: Dienststelle) -> SearchEntry:
    """What of a Dienststelle can be found by words."""
    return SearchEntry(
        id=dienststelle.id,
        kind="dienststelle",
        titel=dienststelle.titel,
        synonyme=dienststelle.auch_genannt,
        kurztext=dienststelle.kurztext,
    )
