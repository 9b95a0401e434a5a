"""A Leistung in another language, as far as it is written."""

from datetime import datetime

from knowledge.answers import answer
from knowledge.languages import in_language, languages
from knowledge.model import Leistung

NOW = datetime(2026, 11, 23, 9)
PERSO = Leistung(
    id="perso",
    titel="Personalausweis",
    kurztext="Ein Ausweis.",
    unterlagen=[{"bezeichnung": "Biometrisches Lichtbild"}],
    ablauf=["Antrag stellen"],
    sprachversionen=[
        {
            "sprache": "de-x-ls",
            "titel": "Personal-Ausweis",
            "kurztext": "Sie brauchen einen Ausweis.",
            "textmodule": {"unterlagen": "- Ein Foto von Ihnen"},
        }
    ],
)


def test_the_languages_of_a_leistung_are_known():
    assert languages(PERSO) == ("de", "de-x-ls")


def test_leichte_sprache_tells_what_it_has():
    found = answer(PERSO, "unterlagen", [], NOW, sprache="de-x-ls")
    assert found.titel == "Personal-Ausweis"
    assert [item.text for item in found.parts[0].items] == ["Ein Foto von Ihnen"]
    assert answer(PERSO, "allgemein", [], NOW, sprache="de-x-ls").sentences == (
        "Sie brauchen einen Ausweis.",
    )


def test_what_a_version_lacks_is_told_in_german():
    found = answer(PERSO, "ablauf", [], NOW, sprache="de-x-ls")
    assert [item.text for item in found.parts[0].items] == ["Antrag stellen"]


def test_a_language_nobody_wrote_leaves_the_german():
    assert in_language(PERSO, "uk") is PERSO
