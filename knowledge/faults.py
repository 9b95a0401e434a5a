"""Faults of a content file in words an editor can act on: file, line, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process
from ruamel.yaml.comments import CommentedMap, CommentedSeq

SIMILAR = 60  # rapidfuzz ratio (0 to 100) from which a key or id is taken for a misspelling of another
WANTED = {
    "string_type": "Hier muss Text stehen.",
    "tuple_type": "Hier muss eine Liste stehen.",
    "dict_type": "Hier müssen Schlüssel mit Werten stehen.",
    "model_type": "Hier müssen Schlüssel mit Werten stehen.",
    "model_attributes_type": "Hier müssen Schlüssel mit Werten stehen.",
    "bool_type": "Hier muss true oder false stehen.",
    "bool_parsing": "Hier muss true oder false stehen.",
    "date_type": "Hier muss ein Datum stehen.",
    "date_parsing": "Das ist kein Datum.",
    "date_from_datetime_parsing": "Das ist kein Datum.",
    "time_type": "Hier muss eine Uhrzeit stehen.",
    "time_parsing": "Das ist keine Uhrzeit.",
    "decimal_type": "Hier muss ein Betrag stehen.",
    "decimal_parsing": "Das ist kein Betrag.",
    "decimal_max_places": "Ein Betrag hat höchstens zwei Stellen nach dem Komma.",
    "int_type": "Hier muss eine ganze Zahl stehen.",
    "int_parsing": "Hier muss eine ganze Zahl stehen.",
    "int_from_float": "Hier muss eine ganze Zahl stehen.",
    "float_type": "Hier muss eine Zahl stehen.",
    "float_parsing": "Das ist keine Zahl.",
    "greater_than_equal": "Der Wert ist zu klein.",
    "less_than_equal": "Der Wert ist zu groß.",
    "too_short": "Die Liste ist leer.",
    "string_too_short": "Der Text ist leer.",
    "string_too_long": "Der Text ist zu lang.",
}
HOW_TO_WRITE = {
    "tuple_type": "Schreiben Sie: [erster Eintrag, zweiter Eintrag].",
    "date": "Schreiben Sie das Datum so: 2026-11-22.",
    "time": 'Schreiben Sie die Uhrzeit so: "08:00".',
    "decimal": "Schreiben Sie den Betrag so: 46.00.",
    "bool": "Schreiben Sie true oder false.",
}
PATTERNS = {
    "leika": (
        "Ein LeiKa-Schlüssel hat genau 14 Ziffern.",
        'Schreiben Sie zum Beispiel: leika: ["99008001000000"].',
    ),
    "url": ("Das ist keine Internetadresse.", "Beginnen Sie mit https:// und lassen Sie Leerzeichen weg."),
    "webseite": (
        "Das ist keine Internetadresse.",
        "Beginnen Sie mit https:// und lassen Sie Leerzeichen weg.",
    ),
    "plz": ("Eine Postleitzahl hat fünf Ziffern.", 'Schreiben Sie zum Beispiel: plz: "68159".'),
    "email": ("Das ist keine E-Mail-Adresse.", "Schreiben Sie zum Beispiel: amt@stadt.de."),
}
SLUG_RULE = "Erlaubt sind Kleinbuchstaben a bis z, Ziffern und Bindestriche."


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: `line` counts from 1; `message` says what is wrong, `remedy` what to do."""

    file: str
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} {self.remedy}"

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return asdict(self)


class FaultError(Exception):
    """One fault that ends the reading of a file."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def not_readable(path: Path, error: OSError) -> FaultError:
    """The fault of a file that cannot be opened, without the system's English words."""
    if isinstance(error, FileNotFoundError):
        return FaultError(Fault(str(path), 1, "Die Datei gibt es nicht.", "Prüfen Sie den Pfad."))
    if isinstance(error, IsADirectoryError):
        return FaultError(Fault(str(path), 1, "Das ist ein Ordner.", "Nennen Sie die Dateien darin."))
    return FaultError(Fault(str(path), 1, "Die Datei ist nicht lesbar.", "Prüfen Sie die Zugriffsrechte."))


def line_of(node: object, path: Sequence[int | str]) -> int:
    """The line (from 1) on which the value at `path` of a ruamel round-trip tree stands."""
    line = node.lc.line + 1 if isinstance(node, (CommentedMap, CommentedSeq)) else 1
    for step in path:
        if isinstance(node, CommentedMap) and step in node:
            line = node.lc.key(step)[0] + 1
            node = node[step]
        elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
            line = node.lc.item(step)[0] + 1
            node = node[step]
        else:
            break
    return line


def faults_of(error: ValidationError, file: Path, node: object, model: type[BaseModel]) -> list[Fault]:
    """The faults that pydantic found in one file, each with its line and remedy."""
    return [_fault(details, file, node, model) for details in error.errors()]


def similar(word: str, known: Sequence[str]) -> str | None:
    """The entry of `known` that `word` is most likely a misspelling of."""
    best = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=SIMILAR)
    return best[0] if best else None


def field_names(model: type[BaseModel], path: Sequence[int | str]) -> tuple[str, ...]:
    """The keys that are allowed in the mapping at `path` of a file of this model."""
    current = model
    for step in path:
        field = current.model_fields.get(step) if isinstance(step, str) else None
        found = _model_in(field.annotation) if field else None
        current = found or current
    return tuple(current.model_fields)


def _fault(details: ErrorDetails, file: Path, node: object, model: type[BaseModel]) -> Fault:
    message, remedy = words_of(details, model)
    return Fault(str(file), line_of(node, details["loc"]), message, remedy)


def words_of(details: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """What is wrong and what to do about it, in German."""
    kind, path = details["type"], details["loc"]
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    if kind == "extra_forbidden":
        known = [name for name in field_names(model, path[:-1]) if name != "id"]
        guess = similar(key, known)
        remedy = f"Meinten Sie „{guess}“?" if guess else f"Erlaubt sind: {', '.join(known)}."
        return f"Den Schlüssel „{key}“ gibt es hier nicht.", remedy
    if kind == "missing":
        return f"Das Feld „{key}“ fehlt.", f"Ergänzen Sie „{key}: …“."
    if kind == "string_pattern_mismatch" and path == ("id",):
        return f"Der Dateiname „{details['input']}“ ist nicht möglich.", SLUG_RULE
    if kind == "string_pattern_mismatch":
        message, remedy = PATTERNS.get(key, ("Das ist kein gültiger Name.", SLUG_RULE))
        return f"{key}: {message} Da steht „{details['input']}“.", remedy
    if kind == "literal_error":
        expected = details.get("ctx", {}).get("expected", "").replace(" or ", ", ").replace("'", "")
        return f"{key}: „{details['input']}“ ist nicht vorgesehen.", f"Erlaubt sind: {expected}."
    if kind == "value_error":
        return f"{key}: {details['msg'].removeprefix('Value error, ')}.".lstrip(
            ": "
        ), "Bitte berichtigen Sie das."
    if kind == "string_type" and isinstance(details["input"], (int, float)):
        return (
            f"{key}: Hier muss Text stehen.",
            f'Setzen Sie die Zahl in Anführungszeichen: "{details["input"]}".',
        )
    family = HOW_TO_WRITE.get(kind) or HOW_TO_WRITE.get(kind.split("_")[0])
    message = WANTED.get(kind, "Der Wert passt hier nicht.")
    return (
        f"{key}: {message} Da steht „{_shown(details['input'])}“.",
        family or "Bitte berichtigen Sie den Wert.",
    )


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The model inside `X`, `X | None` or `tuple[X, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _model_in(arg))), None)


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
