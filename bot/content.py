"""The editors' files on their way into the database, and the catalogue on its way out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import ValidationError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from sqlalchemy import Engine

from bot.database import open_database
from bot.errors import LotseError
from bot.settings import Settings
from knowledge.catalogue import Catalogue
from knowledge.check import check
from knowledge.check_terminvergabe import check_terminvergabe
from knowledge.faults import Fault
from knowledge.importers.run import import_files
from knowledge.phrases import Phrases, load_phrases
from knowledge.repository import LeistungRepository
from knowledge.termin_phrases import FILE, TerminPhrases, load_termin_phrases

# What content files are called in the database; other names are catalogues that were imported.
OWN_CONTENT = "yaml"


def all_faults(content_dir: Path, today: date) -> list[Fault]:
    """Every fault of the content folder: of the catalogue's files, the appointments and the phrases."""
    return [
        *check(content_dir, today),
        *check_terminvergabe(content_dir),
        *phrase_faults(content_dir),
        *termin_phrase_faults(content_dir),
    ]


def load_content(settings: Settings, database: Engine) -> Phrases:
    """Bring the content files into the database and return the phrases.

    A catalogue that was imported from elsewhere is left alone: the starter content is one city's.
    Raises `LotseError` naming the first fault; nothing is then changed.
    """
    refuse_faults(phrase_faults(settings.content_dir))
    repository = LeistungRepository(database)
    origins = {entry.herkunft for entry in repository.stored() if not entry.dropped}
    if origins <= {OWN_CONTENT}:
        refuse_faults(check(settings.content_dir, date.today()))
        refuse_faults(check_terminvergabe(settings.content_dir))
        import_files(OWN_CONTENT, [settings.content_dir], repository)
    return load_phrases(settings.content_dir)


def load_termin_content(settings: Settings) -> TerminPhrases:
    """The words of a booking; raises `LotseError` naming the fault."""
    refuse_faults(termin_phrase_faults(settings.content_dir))
    return load_termin_phrases(settings.content_dir)


def open_catalogue(settings: Settings) -> Catalogue:
    """The catalogue as the service would answer from it now."""
    database = open_database(settings)
    load_content(settings, database)
    return Catalogue(LeistungRepository(database))


def phrase_faults(content_dir: Path) -> list[Fault]:
    """The fault of `stadt.yml` or `gespraech.yml`, if there is one."""
    try:
        load_phrases(content_dir)
    except (OSError, YAMLError, ValidationError) as error:
        return [_phrase_fault(content_dir, error)]
    return []


def termin_phrase_faults(content_dir: Path) -> list[Fault]:
    """The fault of `termin.yml`, if there is one."""
    try:
        load_termin_phrases(content_dir)
    except (OSError, YAMLError) as error:
        return [_phrase_fault(content_dir, error, FILE)]
    except ValueError as error:  # pydantic's as well
        said = str(error) if not isinstance(error, ValidationError) else "Jeder Eintrag ist ein Text."
        return [Fault(str(content_dir / FILE), 1, said, "Bitte prüfen Sie den Eintrag.")]
    return []


def refuse_faults(faults: list[Fault]) -> None:
    """Raise `LotseError` with the first fault and its remedy, if there is one."""
    if not faults:
        return
    first, *others = faults
    more = f" (und {len(others)} weitere: lotse knowledge check)" if others else ""
    raise LotseError(f"{first.file}, Zeile {first.line}: {first.message}{more}", first.remedy)


def _phrase_fault(content_dir: Path, error: Exception, name: str = "stadt.yml oder gespraech.yml") -> Fault:
    if isinstance(error, MarkedYAMLError) and error.problem_mark:
        mark = error.problem_mark
        return Fault(
            str(mark.name), mark.line + 1, "Das ist kein gültiges YAML.", "Bitte prüfen Sie die Einrückung."
        )
    if isinstance(error, ValidationError):
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        return Fault(
            str(content_dir / "gespraech.yml"),
            1,
            f"Der Eintrag „{where}“ passt nicht.",
            "Bitte prüfen Sie den Eintrag.",
        )
    return Fault(str(content_dir), 1, f"{name} ist nicht lesbar.", "Bitte legen Sie die Datei an.")
