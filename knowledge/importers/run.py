"""An import: read all files, compare with the catalogue, store the difference, report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from knowledge.importers import dldb, xzufi, yaml
from knowledge.importers.compare import Comparison
from knowledge.importers.records import Progress, Reading
from knowledge.importers.report import ImportReport
from knowledge.repository import LeistungRepository
from knowledge.rows import Stored

READERS: dict[str, Callable[[Sequence[Path]], Reading]] = {
    "dldb": dldb.read,
    "xzufi": xzufi.read,
    "yaml": yaml.read,
}
BATCH = 50  # records a transaction: an interrupted import has stored what it reported, and goes on from there
# When more is missing than this share of what we have, the files are taken for an extract.
DROP_LIMIT = 0.5


def import_files(
    format: str,
    paths: Sequence[Path],
    repository: LeistungRepository,
    dry_run: bool = False,
    progress: Progress | None = None,
    *,
    herkunft: str | None = None,
) -> ImportReport:
    """Bring the catalogue to what the files say, and tell what that changed.

    All files are read before anything is stored: a file that is not readable raises `FaultError` and changes
    nothing; a broken record is refused alone. Repeating an import changes nothing. `herkunft` names the
    catalogue the files come from; without it, it is recognised by the ids it shares with what is stored.
    `progress` is called with the number of records done and in all.
    """
    reading = READERS[format](paths)
    stored = repository.stored()
    herkunft = herkunft or _recognise(reading, stored, format, paths)
    comparison = Comparison(herkunft, reading, stored, repository.leistungen())
    decided = list(comparison.decide())
    for start in range(0, len(decided), BATCH):
        batch = decided[start : start + BATCH]
        if not dry_run:
            repository.apply([(d.action, d.entry) for d in batch], datetime.now(UTC))
        if progress:
            progress(start + len(batch), len(decided))
    missing, notes = _gone(comparison.gone())
    gone = [*comparison.deleted(), *missing]
    if comparison.unknown_offices:
        notes.append(
            f"Die Leistungen nennen {len(comparison.unknown_offices)} Dienststellen, "
            "die nicht im Katalog sind. Lesen Sie auch die Datei mit den Dienststellen ein."
        )
    if gone and not dry_run:
        repository.drop(gone, datetime.now(UTC))
    return comparison.report(format, dry_run, gone, notes)


def _recognise(reading: Reading, stored: Sequence[Stored], format: str, paths: Sequence[Path]) -> str:
    """The stored catalogue with which the files share most ids, else their own name, else their folder's."""
    if reading.slugs:
        return reading.herkunft
    read = {(record.kind, record.external_id) for record in reading.records}
    shared = Counter(
        s.herkunft for s in stored if s.herkunft.startswith(f"{format}:") and (s.kind, s.external_id) in read
    )
    if shared and shared.most_common(1)[0][1] * 2 >= len(read):
        return shared.most_common(1)[0][0]
    return f"{format}:{reading.herkunft or paths[0].resolve().parent.name}"


def _gone(missing: dict[str, tuple[list[Stored], int]]) -> tuple[list[Stored], list[str]]:
    """What to hide, and a note for each kind of which too much is missing."""
    gone: list[Stored] = []
    notes = []
    for kind, (entries, total) in missing.items():
        if len(entries) > total * DROP_LIMIT:
            notes.append(
                f"In den Dateien fehlen {len(entries)} von {total} bekannten Einträgen ({kind}). "
                "Das sieht nach einem Auszug aus, deshalb bleibt alles Bekannte stehen."
            )
        else:
            gone += entries
    return gone, notes
