"""How somebody moves on among the offers."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.termin.shifts import Shift, find_shift, find_shifts, is_indifferent

SENTENCES = {
    "later": [
        "können wir das bisschen nach hinten schieben",
        "geht nicht auch was späteres am nachmittag",
        "also 8 uhr ist mir viel zu früh",
        "ich hätte lieber was spätres",
        "kann man da auch später hin",
        "gibts danach noch was",
        "nee das ist zu früh ich arbeite da noch",
        "etwas später",
        "später bitte",
        "gibt's auch was danach",
        "noch spätere",
        "das ist mir zu früh",
        "so früh kann ich nicht",
        "nicht so früh",
        "ein bisschen spaeter wär gut",
        "geht nicht, später bitte",
        "eine Stunde später",
        "am selben Tag, nur später",
        "was späteres",
        "haben sie auch spätere termine",
        "spätter bitte",
        "nicht früher sondern später",
        "ich bräuchte einen späteren termin",
        "zwei tage später",
        "gehts auch e bissl später",
        "lieber den tag danach",
        "kann ich später kommen",
        "gibt es auch etwas danach",
        "ein paar Minuten später bitte",
        "das geht nicht spätere bitte",
        "erst etwas spaeter",
        "zwei Stunden später wäre besser",
    ],
    "earlier": [
        "habt ihr nix früheres",
        "lieber früher als später",
        "das ist ja erst in drei wochen geht das nicht schneller",
        "gibt es keinen termin der früher ist",
        "zeitiger wäre besser",
        "am selben tag aber morgens früher",
        "früher",
        "geht es auch eher",
        "am gleichen Tag nur früher",
        "gibt es nichts früheres?",
        "gehts nicht früher",
        "zu spät",
        "das ist mir zu spät",
        "frueher bitte",
        "etwas eher",
        "eher",
        "einen Tag eher",
        "haben sie keinen früheren termin?",
        "das dauert mir zu lange",
        "schneller geht's nicht?",
        "so lange kann ich nicht warten",
        "fürher",
        "haben Sie schon früher etwas",
        "geht das nicht schneller?",
        "erst dann? das ist zu spät",
    ],
    "other_day": [
        "dieser tag geht bei mir leider nicht",
        "lieber an nem anderen tag",
        "dienstags kann ich nie, anderer tag bitte",
        "der tag ist schlecht bei mir",
        "da hab ich leider schon was vor",
        "an dem tag bin ich verhindert",
        "geht auch ein anderer wochentag",
        "da arbeite ich",
        "ein anderer Tag",
        "an einem anderen Tag",
        "der Tag passt nicht",
        "da kann ich nicht",
        "an dem tag hab ich keine zeit",
        "da muss ich arbeiten",
        "anderes datum",
        "lieber einen andern Tag",
        "en annere Daach",
        "dann kann ich leider nicht",
        "da bin ich im urlaub",
    ],
    "other_time": [
        "selber tag andere uhrzeit",
        "die zeit ist ungünstig",
        "gibt es auch andere Zeiten an dem Tag",
        "andere Uhrzeit",
        "die Uhrzeit passt mir nicht",
        "zu einer anderen zeit",
        "um die uhrzeit muss ich arbeiten",
    ],
    "other_office": [
        "gibts das auch in einem anderen amt",
        "nicht in diesem Büro",
        "ich will da nicht hin",
        "das ist viel zu weit für mich",
        "kann ich auch zu einer anderen stelle",
        "lieber wo anders",
        "andere Stelle",
        "woanders",
        "nicht dort",
        "gibt's ein anderes Bürgerbüro",
        "das ist mir zu weit weg",
        "wo anders bitte",
        "lieber in einem anderen stadtteil",
        "zu weit",
    ],
    "anywhere": [
        "wo ist völlig egal",
        "mir egal in welchem Stadtteil",
        "Standort spielt keine Rolle",
        "irgendein Bürgerbüro",
        "nehme das Amt wo es am schnellsten geht",
        "das nächstbeste amt das frei ist",
        "egal wo",
        "irgendwo",
        "Hauptsache schnell, Ort egal",
        "wo am schnellsten was frei ist",
        "wo ist mir egal",
        "der ort ist mir wurscht",
        "egal in welchem Amt",
        "welche stelle ist mir egal",
        "überall in Mannheim",
        "egal, wo es am schnellsten geht",
    ],
    "any_time": [
        "wann ist mir völlig wurscht",
        "die Uhrzeit spielt keine Rolle",
        "ich hab immer Zeit",
        "jeder Tag ist recht",
        "egal welcher Tag",
        "bin da ganz flexibel",
        "keine Ahnung, egal",
        "das können Sie entscheiden",
        "egal wann",
        "ist mir egal",
        "irgendwann",
        "jederzeit",
        "ich bin flexibel",
        "wann ist mir egal",
        "Tag und Uhrzeit egal",
        "ich kann immer",
        "mir egal",
        "egal",
        "mir passt alles",
        "schlagen Sie was vor",
        "an jedem tag",
    ],
    "more": [
        "gibt es noch andere möglichkeiten",
        "zeigen sie mir bitte noch mehr",
        "haben sie auch noch andere",
        "da passt mir keiner",
        "alle nicht gut",
        "die gehen alle nicht",
        "sonst nichts?",
        "nichts davon passt mir",
        "noch weitere vorschläge?",
        "welche haben sie noch",
        "weitere",
        "mehr Termine",
        "was gibt es noch",
        "keiner davon passt",
        "passt alles nicht",
        "noch mehr",
        "haben Sie noch andere Termine?",
        "nichts dabei",
        "zeig mir mehr",
        "die passen alle nicht",
        "passt mir nicht",
        "keiner",
        "da ist nichts passendes dabei",
        "was anderes",
        "einen anderen Termin bitte",
        "weiter",
        "die nächsten bitte",
        "gibt es alternativen",
        "sonst noch was frei?",
    ],
    "back": [
        "geh nochmal zurück bitte",
        "zurück zu den Terminen",
        "kann ich einen Schritt zurückgehen",
        "ich will zurück",
        "zurück",
        "einen Schritt zurück",
        "doch nicht, davor",
        "zurück bitte",
        "nochmal zurück",
        "zurueck zur auswahl",
        "zrick",
    ],
    "start_over": [
        "lass uns nochmal ganz von vorne beginnen",
        "alles nochmal neu bitte",
        "ich möchte neu anfangen",
        "noch mal von vorn",
        "ganz von vorne bitte",
        "nochmal neu",
        "von Anfang an",
        "wir fangen nochmal neu an",
        "alles auf Anfang",
    ],
    "nearer": [
        "haben sie etwas das näher an Rheinau liegt",
        "gibts was in der nähe vom luisenpark",
        "ich wohne in Feudenheim gibt es was näheres",
        "etwas näher zur Innenstadt bitte",
        "möglichst nah am Hauptbahnhof",
        "nicht so weit von Sandhofen",
        "lieber in Hauptbahnhofnähe",
        "näher an der Schwetzingerstadt",
        "lieber in der Nähe vom Hauptbahnhof",
        "dichter an Käfertal",
        "gibt es was näheres",
        "näher bei mir",
        "was in der nähe von Sandhofen bitte",
        "nicht so weit weg von der Innenstadt",
        "etwas näher am Wasserturm wäre gut",
        "naeher an neckarau",
        "in der Nähe",
        "möglichst nahe am Paradeplatz",
        "haben Sie was in der Nähe der Uni",
    ],
    "watch": [
        "schreiben Sie mir eine Mail wenn etwas frei wird",
        "kann ich auf die Warteliste",
        "meldet euch sobald was frei ist",
        "ich möchte benachrichtigt werden",
        "könnt ihr mir bescheid sagen falls was frei wird",
        "Ich würde gern informiert werden, sobald ein Termin verfügbar ist",
        "geben sie mir bescheid wenn jemand abspringt",
        "sagen Sie mir Bescheid, wenn etwas frei wird",
        "Warteliste",
        "benachrichtigt mich",
        "sag bescheid wenn was frei wird",
        "können Sie mich benachrichtigen, sobald ein Termin frei wird",
        "setzen Sie mich auf die Warteliste",
        "bescheid geben wenn früher was frei wird",
        "melden Sie sich, wenn jemand absagt",
        "kann ich informiert werden wenn was früheres frei wird",
        "gebt mir bitte bescheid",
    ],
}

NO_SHIFTS = [
    "das machen wir später",
    "ich war früher in ludwigshafen gemeldet",
    "bis später dann",
    "ich komme später darauf zurück",
    "auf keinen fall später",
    "kein anderer Tag",
    "der Tag passt",
    "passt mir gut",
    "die Uhrzeit ist gut",
    "ich wohne in der Innenstadt",
    "wie weit ist das vom bahnhof",
    "nächste Woche Dienstag",
    "möglichst früh am morgen",
    "zwei weitere Ausweise",
    "Bekomme ich einen Bescheid per Post?",
    "ich möchte einen Termin in Neckarau",
    "wann bekomme ich den Ausweis zurück",
    "früh am Morgen",
    "am späten Nachmittag",
    "mehr als zwei Personen",
    "eine andere Frage",
    "was brauche ich noch",
    "was kostet es noch",
    "mein anderer Ausweis",
    "der andere Ausweis ist abgelaufen",
    "Bis später!",
    "später mehr",
    "nicht später",
    "nicht woanders",
    "bitte nicht früher",
    "später geht nicht",
    "ich melde mich später",
    "früher war das einfacher",
    "kann ich das später noch ändern?",
    "meine frühere Adresse",
    "morgen früh",
    "am Dienstag",
    "Was kostet das?",
    "eher nachmittags",
    "eher nicht",
    "ich habe einen Bescheid bekommen",
    "ich gebe Ihnen Bescheid",
    "ja",
    "nein danke",
    "den ersten",
    "Ich brauche einen Termin für zwei Personalausweise",
    "wo muss ich hin",
    "rufen Sie mich zurück",
    "ich bin ab Montag wieder zurück",
    "frühestens Mittwoch",
    "spätestens Freitag",
    "so früh wie möglich",
    "ich möchte nähere Informationen",
    "je früher desto besser",
    "früher oder später",
    "was muss ich danach machen",
    "ich kann nicht mehr",
    "Wie weit ist es",
    "Reisepass",
    "keine Warteliste",
    "nicht später als 15 Uhr",
    "Ich habe keine Fragen mehr",
    "vielen Dank, bis später",
    "das überlege ich mir später",
    "in der Nähe von 14 Uhr",
    "",
]


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in SENTENCES.items() for text in texts]
)
def test_a_wish_to_move_on_is_found(kind, text):
    shift = find_shift(text)
    assert shift is not None
    assert shift.kind == kind


@pytest.mark.parametrize("text", NO_SHIFTS)
def test_farewells_denials_and_other_sentences_move_nothing(text):
    assert find_shifts(text) == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("näher an der Schwetzingerstadt", "Schwetzingerstadt"),
        ("lieber in der Nähe vom Hauptbahnhof", "Hauptbahnhof"),
        ("dichter an Käfertal wäre gut", "Käfertal"),
        ("was in der nähe von sandhofen bitte", "sandhofen"),
        ("nicht so weit weg von der Innenstadt", "Innenstadt"),
        ("nahe am Alten Messplatz, wenn es geht", "Alten Messplatz"),
        ("näher bei mir", ""),
        ("gibt es was näheres?", ""),
    ],
)
def test_the_place_to_be_near_to_is_named_as_written(text, place):
    assert find_shift(text) == Shift("nearer", place=place)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("am selben Tag, nur später", "day"),
        ("am gleichen tag bitte früher", "day"),
        ("der Tag passt, aber früher", "day"),
        ("eine Stunde später", "day"),
        ("einfach später", "any"),
        ("einen Tag früher", "any"),
    ],
)
def test_the_same_day_is_told_from_any_day(text, scope):
    shift = find_shift(text)
    assert shift is not None
    assert shift.scope == scope


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("einen Tag später", timedelta(days=1)),
        ("zwei Tage früher", timedelta(days=2)),
        ("eine Woche später bitte", timedelta(weeks=1)),
        ("eine halbe Stunde später", timedelta(minutes=30)),
        ("etwas später", None),
    ],
)
def test_how_far_is_counted_where_the_sentence_says_so(text, by):
    shift = find_shift(text)
    assert shift is not None
    assert shift.by == by


def test_two_wishes_in_one_sentence_are_both_found():
    kinds = {shift.kind for shift in find_shifts("egal wo und egal wann")}
    assert kinds == {"anywhere", "any_time"}


@pytest.mark.parametrize(
    ("text", "indifferent"),
    [
        ("egal", True),
        ("ist mir egal", True),
        ("das ist mir ganz egal", True),
        ("wurscht", True),
        ("egal wo", False),
        ("wann ist egal", False),
        ("Dienstag", False),
        ("", False),
    ],
)
def test_mere_indifference_is_told_from_saying_what_does_not_matter(text, indifferent):
    assert is_indifferent(text) is indifferent


@settings(deadline=None)  # the first call builds the vocabularies
@given(st.text(max_size=200))
def test_no_text_is_too_odd(text):
    assert len(find_shifts(text)) <= 12
    is_indifferent(text)


@settings(deadline=None)  # the first call builds the vocabularies
@given(
    st.lists(
        st.sampled_from(
            [
                "nicht",
                "später",
                "früher",
                "egal",
                "wo",
                "näher",
                "an",
                "zurück",
                ",",
                "?",
                "14",
                "uhr",
                "bescheid",
                "wenn",
                "frei",
            ]
        ),
        max_size=9,
    )
)
def test_no_mixture_of_cues_is_too_odd(words):
    find_shifts(" ".join(words))
