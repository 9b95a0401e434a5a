"""What the assistant says while an appointment is made, as editors keep it in `content/termin.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Formatter

from pydantic import TypeAdapter
from ruamel.yaml import YAML

from knowledge.phrases import Stadt, load_stadt

FILE = "termin.yml"

_WITHOUT_VALUES = """
    frage_anliegen frage_anzahl welche_leistung oder_andere
    keine_frueheren keine_spaeteren keine_frueheren_am_tag keine_spaeteren_am_tag keine_anderen_am_tag
    keine_andere_stelle nicht_verstanden leistung_unbekannt stelle_unbekannt tag_vorbei geburtsdatum
    welche_zeit kein_zurueck captcha_link weiter beispiel
    formular_titel formular_absenden abgelaufen noch_frei nichts_reserviert mail_kommt keine_mail
    abgebrochen freigegeben bleibt schon_vorbei mail_offen
    code_noetig ohne_code code_fehlt code_titel code_nummer code_code code_absenden
    bescheid bescheid_titel bescheid_absenden bescheid_laeuft bescheid_vergessen kein_bescheid
"""
_WITH_VALUES = {
    "frage_ort": "leistung",
    "nichts_frei": "leistung",
    "nicht_buchbar": "leistung",
    "nicht_zusammen": "leistung",
    "frage_zeit": "leistung ort",
    "frei_passend": "leistung ort",
    "frei_andere_zeit": "leistung ort",
    "frei_anderswo": "leistung ort",
    "wirklich_absagen": "termin",
    "ihr_termin": "termin",
    "verschieben": "termin",
    "verschoben": "termin",
    "abgesagt": "termin",
    "stelle_ohne_leistung": "stelle",
    "naechste_stelle": "ort stelle",
    "ort_unbekannt": "ort",
    "tag_gibt_es_nicht": "tag",
    "zu_weit_voraus": "tag",
    "reserviert": "bis termin stelle leistung",
    "formular_wartet": "bis termin",
    "laeuft_bald_ab": "minuten",
    "gebucht": "termin stelle",
    "bestaetigen": "termin bis",
}
# Every moment at which something is said, and what it may mention.
OCCASIONS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_WITHOUT_VALUES.split(), frozenset()),
    **{occasion: frozenset(values.split()) for occasion, values in _WITH_VALUES.items()},
}
OF_THE_CITY = frozenset({"stadt", "webseite", "nummer"})

_PHRASES = TypeAdapter(dict[str, str])


class TerminPhrases:
    """One sentence or two for each of `OCCASIONS`."""

    def __init__(self, stadt: Stadt, phrases: Mapping[str, str]) -> None:
        self._phrases = {occasion: stadt.fill(text) for occasion, text in phrases.items()}

    def say(self, occasion: str, **values: object) -> str:
        """The words for `occasion` with `values` put in. Raises KeyError for an occasion or value unknown."""
        return self._phrases[occasion].format(**values)


def load_termin_phrases(content_dir: Path) -> TerminPhrases:
    """Read `termin.yml`.

    Raises `ValueError` naming what is missing, unknown or cannot be filled in; `OSError` and ruamel's
    `YAMLError` as `load_phrases` does.
    """
    phrases = _PHRASES.validate_python(YAML(typ="safe").load(content_dir / FILE))
    if fault := _fault(phrases):
        raise ValueError(fault)
    return TerminPhrases(load_stadt(content_dir), phrases)


def _fault(phrases: Mapping[str, str]) -> str | None:
    """The first thing wrong with the entries, in German."""
    for occasion in sorted(OCCASIONS.keys() - phrases.keys()):
        return f"Der Eintrag „{occasion}“ fehlt."
    for occasion in sorted(phrases.keys() - OCCASIONS.keys()):
        return f"Den Eintrag „{occasion}“ gibt es nicht."
    for occasion, text in phrases.items():
        try:
            named = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        except ValueError:
            return f"Im Eintrag „{occasion}“ steht eine geschweifte Klammer allein."
        unknown = sorted(named - OCCASIONS[occasion] - OF_THE_CITY)
        if unknown:
            return f"Im Eintrag „{occasion}“ gibt es den Platzhalter {{{unknown[0]}}} nicht."
    return None
