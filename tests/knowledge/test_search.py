"""Finding a Leistung from everyday words in a catalogue that was never seen before."""

import dataclasses
import json
from pathlib import Path

import pytest

from knowledge.search import Index, SearchEntry

ROOT = Path(__file__).resolve().parents[2]
DIALOGUE_ACTS = ROOT.parent / "shared" / "data" / "dialogue_acts_de" / "dev.jsonl"


def leistung(id_: str, titel: str, *synonyme: str, leika: str = "", volltext: str = "") -> SearchEntry:
    return SearchEntry(id_, "leistung", titel, synonyme, (leika,) if leika else (), "", volltext)


CATALOGUE = (
    leistung("perso", "Personalausweis beantragen", leika="99008001000000"),
    leistung("perso-weg", "Verlust des Personalausweises melden"),
    leistung("pass", "Reisepass beantragen"),
    leistung("wohnsitz", "Wohnsitz an- oder ummelden", volltext="Nach dem Umzug haben Sie zwei Wochen Zeit."),
    leistung("auto-um", "Fahrzeug ummelden"),
    leistung("auto-ab", "Fahrzeug außer Betrieb setzen", "Kfz abmelden"),
    leistung("gewerbe", "Gewerbe anmelden"),
    leistung("hund", "Hundesteuer: Hund anmelden"),
    leistung("hund-ab", "Hundesteuer: Hund abmelden"),
    leistung("tod", "Sterbefall anzeigen", "Sterbeurkunde"),
    leistung("geburt", "Geburtsurkunde ausstellen"),
    leistung("heirat", "Eheschließung anmelden"),
    leistung("sperr", "Sperrmüll abholen lassen"),
    leistung("laerm", "Ruhestörung melden", "Lärmbelästigung"),
    leistung("fund", "Fundsachen"),
    leistung("baum", "Baumfällung beantragen"),
    leistung("parken", "Bewohnerparkausweis"),
    SearchEntry("fundbuero", "dienststelle", "Fundbüro"),
    SearchEntry("standesamt", "dienststelle", "Standesamt"),
)


@pytest.fixture(scope="module")
def index():
    return Index.build(CATALOGUE)


@pytest.mark.parametrize(
    ("query", "right"),
    [
        ("Perso weg", "perso-weg"),
        ("Mir hat jemand meinen Ausweis geklaut", "perso-weg"),
        ("Mein Perso läuft bald ab", "perso"),
        ("Hallo, ich bin gerade nach Mannheim gezogen, was muss ich machen?", "wohnsitz"),
        ("Wie melde ich mein Auto um?", "auto-um"),
        ("Ich habe meinen Wagen verkauft und will ihn abmelden", "auto-ab"),
        ("mein Hund ist gestorben muss ich die steuer noch zahlen", "hund-ab"),
        ("Wir haben einen Welpen bekommen", "hund"),
        ("Mama ist gestorben", "tod"),
        ("Wir wollen nächstes Jahr heiraten", "heirat"),
        ("altes Sofa loswerden", "sperr"),
        ("Lärm vom Nachbarn", "laerm"),
        ("Ich möchte einen kleinen Onlineshop aufmachen", "gewerbe"),
        ("Darf ich die alte Linde im Garten umsägen?", "baum"),
        ("Vor meiner Haustür finde ich keinen Parkplatz", "parken"),
        ("urkunde geburt", "geburt"),
        ("Ich hab meinen Schlüssel in der Straßenbahn verloren", "fund"),
    ],
)
def test_everyday_words_find_the_leistung(index, query, right):
    assert index.find(query).matches[0].id == right


@pytest.mark.parametrize(
    ("query", "right"),
    [
        ("Personalauswies beantragn", "perso"),
        ("Reisepas", "pass"),
        ("Spermüll", "sperr"),
        ("Fahrzeug umelden", "auto-um"),
    ],
)
def test_typing_errors_are_forgiven(index, query, right):
    assert index.find(query).matches[0].id == right


def test_an_office_is_found_by_its_name(index):
    assert index.find("Wo ist das Standesamt?").matches[0].id == "standesamt"
    assert index.find("Wo ist das Fundbüro?").matches[0].id in {"fundbuero", "fund"}


def test_a_clear_question_is_answered(index):
    assert index.find("Ich brauche einen neuen Reisepass").decision == "answer"


def test_a_verb_that_fits_several_leistungen_is_asked_back(index):
    result = index.find("ummelden")
    assert result.decision == "clarify"
    assert {"wohnsitz", "auto-um"} <= {match.id for match in result.matches}


