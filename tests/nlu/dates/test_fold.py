import pytest

from nlu.dates.fold import is_one_edit
from nlu.dates.vocabulary import look_up


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("dinstag", "dienstag"),
        ("Donerstag", "donnerstag"),
        ("Mittwcoh", "mittwoch"),
        ("uebermrogen", "uebermorgen"),
        ("naechstn", "naechste"),
        ("Febuar", "februar"),
        ("vormitags", "vormittags"),
    ],
)
def test_one_typing_error_is_repaired(written: str, meant: str) -> None:
    assert look_up(written)[0][: len(meant) - 1] == meant[:-1]
    assert look_up(written)[1]


@pytest.mark.parametrize(
    "word", ["nichts", "mögen", "Montage", "Nächte", "Dienste", "Kunden", "leisten", "Termin"]
)
def test_true_words_are_not_taken_for_typing_errors(word: str) -> None:
    assert look_up(word)[1] == {}


def test_umlauts_may_be_dots_two_letters_or_dropped() -> None:
    assert look_up("Übermorgen")[1] == look_up("uebermorgen")[1] == look_up("ubermorgen")[1]


def test_one_edit_is_one_letter_or_one_swap() -> None:
    assert is_one_edit("montag", "motnag")
    assert is_one_edit("montag", "monntag")
    assert not is_one_edit("montag", "mitag")
