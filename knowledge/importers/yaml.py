"""An editor's YAML files, one entry each, read with line numbers so that every fault can be named."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scalarfloat import ScalarFloat

from knowledge.faults import Fault, FaultError, faults_of
from knowledge.model import Dienststelle, Katalog, Lebenslage, Leistung, Stadtteil

SUFFIX = ".yml"
EntryT = TypeVar("EntryT", Leistung, Dienststelle, Lebenslage, Stadtteil)


def read_content(content_dir: Path) -> tuple[Katalog, dict[str, Any], list[Fault]]:
    """Read a content directory.

    Returns the catalogue of all entries without a fault, the raw trees by file name (for line numbers), and
    the faults of the others.
    """
    faults: list[Fault] = []
    trees: dict[str, Any] = {}
    katalog = Katalog(
        leistungen=tuple(_read_dir(content_dir / "leistungen", Leistung, trees, faults)),
        dienststellen=tuple(_read_dir(content_dir / "dienststellen", Dienststelle, trees, faults)),
        lebenslagen=tuple(_read_dir(content_dir / "lebenslagen", Lebenslage, trees, faults)),
        stadtteile=tuple(_read_dir(content_dir / "stadtteile", Stadtteil, trees, faults)),
    )
    return katalog, trees, sorted(faults)


def read_entry(path: Path, model: type[EntryT]) -> tuple[EntryT | None, Any, list[Fault]]:
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
        raise _unreadable(path, f"Nicht lesbar ({error.strerror}).", "Prüfen Sie Pfad und Rechte.") from error
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


def _read_dir(
    directory: Path, model: type[EntryT], trees: dict[str, Any], faults: list[Fault]
) -> list[EntryT]:
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
