"""terminvergabe.yml: what editors may write, and how each fault is told."""

from datetime import time
from pathlib import Path

import pytest

from knowledge.check_terminvergabe import check_terminvergabe
from knowledge.faults import Fault
from knowledge.terminvergabe import FILE, Schalter, Terminregel, read_terminvergabe

SOURCE = "quelle: {titel: Stadt}\nstand: 2026-11-22\n"
GOOD = """\
geprueft: false
standard: {schritt: 10, horizont_tage: 60}
stellen:
  k7:
    schalter: 4
    zeiten: [{tage: [mo, di], von: "08:00", bis: "12:00"}]
    zms: "10489"
  rathaus:
leistungen:
  perso: {dauer: 10, hoechstens: 5, stellen: [k7, rathaus], zms: 1063475}
  pass: {dauer: 15, stellen: [k7]}
"""


@pytest.fixture
def folder(content: Path) -> Path:
    (content / "leistungen" / "perso.yml").write_text(f"titel: Personalausweis\n{SOURCE}kurztext: A.\n")
    (content / "leistungen" / "pass.yml").write_text(f"titel: Reisepass\n{SOURCE}kurztext: P.\n")
    (content / "dienststellen" / "k7.yml").write_text(f"titel: K 7\n{SOURCE}")
    hours = 'oeffnungszeiten: [{tage: [mo], von: "08:00", bis: "12:00"}]\n'
    (content / "dienststellen" / "rathaus.yml").write_text(f"titel: Rathaus\n{SOURCE}{hours}")
    return content


def faults(folder: Path, text: str) -> list[Fault]:
    (folder / FILE).write_text(text, encoding="utf-8")
    return check_terminvergabe(folder)


def only(found: list[Fault]) -> Fault:
    assert len(found) == 1, found
    assert found[0].file.endswith(FILE)
    return found[0]


def test_a_right_file_has_no_fault(folder):
    assert faults(folder, GOOD) == []


def test_a_city_without_the_file_gives_no_appointments(folder):
    assert check_terminvergabe(folder) == []
    assert read_terminvergabe(folder)[0].leistungen == {}


def test_a_number_of_counters_means_counters_that_serve_everything(folder):
    faults(folder, GOOD)
    stelle = read_terminvergabe(folder)[0].stellen["k7"]
    assert stelle.schalter == (Schalter(anzahl=4),)
    assert stelle.zeiten[0].von == time(8)


def test_an_office_says_only_what_differs(folder):
    faults(folder, GOOD)
    terminvergabe = read_terminvergabe(folder)[0]
    assert terminvergabe.stellen["rathaus"].regel(terminvergabe.standard) == Terminregel()
    rule = terminvergabe.stellen["k7"].regel(terminvergabe.standard)
    assert (rule.schalter, rule.schritt) == ((Schalter(anzahl=4),), 10)


def test_until_somebody_checked_it_the_calendar_is_an_example(folder):
    faults(folder, GOOD.removeprefix("geprueft: false\n"))
    assert not read_terminvergabe(folder)[0].geprueft


@pytest.mark.parametrize(
    ("right", "wrong", "line", "message", "remedy"),
    [
        ("    schalter: 4", "    schaltr: 4", 5, "Den Schlüssel „schaltr“", "Meinten Sie „schalter“?"),
        ("schalter: 4", "schalter: 0", 5, "zu klein", ""),
        ("schalter: 4", "schalter: []", 5, "mindestens ein Schalter", ""),
        ("schritt: 10", "schritt: 7", 2, "Schritte von 5 Minuten", ""),
        ("dauer: 10", "dauer: zehn", 10, "ganze Zahl", ""),
        ("dauer: 10", "dauer: 125", 10, "mehr, als ein Termin bei „k7“ dauern darf", "hoechstdauer"),
        ('bis: "12:00"', 'bis: "07:00"', 6, "bis muss nach von liegen", ""),
        ("  rathaus:", "  ratshaus:", 8, "Die Dienststelle „ratshaus“ gibt es nicht.", "„rathaus“?"),
        ("  pass:", "  passe:", 11, "Die Leistung „passe“ gibt es nicht.", "Meinten Sie „pass“?"),
        ("stellen: [k7, rathaus]", "stellen: [k7, ratshaus]", 10, "hat keinen Kalender", "„rathaus“?"),
        ('zms: "10489"', "zms: K7", 7, "ganze Zahl", ""),
        ("stellen: [k7]}", "stellen: [k7], zms: 1063475}", 11, "steht schon bei „perso“", "nur einmal"),
        ("schalter: 4", "schalter: [{leistungen: [persso]}]", 5, "keine Termine", "Meinten Sie „perso“?"),
    ],
)
def test_a_fault_is_told_with_line_and_remedy(folder, right, wrong, line, message, remedy):
    assert right in GOOD
    found = faults(folder, GOOD.replace(right, wrong))
    told = [f for f in found if f.line == line and message in f.message and remedy in f.remedy]
    assert len(told) == 1, found


def test_an_office_without_any_hours_is_told(folder):
    fault = only(faults(folder, GOOD.replace("    zeiten:", "    # zeiten:")))
    assert "keine Zeit bekannt" in fault.message
    assert "dienststellen/k7.yml" in fault.remedy


def test_an_office_that_nobody_can_book_is_told(folder):
    fault = only(faults(folder, GOOD.replace("[k7, rathaus]", "[k7]")))
    assert "„rathaus“ ist keine Leistung buchbar" in fault.message


def test_a_doubled_key_is_told(folder):
    assert "zweimal" in only(faults(folder, GOOD + "  perso: {dauer: 5, stellen: [k7]}\n")).message
