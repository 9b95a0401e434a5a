"""Hints are told whole where there is room, and never lost."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.answer import MAX_SENTENCES, Facts
from knowledge.hints import TITLE, with_hints


def test_a_hint_is_told_behind_a_short_answer():
    assert with_hints(Facts(("Ein Ausweis.",)), ["Sperren: Telefon 116 116."]).sentences == (
        "Ein Ausweis.",
        "Sperren: Telefon 116 116.",
    )


def test_a_hint_for_which_there_is_no_room_waits_for_who_wants_it():
    found = with_hints(Facts(("Eins.", "Zwei.")), ["Erster Satz. Zweiter Satz.", "Drei."])
    assert found.sentences == ("Eins.", "Zwei.")
    (waiting,) = found.more
    assert waiting.title == TITLE
    assert [item.text for item in waiting.items] == ["Erster Satz. Zweiter Satz.", "Drei."]


def test_without_hints_nothing_changes():
    assert with_hints(Facts(("Eins.",)), []) == Facts(("Eins.",))


@given(st.lists(st.sampled_from(("Kurz.", "Ein Satz. Noch einer.", "Wort " * 90)), max_size=5))
def test_no_hint_is_lost_and_the_answer_stays_short(hints):
    found = with_hints(Facts(("Es geht.",)), hints)
    assert len(found.sentences) <= MAX_SENTENCES
    waiting = [item.text for part in found.more for item in part.items]
    told = " ".join((*found.sentences, *waiting))
    assert told == " ".join(("Es geht.", *(hint.strip() for hint in hints)))
