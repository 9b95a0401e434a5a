"""`lotse knowledge check`: all faults of the content, each with file, line and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.faults import Fault, line_of, similar
from knowledge.importers.yaml import SUFFIX, read_content
from knowledge.model import Dienststelle, Katalog, Leistung, Stadtteil

REQUIRED_OF_LEISTUNG = ("kurztext", "quelle", "stand")
FOLDERS_OF = {
    "Dienststelle": ("dienststellen", "Die"),
    "Lebenslage": ("lebenslagen", "Die"),
    "Stadtteil": ("stadtteile", "Den"),
}
REQUIRED_OF_DIENSTSTELLE = ("quelle", "stand")


def check(content_dir: Path, today: date) -> list[Fault]:
    """All faults of the content directory, in the order of files and lines; none means right."""
    if not content_dir.is_dir():
        return [
            Fault(str(content_dir), 1, "Das Verzeichnis gibt es nicht.", "Geben Sie den Inhaltsordner an.")
        ]
    katalog, trees, faults = read_content(content_dir)
    return sorted({*faults, *_Checks(content_dir, katalog, trees, today).faults()})


class _Checks:
    """What no single field can know: references, doubles, dates, sources."""

    def __init__(self, content_dir: Path, katalog: Katalog, trees: dict[str, Any], today: date) -> None:
        self._dir = content_dir
        self._katalog = katalog
        self._trees = trees
        self._today = today
        # A file with a fault is still there to be referred to.
        self._dienststellen = self._ids("dienststellen")
        self._lebenslagen = self._ids("lebenslagen")
        self._stadtteile = tuple(
            name for stadtteil in katalog.stadtteile for name in (stadtteil.titel, *stadtteil.auch_genannt)
        )

    def faults(self) -> Iterator[Fault]:
        for leistung in self._katalog.leistungen:
            yield from self._of_leistung(leistung)
        for dienststelle in self._katalog.dienststellen:
            yield from self._of_dienststelle(dienststelle)
        for stadtteil in self._katalog.stadtteile:
            yield from self._of_stadtteil(stadtteil)
        yield from self._doubles("leistungen", self._katalog.leistungen)
        yield from self._doubles("dienststellen", self._katalog.dienststellen)

    def _of_leistung(self, leistung: Leistung) -> Iterator[Fault]:
        name = f"leistungen/{leistung.id}"
        yield from self._required(name, leistung, REQUIRED_OF_LEISTUNG)
        yield from self._dates(name, leistung)
        for index, slug in enumerate(leistung.dienststellen):
            yield from self._reference(
                name, ("dienststellen", index), slug, self._dienststellen, "Dienststelle"
            )
        for index, zustaendigkeit in enumerate(leistung.zustaendigkeiten):
            path = ("zustaendigkeiten", index, "dienststelle")
            yield from self._reference(
                name, path, zustaendigkeit.dienststelle, self._dienststellen, "Dienststelle"
            )
        if self._lebenslagen:
            for index, slug in enumerate(leistung.lebenslagen):
                yield from self._reference(
                    name, ("lebenslagen", index), slug, self._lebenslagen, "Lebenslage"
                )
        for index, gebuehr in enumerate(leistung.gebuehren):
            if gebuehr.quelle is None:
                yield self._fault(
                    name,
                    ("gebuehren", index),
                    f"Die Gebühr „{gebuehr.bezeichnung}“ hat keine Quelle.",
                    "Ergänzen Sie „quelle: {titel: …, url: …, stand: …}“ oder streichen Sie die Gebühr.",
                )
            elif gebuehr.quelle.stand is None and leistung.stand is None:
                yield self._fault(
                    name, ("gebuehren", index), "Die Gebühr hat keinen Stand.", "Ergänzen Sie „stand“."
                )

    def _of_dienststelle(self, dienststelle: Dienststelle) -> Iterator[Fault]:
        name = f"dienststellen/{dienststelle.id}"
        yield from self._required(name, dienststelle, REQUIRED_OF_DIENSTSTELLE)
        yield from self._dates(name, dienststelle)
        for index, stadtteil in enumerate(dienststelle.stadtteile if self._stadtteile else ()):
            yield from self._reference(name, ("stadtteile", index), stadtteil, self._stadtteile, "Stadtteil")

    def _of_stadtteil(self, stadtteil: Stadtteil) -> Iterator[Fault]:
        name = f"stadtteile/{stadtteil.id}"
        yield from self._dates(name, stadtteil)
        if stadtteil.geo and not (stadtteil.geo.quelle or stadtteil.quelle):
            yield self._fault(
                name,
                ("geo",),
                "Die Lage hat keine Quelle.",
                "Ergänzen Sie in „geo“: „quelle: {titel: …, url: …, stand: …}“.",
            )

    def _required(self, name: str, entry: Leistung | Dienststelle, keys: tuple[str, ...]) -> Iterator[Fault]:
        for key in keys:
            if not getattr(entry, key):
                yield self._fault(name, (), f"Das Feld „{key}“ fehlt.", f"Ergänzen Sie „{key}: …“.")

    def _dates(self, name: str, entry: Leistung | Dienststelle | Stadtteil) -> Iterator[Fault]:
        """No `stand` may lie in the future, wherever it stands."""
        for path, stand in _stands(entry.model_dump(), ()):
            if stand > self._today:
                yield self._fault(
                    name,
                    path,
                    f"Der Stand {stand.isoformat()} liegt in der Zukunft.",
                    "Tragen Sie den Tag ein, an dem die Angabe geprüft wurde.",
                )

    def _reference(
        self, name: str, path: tuple[int | str, ...], slug: str, known: tuple[str, ...], noun: str
    ) -> Iterator[Fault]:
        if slug in known:
            return
        folder, article = FOLDERS_OF[noun]
        guess = similar(slug, known)
        remedy = (
            f"Meinten Sie „{guess}“?"
            if guess
            else f"Legen Sie {folder}/{slug}{SUFFIX} an oder streichen Sie den Eintrag."
        )
        yield self._fault(name, path, f"{article} {noun} „{slug}“ gibt es nicht.", remedy)

    def _doubles(
        self, folder: str, entries: tuple[Leistung, ...] | tuple[Dienststelle, ...]
    ) -> Iterator[Fault]:
        """No two entries share a titel, no synonym is another's titel, none stands twice in one entry.

        A synonym of two entries is right: it leads to „Meinten Sie …?“.
        """
        titles: dict[str, str] = {}
        for entry in entries:
            if (first := titles.setdefault(entry.titel.casefold(), entry.id)) != entry.id:
                where = f"in {folder}/{first}{SUFFIX}"
                yield self._double(f"{folder}/{entry.id}", ("titel",), entry.titel, where)
        for entry in entries:
            name, seen = f"{folder}/{entry.id}", {entry.titel.casefold()}
            for index, word in enumerate(entry.auch_genannt):
                owner = titles.get(word.casefold(), entry.id)
                if owner != entry.id:
                    where = f"als titel in {folder}/{owner}{SUFFIX}"
                    yield self._double(name, ("auch_genannt", index), word, where)
                elif word.casefold() in seen:
                    yield self._double(name, ("auch_genannt", index), word, "in dieser Datei")
                seen.add(word.casefold())

    def _double(self, name: str, path: tuple[int | str, ...], word: str, where: str) -> Fault:
        remedy = "Streichen oder ändern Sie den Eintrag."
        return self._fault(name, path, f"„{word}“ steht schon {where}.", remedy)

    def _ids(self, folder: str) -> tuple[str, ...]:
        return tuple(name.split("/")[1] for name in self._trees if name.startswith(f"{folder}/"))

    def _fault(self, name: str, path: tuple[int | str, ...], message: str, remedy: str) -> Fault:
        return Fault(str(self._dir / f"{name}{SUFFIX}"), line_of(self._trees[name], path), message, remedy)


def _stands(node: Any, path: tuple[int | str, ...]) -> Iterator[tuple[tuple[int | str, ...], date]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "stand" and isinstance(value, date):
                yield (*path, key), value
            else:
                yield from _stands(value, (*path, key))
    elif isinstance(node, tuple):
        for index, value in enumerate(node):
            yield from _stands(value, (*path, index))
