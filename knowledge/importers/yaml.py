"""An editor's YAML files, one entry each, read with line numbers so that every fault can be named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scalarfloat import ScalarFloat

from knowledge.faults import Fault, FaultError, faults_of, not_readable
from knowledge.importers.records import Reading, Record
from knowledge.importers.report import Refusal
from knowledge.model import Dienststelle, Katalog, Lebenslage, Leistung, Stadtteil
from knowledge.rows import MODELS, Entry, kind_of

SUFFIX = ".yml"
FOLDERS: dict[str, type[Entry]] = {
    "leistungen": Leistung,
    "dienststellen": Dienststelle,
    "lebenslagen": Lebenslage,
    "stadtteile": Stadtteil,
}


def read_content(content_dir: Path) -> tuple[Katalog, dict[str, Any], list[Fault]]:
    """Read a content directory.

    Returns the catalogue of all entries without a fault, the raw trees by file name (for line numbers), and
    the faults of the others.
    """
    faults: list[Fault] = []
    trees: dict[str, Any] = {}
    found = {
        name: tuple(_read_dir(content_dir / name, model, trees, faults)) for name, model in FOLDERS.items()
    }
    katalog = Katalog.model_validate(found)
    return katalog, trees, sorted(faults)


def read(paths: Sequence[Path]) -> Reading:
    """Read content directories (whole) or single files of one; faulty files are refused alone."""
    reading = Reading(slugs=True, herkunft="yaml")
    for path in paths:
        if path.is_dir():
            katalog, _, faults = read_content(path)
            reading.kinds.update(MODELS)
            groups = (katalog.leistungen, katalog.dienststellen, katalog.lebenslagen, katalog.stadtteile)
            entries: list[Entry] = [entry for group in groups for entry in group]
        else:
            if path.parent.name not in FOLDERS:
                raise _unreadable(path, "Das ist kein Inhaltsordner.", f"Erlaubt sind: {', '.join(FOLDERS)}.")
            entry, _, faults = read_entry(path, FOLDERS[path.parent.name])
            entries = [entry] if entry else []
        reading.records += [_record(entry, path) for entry in entries]
        reading.refused += [
            Refusal(f.file, Path(f.file).stem, f"Zeile {f.line}", f"{f.message} {f.remedy}") for f in faults
        ]
    return reading


def read_entry(path: Path, model: type[Entry]) -> tuple[Entry | None, Any, list[Fault]]:
    """Read one file: the entry (None when it has a fault), its raw tree, its faults."""
    try:
        tree = load_tree(path)
    except FaultError as error:
        return None, None, [error.fault]
    try:
        return model.model_validate({**plain(tree), "id": path.stem}), tree, []
    except ValidationError as error:
        return None, tree, faults_of(error, path, tree, model)


def load_tree(path: Path) -> CommentedMap:
    """The round-trip tree of a YAML file that holds one mapping without `id`. Raises FaultError."""
    try:
        tree = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise _unreadable(path, "Die Datei ist nicht in UTF-8.", "Speichern Sie sie als UTF-8.") from error
    except OSError as error:
        raise not_readable(path, error) from error
    except YAMLError as error:
        raise FaultError(_broken(path, error)) from error
    if not isinstance(tree, CommentedMap):
        raise _unreadable(path, "Hier stehen keine Schlüssel mit Werten.", "Beginnen Sie mit „titel: …“.")
    if "id" in tree:
        line = tree.lc.key("id")[0] + 1
        raise _unreadable(path, "„id“ ist der Dateiname.", "Löschen Sie die Zeile.", line)
    return tree


def plain(node: Any) -> Any:
    """A ruamel tree as plain Python: amounts become decimals, dates stay dates."""
    if isinstance(node, dict):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(value) for value in node]
    if isinstance(node, (ScalarFloat, float)):
        return Decimal(repr(float(node)))
    if isinstance(node, datetime):
        return node
    if isinstance(node, date):
        return date(node.year, node.month, node.day)
    if isinstance(node, bool) or node is None:
        return node
    if isinstance(node, int):
        return int(node)
    return str(node)


def _read_dir(directory: Path, model: type[Entry], trees: dict[str, Any], faults: list[Fault]) -> list[Entry]:
    entries = []
    for path in sorted(p for p in directory.iterdir() if p.is_file()) if directory.is_dir() else []:
        if path.suffix == ".yaml":
            faults.append(
                Fault(
                    str(path), 1, "Die Endung ist .yaml.", f"Benennen Sie die Datei um: {path.stem}{SUFFIX}."
                )
            )
        if path.suffix != SUFFIX:
            continue
        entry, tree, found = read_entry(path, model)
        trees[f"{directory.name}/{path.stem}"] = tree
        faults.extend(found)
        if entry is not None:
            entries.append(entry)
    return entries


def _record(entry: Entry, path: Path) -> Record:
    document = entry.model_dump(mode="json", exclude={"id", "herkunft", "external_id"})
    return Record(kind_of(type(entry)), entry.id, document, str(path))


def _unreadable(path: Path, message: str, remedy: str, line: int = 1) -> FaultError:
    return FaultError(Fault(str(path), line, message, remedy))


def _broken(path: Path, error: YAMLError) -> Fault:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    line = mark.line + 1 if mark else 1
    problem = (error.problem if isinstance(error, MarkedYAMLError) else None) or ""
    if "duplicate key" in problem:
        key = problem.split('"')[1] if '"' in problem else ""
        return Fault(
            str(path), line, f"Den Schlüssel „{key}“ gibt es zweimal.", "Löschen Sie einen der beiden."
        )
    return Fault(
        str(path),
        line,
        "Das ist kein gültiges YAML.",
        "Prüfen Sie Einrückung, Doppelpunkte und Anführungszeichen in dieser und der vorigen Zeile; "
        "Text mit Doppelpunkt gehört in Anführungszeichen.",
    )
