"""What editors write for the moments of a booking."""

import re
import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.settings import ROOT
from knowledge.termin_phrases import FILE, OCCASIONS, OF_THE_CITY, load_termin_phrases

CONTENT = ROOT / "knowledge" / "content"


@pytest.fixture
def folder(tmp_path: Path):
    """A content folder whose termin.yml can be changed: `folder(gebucht="…")`; None leaves an entry out."""

    def changed(**entries: str | None) -> Path:
        for name in ("stadt.yml", FILE):
            shutil.copy(CONTENT / name, tmp_path / name)
        phrases = YAML(typ="safe").load(tmp_path / FILE)
        phrases = {name: text for name, text in {**phrases, **entries}.items() if text is not None}
        YAML().dump(phrases, tmp_path / FILE)
        return tmp_path

    return changed


@pytest.mark.parametrize("occasion", sorted(OCCASIONS))
def test_every_moment_has_words_that_hold_no_placeholder_once_said(occasion):
    values = {name: "WERT" for name in OCCASIONS[occasion]}
    said = load_termin_phrases(CONTENT).say(occasion, **values)
    assert said.strip()
    assert not re.search(r"[{}]", said)


@pytest.mark.parametrize("occasion", sorted(OCCASIONS))
def test_every_sentence_is_polite_and_short(occasion):
    said = load_termin_phrases(CONTENT).say(occasion, **{name: "WERT" for name in OCCASIONS[occasion]})
    assert not re.search(r"\b(?:du|dein\w*|dir|dich|euch|euer)\b", said, re.IGNORECASE)
    longest = max(len(sentence.split()) for sentence in re.split(r"[.?!:]\s", said))
    assert longest <= 20  # words, as rules for simple language advise at most


@pytest.mark.parametrize("occasion", sorted(name for name, values in OCCASIONS.items() if values))
def test_what_may_be_mentioned_is_mentioned_somewhere(occasion):
    phrase = YAML(typ="safe").load(CONTENT / FILE)[occasion]
    assert set(re.findall(r"\{(\w+)\}", phrase)) <= OCCASIONS[occasion] | OF_THE_CITY


def test_the_words_of_the_city_are_put_in(folder):
    phrases = load_termin_phrases(folder(kein_bescheid="Rufen Sie in {stadt} die {nummer} an: {webseite}"))
    assert phrases.say("kein_bescheid") == "Rufen Sie in Mannheim die 115 an: https://www.mannheim.de/"


def test_a_value_may_hold_braces_without_harm():
    said = load_termin_phrases(CONTENT).say("ort_unbekannt", ort="{bis}")
    assert "{bis}" in said


def test_a_missing_entry_is_named(folder):
    with pytest.raises(ValueError, match="„gebucht“ fehlt"):
        load_termin_phrases(folder(gebucht=None))


def test_an_entry_that_nobody_says_is_named(folder):
    with pytest.raises(ValueError, match="„gebuchd“ gibt es nicht"):
        load_termin_phrases(folder(gebuchd="Ihr Termin ist gebucht."))


def test_an_unknown_placeholder_is_named_with_its_entry(folder):
    with pytest.raises(ValueError, match=r"„gebucht“ gibt es den Platzhalter \{name\} nicht"):
        load_termin_phrases(folder(gebucht="Ihr Termin, {name}!"))


def test_a_brace_alone_is_named_with_its_entry(folder):
    with pytest.raises(ValueError, match="„gebucht“ steht eine geschweifte Klammer allein"):
        load_termin_phrases(folder(gebucht="Ihr Termin {"))


def test_an_occasion_or_value_that_does_not_exist_is_a_programming_fault():
    phrases = load_termin_phrases(CONTENT)
    with pytest.raises(KeyError):
        phrases.say("gibtsnicht")
    with pytest.raises(KeyError):
        phrases.say("gebucht")
