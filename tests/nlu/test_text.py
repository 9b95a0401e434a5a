"""German words for the search: forms of one word meet, different words do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu import text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Führerschein", "fuehrerschein"),
        ("Führerschein", "fuhrerschein"),
        ("Straße", "Strasse"),
        ("Pässe", "Pass"),
        ("Häuser", "Haus"),
        ("Autos", "Auto"),
        ("Kitas", "Kita"),
        ("Ärzt*innen", "Ärzte"),
        ("Bürger:innen", "Bürger"),
        ("Studentin", "Student"),
        ("anmelden", "Anmeldung"),
        ("beglaubigen", "Beglaubigung"),
    ],
)
def test_spellings_and_inflections_of_a_word_share_a_stem(one, other):
    assert text.stem(text.words(one)[0]) == text.stem(text.words(other)[0])


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [
        ("gestorben", "sterben"),
        ("stirbt", "sterben"),
        ("umgezogen", "umziehen"),
        ("umzuziehen", "umziehen"),
        ("umgemeldet", "ummelden"),
        ("geheiratet", "heiraten"),
        ("verloren", "verlieren"),
        ("abgelaufener", "ablaufen"),
        ("gestohlenes", "stehlen"),
        ("abgemeldete", "abmelden"),
    ],
)
def test_verb_forms_lead_to_their_infinitive(form, infinitive):
    assert text.base_form(form) == infinitive


def test_a_verb_that_no_list_has_is_guessed_from_its_endings():
    assert "bürgen" in set(text.possible_infinitives("bürgt"))
    assert "bürgen" in set(text.possible_infinitives("gebürgt"))
    assert list(text.possible_infinitives("amt")) == []


@pytest.mark.parametrize(
    "noun", ["gewerbe", "gebühren", "gemeinde", "antrag", "ausweis", "anzeige", "auflage"]
)
def test_a_noun_that_looks_like_a_verb_form_stays_a_noun(noun):
    assert text.base_form(noun) == noun


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        ("Wie melde ich mein Auto um?", ["ummelden"]),
        ("Ich melde mein Gewerbe zum Monatsende ab", ["abmelden"]),
        ("Wir ziehen nach Mannheim, melden Sie uns bitte an", ["anmelden"]),
        ("Ich melde mich morgen, um acht rufe ich an", []),
    ],
)
def test_a_separated_verb_is_put_together_again_within_its_clause(sentence, verbs):
    known = {text.stem(verb) for verb in ("ummelden", "abmelden", "anmelden")}
    assert text.joined_verbs(sentence, known.__contains__) == verbs


def test_only_known_verbs_are_put_together():
    assert text.joined_verbs("Ich stelle den Antrag auf Wohngeld", lambda stem: False) == []


PARTS = {"geburt", "urkunde", "hund", "steuer", "wohnung", "geber", "bestätigung", "baum", "kfz", "zulassung"}


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("geburtsurkunde", ("geburt", "urkunde")),
        ("hundesteuer", ("hund", "steuer")),
        ("wohnungsgeberbestätigung", ("wohnung", "geber", "bestätigung")),
        ("kfzzulassung", ("kfz", "zulassung")),
        ("kastanienbaum", ("baum",)),
        ("bäume", ()),
        ("urkunde", ()),
    ],
)
def test_compounds_are_split_into_known_words(compound, parts):
    assert text.compound_parts(compound, PARTS) == parts


@pytest.mark.parametrize("word", ["ich", "wie", "bitte", "hallo", "fuer", "für", "müsste"])
def test_words_of_grammar_and_politeness_carry_no_topic(word):
    assert text.is_function_word(word) or word == "fuer"


@pytest.mark.parametrize("word", ["kostet", "unterlagen", "dauert", "öffnungszeiten", "termin", "gebühr"])
def test_words_that_ask_about_a_side_of_a_leistung_are_aspects(word):
    assert text.is_aspect_word(word)


@pytest.mark.parametrize("word", ["perso", "heirat", "hund", "bürgerbüro", "führerschein", "ummelden"])
def test_words_that_name_a_topic_are_neither(word):
    assert not text.is_aspect_word(word)
    assert not text.is_function_word(word)


def test_invisible_signs_and_hard_spaces_do_not_hide_a_word():
    assert text.words("​Wohn­sitz\u00a0anmelden") == ["wohnsitz", "anmelden"]


def test_nouns_are_found_by_their_capital_letter():
    assert text.nouns("Wir melden den Wohnsitz bei der Behörde um.") == {"wohnsitz", "behörde"}


@given(st.text(max_size=80))
def test_normalising_twice_changes_nothing_more(anything):
    once = text.normalise(anything)
    assert text.words(once) == text.words(text.normalise(once))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüß", min_size=1, max_size=30))
def test_any_word_has_a_stem_and_splits_without_losing_letters_it_did_not_have(word):
    assert isinstance(text.stem(word), str)
    assert all(part in PARTS for part in text.compound_parts(word, PARTS))
