"""How many papers or persons."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.termin.counts import find_count

COUNTS = [
    ("zwei Personalausweise", 2),
    ("zwei Persos und", 2),
    ("einen Reisepass", 1),
    ("für mich und meine Frau", 2),
    ("3x Perso", 3),
    ("99 Personen", 99),
    ("für uns vier", 4),
    ("ich bin 16 und brauche einen Perso", 1),
    ("zwei", 2),
    ("na gut, dann vier", 4),
    ("2", 2),
    ("für zwei", 2),
    ("zwei bitte", 2),
    ("nur einer", 1),
    ("eins", 1),
    ("einen", 1),
    ("nur für mich", 1),
    ("für mich allein", 1),
    ("wir beide", 2),
    ("mein Mann und ich", 2),
    ("ich und meine zwei Kinder", 3),
    ("meine Frau, ich und unser Baby", 3),
    ("meine Frau und ich mit zwei Kindern", 4),
    ("2 Erwachsene und 3 Kinder", 5),
    ("zu dritt", 3),
    ("ein Termin für zwei Personen", 2),
    ("wir sind vier", 4),
    ("wir sind 4 Personen", 4),
    ("Ich brauche einen Termin für zwei Personalausweise", 2),
    ("ich bräuchte nächste woche nachmittags nen termin für zwei persos möglichst in neckarau", 2),
    ("2 neue Ausweise", 2),
    ("zwei vorläufige Reisepässe", 2),
    ("für meine Tochter einen Kinderreisepass", 1),
    ("Termin für meine Frau", 1),
    ("für mich und meine Frau einen Personalausweis", 2),
    ("2 mal Personalausweis", 2),
    ("2 x Reisepass bitte", 2),
    ("drei Reisepässe am 3. Dezember um 3", 3),
    ("nächste Woche zwei Ausweise", 2),
    ("für zwanzig Personen", 20),
    ("zwölf Leute", 12),
    ("zwei Personalausweise und zwei Reisepässe", 2),
    ("drei stück", 3),
    ("zwei stück bitte", 2),
    ("ich brauche einen neuen Personalausweis", 1),
    ("Ich möchte einen Hund anmelden", 1),
    ("für eine Person", 1),
    ("für zwei erwachsene", 2),
    ("mit meiner Frau und meinem Sohn", 3),
    ("mein Perso ist abgelaufen", 1),
    ("für meine zwei Kinder", 2),
    ("für beide Kinder", 2),
    ("mein Mann, meine Tochter und ich", 3),
    ("isch un mei Fra", 2),
    ("100 Ausweise", 100),
    ("Führerschein Klasse B, eine Person", 1),
    ("es sind zwei", 2),
    ("wir brauchen zwei davon", 2),
    ("zwei personen", 2),
    ("drei pässe", 3),
    ("zu zweit", 2),
    ("Personalausweis für 2", 2),
    ("Perso für zwei Leute", 2),
    ("zwei ausweise für meine kinder", 2),
    ("ein Perso", 1),
]

NO_COUNTS = [
    "Familie mit 2 Kindern",
    "der zweite",
    "Nummer 2",
    "um 2",
    "am 2.",
    "in zwei Wochen",
    "bin 16",
    "ich bin 16 und brauche",
    "Ich brauche einen Termin",
    "ich hätte gern einen Termin nächste Woche",
    "um 14 Uhr",
    "am 3. Dezember",
    "am dritten Dezember um halb vier",
    "in drei Tagen",
    "Hauptstraße 5",
    "K 7",
    "den zweiten",
    "der um zwei",
    "Option 3",
    "mein Kind ist 3 Jahre alt",
    "mein 3-jähriger Sohn",
    "eine Frage",
    "einen anderen Tag",
    "ein anderer Termin",
    "eine Stunde später",
    "68159 Mannheim",
    "drei Termine",
    "zwei Uhr",
    "zwei Wochen",
    "ein Personalausweis und zwei Reisepässe",
    "für meine Kinder",
    "Dienstag",
    "",
    "ja",
    "ein Termin am 1. um eins",
    "seit zwei Jahren",
    "Paragraph 3",
    "Klasse 3",
    "zum zweiten Mal",
    "Was kostet das",
    "noch ein Termin",
]


@pytest.mark.parametrize(("text", "count"), COUNTS)
def test_papers_and_persons_are_counted(text, count):
    assert find_count(text) == count


@pytest.mark.parametrize("text", NO_COUNTS)
def test_dates_ages_choices_and_open_numbers_are_no_count(text):
    assert find_count(text) is None


@settings(deadline=None)  # the first call builds the vocabularies
@given(st.text(max_size=200))
def test_no_text_is_too_odd(text):
    count = find_count(text)
    assert count is None or count >= 0


@settings(deadline=None)  # the first call builds the vocabularies
@given(st.integers(2, 99))
def test_any_number_before_a_paper_is_its_count(number):
    assert find_count(f"Ich brauche {number} Reisepässe") == number
    assert find_count(f"{number}x Perso bitte") == number
