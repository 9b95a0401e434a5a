"""What no single field of `terminvergabe.yml` can know: whether its ids exist and fit together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from knowledge.faults import Fault, line_of, similar
from knowledge.importers.yaml import SUFFIX, read_entry
from knowledge.model import Dienststelle
from knowledge.terminvergabe import FILE, Schalter, Terminvergabe, read_terminvergabe

Where = tuple[int | str, ...]
_Problem = tuple[Where, str, str]


def check_terminvergabe(content_dir: Path) -> list[Fault]:
    """All faults of `terminvergabe.yml` beside the catalogue of the same folder; none means right."""
    terminvergabe, tree, faults = read_terminvergabe(content_dir)
    if faults or tree is None:
        return faults
    problems = _Check(terminvergabe, content_dir).problems()
    file = str(content_dir / FILE)
    return sorted(Fault(file, line_of(tree, where), what, remedy) for where, what, remedy in problems)


class _Check:
    def __init__(self, terminvergabe: Terminvergabe, content_dir: Path) -> None:
        self._termine = terminvergabe
        self._dir = content_dir
        # By their files' names: an entry with a fault of its own is still there to be referred to.
        self._leistungen = _slugs(content_dir / "leistungen")
        self._stellen = _slugs(content_dir / "dienststellen")

    def problems(self) -> Iterator[_Problem]:
        termine = self._termine
        used = {slug for leistung in termine.leistungen.values() for slug in leistung.stellen}
        yield from self._counters(("standard",), termine.standard.schalter)
        for slug, stelle in termine.stellen.items():
            where = ("stellen", slug)
            yield from _reference(where, slug, self._stellen, "Die Dienststelle", "dienststellen")
            yield from self._counters(where, stelle.schalter or ())
            if slug in self._stellen and not stelle.zeiten and not self._has_hours(slug):
                yield (
                    where,
                    f"Für „{slug}“ ist keine Zeit bekannt.",
                    f"Ergänzen Sie „oeffnungszeiten“ in dienststellen/{slug}{SUFFIX} oder hier „zeiten“.",
                )
            if slug not in used:
                yield (
                    where,
                    f"Für „{slug}“ ist keine Leistung buchbar.",
                    "Nennen Sie die Stelle bei einer Leistung unter „stellen“ oder streichen Sie sie.",
                )
        for slug, leistung in termine.leistungen.items():
            where = ("leistungen", slug)
            yield from _reference(where, slug, self._leistungen, "Die Leistung", "leistungen")
            for index, office in enumerate(leistung.stellen):
                if office not in termine.stellen:
                    guess = similar(office, list(termine.stellen))
                    yield (
                        (*where, "stellen", index),
                        f"Die Stelle „{office}“ hat keinen Kalender.",
                        f"Meinten Sie „{guess}“?" if guess else "Ergänzen Sie sie oben unter „stellen“.",
                    )
                elif leistung.dauer > termine.stellen[office].regel(termine.standard).hoechstdauer:
                    yield (
                        (*where, "dauer"),
                        f"{leistung.dauer} Minuten sind mehr, als ein Termin bei „{office}“ dauern darf.",
                        "Verkürzen Sie „dauer“ oder erhöhen Sie „hoechstdauer“.",
                    )
        yield from _doubles("stellen", {slug: s.zms for slug, s in termine.stellen.items()})
        yield from _doubles("leistungen", {slug: e.zms for slug, e in termine.leistungen.items()})

    def _counters(self, where: Where, counters: tuple[Schalter, ...]) -> Iterator[_Problem]:
        known = list(self._termine.leistungen)
        for number, counter in enumerate(counters):
            for index, slug in enumerate(counter.leistungen):
                if slug not in known:
                    guess = similar(slug, known)
                    yield (
                        (*where, "schalter", number, "leistungen", index),
                        f"Für „{slug}“ gibt es keine Termine.",
                        f"Meinten Sie „{guess}“?" if guess else "Ergänzen Sie sie unten unter „leistungen“.",
                    )

    def _has_hours(self, slug: str) -> bool:
        """Whether the Dienststelle has hours; one that cannot be read has another fault, told elsewhere."""
        dienststelle, _, _ = read_entry(self._dir / "dienststellen" / f"{slug}{SUFFIX}", Dienststelle)
        return not isinstance(dienststelle, Dienststelle) or bool(dienststelle.oeffnungszeiten)


def _slugs(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob(f"*{SUFFIX}"))


def _reference(where: Where, slug: str, known: list[str], noun: str, folder: str) -> Iterator[_Problem]:
    if slug not in known:
        guess = similar(slug, known)
        remedy = f"Meinten Sie „{guess}“?" if guess else f"Legen Sie {folder}/{slug}{SUFFIX} an."
        yield where, f"{noun} „{slug}“ gibt es nicht.", remedy


def _doubles(section: str, numbers: Mapping[str, int | None]) -> Iterator[_Problem]:
    """ZMS's numbers are translated both ways, so each stands for one id."""
    first: dict[int, str] = {}
    for slug, number in numbers.items():
        if number is not None and (other := first.setdefault(number, slug)) != slug:
            yield (
                (section, slug, "zms"),
                f"Die ZMS-Nummer {number} steht schon bei „{other}“.",
                "Jede Nummer darf nur einmal vorkommen.",
            )