@pytest.mark.parametrize(
    "query",
    [
        "Wer gewinnt die Bundesliga?",
        "Rezept für Pizza",
        "Wie wird das Wetter?",
        "asdfghjkl",
        "Erzähl mir einen Witz",
        "123",
    ],
)
def test_foreign_questions_and_gibberish_find_nothing(index, query):
    assert index.find(query).decision == "none"


@pytest.mark.parametrize(
    "query",
    [
        "Und was kostet das?",
        "welche Unterlagen brauche ich dafür?",
        "wie lange dauert es",
        "wann haben Sie auf",
        "",
        "???",
    ],
)
def test_a_question_without_a_topic_leaves_no_terms_and_decides_nothing(index, query):
    result = index.find(query)
    assert result.terms == ()
    assert result.decision == "none"


def test_words_that_nobody_knows_are_named(index):
    result = index.find("Was kostet ein Reisepass für meinen Zyklotronbeschleuniger?")
    assert "zyklotronbeschleuniger" in result.unknown_terms
    assert "reisepass" not in result.unknown_terms


def test_scores_lie_between_0_and_1_and_fall(index):
    scores = [match.score for match in index.find("Ausweis verloren", limit=10).matches]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)


def test_the_limit_is_kept(index):
    assert len(index.find("anmelden", limit=2).matches) == 2


def test_an_editors_synonym_wins_over_what_the_lexicon_thinks(index):
    changed = index.updated([*CATALOGUE, leistung("urlaub", "Ferienpass für Kinder", "Perso weg")])
    assert changed.find("Perso weg").matches[0].id == "urlaub"


def test_a_changed_entry_is_found_by_its_new_name_and_not_by_its_old(index):
    renamed = dataclasses.replace(CATALOGUE[0], titel="Zwölfkampfprämie", leika=())
    changed = index.updated([renamed, *CATALOGUE[1:]])
    assert changed.find("zwölfkampfprämie").matches[0].id == "perso"
    assert index.find("Personalausweis beantragen").matches[0].id == "perso"
    assert index.find("zwölfkampfprämie").decision == "none"


def test_a_removed_entry_is_gone(index):
    changed = index.updated([entry for entry in CATALOGUE if entry.id != "sperr"])
    assert "sperr" not in {match.id for match in changed.find("Sperrmüll", limit=20).matches}


def test_taking_up_a_change_finds_the_same_as_building_anew(index):
    new = leistung("kita", "Kitaplatz beantragen")
    changed, built = index.updated([*CATALOGUE, new]), Index.build((*CATALOGUE, new))
    for query in ("Krippenplatz", "Perso weg", "Ich bin umgezogen", "Auto verkauft"):
        assert changed.find(query).matches[0].id == built.find(query).matches[0].id


def test_an_empty_catalogue_finds_nothing():
    result = Index.build(()).find("Reisepass")
    assert result.matches == ()
    assert result.decision == "none"


def test_where_a_city_has_no_own_leistung_the_wider_one_helps(index):
    assert index.find("Ich brauche schnell einen vorläufigen Reisepass").matches[0].id == "pass"


def test_fewer_than_three_in_a_hundred_foreign_sentences_are_answered(index):
    if not DIALOGUE_ACTS.exists():
        pytest.skip("ohne ../shared/data/dialogue_acts_de gibt es keine fremden Sätze zum Messen")
    rows = map(json.loads, DIALOGUE_ACTS.read_text(encoding="utf-8").splitlines())
    foreign = [row["text"] for row in rows if row["act"] == "kein_anliegen"][::5]
    answered = [text for text in foreign if index.find(text).decision != "none"]
    assert len(answered) / len(foreign) < 0.03


@pytest.mark.parametrize("size", [1, 5, len(CATALOGUE)])
def test_a_leistung_is_found_by_its_main_word_however_small_the_catalogue(size):
    angeln = leistung("angeln", "Angelschein beantragen")
    index = Index.build((angeln, *CATALOGUE[: size - 1]))
    found = index.find("Was kostet ein Angelschein?")
    assert (found.decision, found.matches[0].id) == ("answer", "angeln")
    assert index.find("Wie wird morgen das Wetter?").decision == "none"
    assert index.find("Ich möchte etwas beantragen").decision != "answer"


def test_desks_of_one_name_are_not_asked_apart():
    desks = [SearchEntry(f"amt-{n}", "dienststelle", "Bürgerbüro Pasing") for n in range(3)]
    assert Index.build((*CATALOGUE, *desks)).find("Wo ist das Bürgerbüro Pasing?").decision == "answer"
