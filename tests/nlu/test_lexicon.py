"""The civic lexicon: broad, well-formed, and independent of any one city."""

import json
import re
from pathlib import Path

import pytest

from nlu.lexicon import LexiconError, load_lexicon, load_words

ROOT = Path(__file__).resolve().parents[2]
MUNICH = ROOT.parent / "shared" / "data" / "munich"


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon()


def test_the_lexicon_knows_at_least_350_concepts(lexicon):
    assert len(lexicon.concepts) >= 350


def test_every_concept_has_an_everyday_phrase(lexicon):
    assert [concept.id for concept in lexicon.concepts if not concept.everyday] == []


def test_a_leika_key_has_fourteen_digits_and_begins_with_99(lexicon):
    keys = [key for concept in lexicon.concepts for key in concept.leika]
    assert [key for key in keys if not re.fullmatch(r"99\d{12}", key)] == []


def test_no_leika_key_is_invented(lexicon):
    if not MUNICH.exists():
        pytest.skip("ohne ../shared/data/munich gibt es keine Schlüssel zum Vergleichen")
    services = json.loads((MUNICH / "services_de.json").read_text(encoding="utf-8"))["data"]
    seen = {key.strip() for service in services for key in (service.get("leika") or "").split(",")}
    assert {key for concept in lexicon.concepts for key in concept.leika} <= seen


def test_no_concept_points_at_one_citys_ids(lexicon):
    phrases = [phrase for concept in lexicon.concepts for phrase in (*concept.official, *concept.everyday)]
    assert [phrase for phrase in phrases if re.search(r"\d{6,}", phrase)] == []


def test_the_lexicon_was_not_written_from_the_list_it_is_measured_with(lexicon):
    """A phrase that is no plain word and equals a measured query would help that query alone."""
    if not MUNICH.exists():
        pytest.skip("ohne ../shared/data/munich gibt es keine Liste zum Vergleichen")
    lines = (MUNICH / "keywords_dev.jsonl").read_text(encoding="utf-8").splitlines()
    measured = {json.loads(line)["query"] for line in lines}
    longer = {
        phrase.lower()
        for concept in lexicon.concepts
        for phrase in concept.everyday
        if len(phrase.split()) > 1
    }
    assert len(longer & measured) <= len(measured) * 0.02


def test_following_wider_concepts_never_runs_in_a_circle(lexicon):
    for concept in lexicon.concepts:
        seen = {concept.id}
        while concept.wider:
            concept = lexicon.by_id[concept.wider]
            if concept.id in seen:
                break
            seen.add(concept.id)
        assert len(seen) < 6


def test_the_word_lists_do_not_call_a_topic_a_function_word():
    topics = {"hund", "ausweis", "auto", "heirat", "wohnung", "steuer", "müll", "kind"}
    assert not topics & (load_words("funktionswoerter") | load_words("aspektwoerter"))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("- amtlich: [Hund]", "ohne »begriff«"),
        ("- begriff: hund\n  alltag: [Hund]", "»amtlich« fehlt"),
        ("- begriff: hund\n  amtlich: [Hund]\n  leica: ['1']", "unbekanntes Feld leica"),
        ("- begriff: hund\n  amtlich: Hund", "muss eine Liste von Texten sein"),
        (
            "- begriff: hund\n  amtlich: [Hund]\n- begriff: hund\n  amtlich: [Hund]",
            "diesen Begriff gibt es schon",
        ),
        ("- begriff: hund\n  amtlich: [Hund]\n  sonst: katze", "unbekannten Begriff katze"),
        ("- begriff: [", "kein lesbares YAML"),
    ],
)
def test_a_faulty_record_is_refused_and_named(tmp_path, content, complaint):
    (tmp_path / "tiere.yml").write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=re.escape(complaint)):
        load_lexicon(tmp_path)
