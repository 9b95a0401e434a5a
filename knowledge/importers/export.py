"""The catalogue as the YAML files that editors keep; importing them again changes nothing."""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML

from knowledge.model import Dienststelle, Leistung
from knowledge.repository import LeistungRepository

# The file's name holds the id; the rest is filled in again by an import.
LEFT_OUT = {"id"}


def export_yaml(repository: LeistungRepository, folder: Path) -> list[Path]:
    """Write every Leistung and Dienststelle into `folder`, a file each; returns the files in order.

    Raises OSError where the folder cannot be written.
    """
    written = [_write(folder / "dienststellen", office) for office in repository.dienststellen()]
    return written + [_write(folder / "leistungen", leistung) for leistung in repository.leistungen()]


def _write(folder: Path, entry: Leistung | Dienststelle) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{entry.id}.yml"
    yaml = YAML()
    yaml.width = 110
    with file.open("w", encoding="utf-8") as stream:
        yaml.dump(entry.model_dump(mode="json", exclude=LEFT_OUT, exclude_defaults=True), stream)
    return file
