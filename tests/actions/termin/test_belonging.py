"""Which turns go on with the booking under way, and which ask something in between."""

import pytest

from actions.termin.belonging import belongs
from actions.termin.contribution import read_contribution
from actions.termin.state import BookingState
from tests.actions.termin.citizen import DISTRICTS
from tests.actions.termin.town import AUSWEIS

STEPS = ("matter", "count", "place", "time", "slot", "contact", "cancel")

# intent, sentence, the steps at which it belongs to the booking
ALWAYS, NEVER = STEPS, ()
TABLE = [
    # facts of a booking, whatever act the engine took them for
    ("nlu_fallback", "nächste Woche nachmittags", ALWAYS),
    ("frage_allgemein", "lieber am Dienstag um 10", ALWAYS),
    ("kein_anliegen", "in Neckarau", ALWAYS),
    ("frage_ort", "im Bürgerservice Mitte", ALWAYS),
    ("neustart", "zurück", ALWAYS),
    ("frage_oeffnungszeit", "geht es auch später?", ALWAYS),
    ("abbruch", "abbrechen", ALWAYS),
    ("termin_buchen", "ein Termin", ALWAYS),
    ("korrektur", "doch nur den Reisepass", ALWAYS),
    ("wiederholen", "noch einmal bitte", ALWAYS),
    # short answers mean something only where they answer what was asked
    ("nlu_fallback", "für drei", ALWAYS),
    ("ja", "ja gerne", ("slot", "contact", "cancel")),
    ("nein", "nein danke", ("slot", "contact", "cancel")),
    ("auswahl", "das zweite", ("slot", "contact")),
    ("dank", "egal", ALWAYS),
    ("neustart", "fang von vorne an", ALWAYS),
    ("kein_anliegen", "in Musterdorf", ("place",)),
    # questions about something else
    ("frage_gebuehr", "was kostet das eigentlich?", NEVER),
    ("frage_unterlagen", "welche Unterlagen brauche ich?", NEVER),
    ("frage_oeffnungszeit", "wann hat das Amt am Mittwoch auf?", NEVER),
    # what is said for its own sake
    ("gruss", "guten Tag", NEVER),
    ("dank", "vielen Dank", NEVER),
    ("hilfe", "Hilfe", NEVER),
    ("bot_identitaet", "bist du ein Mensch?", NEVER),
    # whatever else the sentence holds
    ("notfall", "Hilfe, es brennt", NEVER),
    ("notfall", "seit morgen früh brennt es in Neckarau", NEVER),
    ("mensch_sprechen", "ich möchte morgen mit einem Menschen sprechen", NEVER),
    ("sprache_wechseln", "English please", NEVER),
    # while a Leistung is asked for, a question may be the answer
    ("frage_allgemein", "Reisepass", ("matter",)),
    ("nlu_fallback", "Reisepass beantragen", ("matter",)),
    ("frage_ablauf", "Personalausweis beantragen", ("matter",)),
    ("kein_anliegen", "Perso", ("matter",)),
    ("frage_ablauf", "wie beantrage ich einen Reisepass?", ()),
    ("frage_unterlagen", "Unterlagen Reisepass", ()),
    ("nlu_fallback", "blubb", ALWAYS),
]


@pytest.fixture
def said(bureau, citizen):
    """What the booking reads in a sentence."""

    async def said(intent: str, sentence: str):
        found = [{"entity": "stadtteil", "value": name} for name in DISTRICTS.find(sentence)]
        tracker = citizen.tracker(sentence, intent, found)
        return read_contribution(bureau, await bureau.port.catalogue(), tracker)

    return said


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(("intent", "sentence", "steps"), TABLE, ids=[f"{row[0]}: {row[1]}" for row in TABLE])
async def test_a_turn_belongs_to_the_booking_or_not(bureau, said, intent, sentence, steps, step):
    state = BookingState(step=step, items=() if step == "matter" else AUSWEIS)
    belonging = belongs(state, await said(intent, sentence), bureau.desk.catalogue)
    assert belonging == (step in steps)


@pytest.mark.parametrize(("intent", "sentence", "steps"), TABLE[:4])
async def test_while_number_and_code_are_asked_for_no_sentence_belongs_to_it(
    bureau, said, intent, sentence, steps
):
    state = BookingState(purpose="show", step="code")
    assert not belongs(state, await said(intent, sentence), bureau.desk.catalogue)
