"""Answers in the words of an imported catalogue."""

from knowledge.free_text import SHORTENED, told_in_full_text, told_in_text
from knowledge.model import Leistung

PAGE = {"titel": "Stadt", "url": "https://stadt.example/"}


def leistung(**modules: str) -> Leistung:
    return Leistung(id="l", titel="L", textmodule=modules, quelle=PAGE)


def test_a_text_module_is_told_and_no_other():
    assert told_in_text(leistung(fristen="Vier Wochen."), "fristen").sentences == ("Vier Wochen.",)
    assert told_in_text(leistung(fristen="Vier Wochen."), "gebuehren") is None


def test_without_a_module_the_full_text_is_told_below_its_heading():
    entry = leistung(volltext="Wir helfen.\n\n## Voraussetzungen\n\n- Sie wohnen hier")
    (listing,) = told_in_text(entry, "voraussetzungen").parts
    assert [item.text for item in listing.items] == ["Sie wohnen hier"]


def test_steps_of_a_text_are_numbered():
    (listing,) = told_in_text(leistung(ablauf="- Antrag stellen\n- Abholen"), "ablauf", "steps").parts
    assert listing.style == "steps"


def test_a_shortened_text_leads_to_the_page():
    entry = leistung(
        voraussetzungen="\n\n".join(f"Das ist Satz Nummer {n} von vielen Sätzen." for n in range(40))
    )
    found = told_in_text(entry, "voraussetzungen")
    assert found.sentences[-1] == SHORTENED
    assert len(found.sentences) == 3


def test_a_text_without_sentences_tells_nothing():
    assert told_in_full_text(leistung(volltext="- nur\n- Punkte")) is None
    assert told_in_full_text(leistung()) is None
