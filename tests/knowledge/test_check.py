"""Every fault of the content is named with its file, its line and a remedy."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.check import check
from knowledge.faults import Fault

TODAY = date(2026, 11, 22)
GOOD = """\
titel: Personalausweis beantragen
auch_genannt: [Perso]
kurztext: Ein Ausweis.
dienststellen: [k7]
gebuehren:
  - bezeichnung: Ausweis
    betrag: 46.00
    quelle: {titel: § 1 PAuswGebV, url: "https://www.gesetze-im-internet.de/", stand: 2026-02-07}
quelle: {titel: Stadt, url: "https://www.mannheim.de/"}
stand: 2026-11-22
"""
OFFICE = "titel: Bürgerservice K 7\nquelle: {titel: Stadt}\nstand: 2026-11-22\n"


@pytest.fixture
def folder(content: Path) -> Path:
    (content / "leistungen" / "perso.yml").write_text(GOOD, encoding="utf-8")
    (content / "dienststellen" / "k7.yml").write_text(OFFICE, encoding="utf-8")
    return content


def faults(folder: Path, text: str, name: str = "leistungen/neu.yml") -> list[Fault]:
    (folder / name).write_text(text, encoding="utf-8")
    return [fault for fault in check(folder, TODAY) if fault.file.endswith(name)]


def only(found: list[Fault]) -> Fault:
    assert len(found) == 1, found
    return found[0]


def test_right_content_has_no_fault(folder):
    assert check(folder, TODAY) == []


def test_a_misspelt_key_gets_the_right_one_suggested(folder):
    fault = only(faults(folder, GOOD.replace("kurztext:", "kurtztext:"), "leistungen/perso.yml"))
    assert fault.line == 3
    assert fault.message == "Den Schlüssel „kurtztext“ gibt es hier nicht."
    assert fault.remedy == "Meinten Sie „kurztext“?"


def test_a_misspelt_key_inside_a_list_is_found_on_its_line(folder):
    fault = only(faults(folder, GOOD.replace("    betrag:", "    betrg:"), "leistungen/perso.yml")[:1])
    assert (fault.line, fault.remedy) == (7, "Meinten Sie „betrag“?")


@pytest.mark.parametrize("key", ["titel", "kurztext", "quelle", "stand"])
def test_a_missing_field_is_named(folder, key):
    text = "".join(line for line in GOOD.splitlines(True) if not line.startswith(f"{key}:"))
    fault = only(faults(folder, text, "leistungen/perso.yml"))
    assert fault.message == f"Das Feld „{key}“ fehlt."
    assert key in fault.remedy


@pytest.mark.parametrize(
    ("right", "wrong", "line", "words"),
    [
        ("betrag: 46.00", "betrag: viel", 7, "Das ist kein Betrag. Da steht „viel“."),
        ("stand: 2026-11-22", "stand: gestern", 10, "Das ist kein Datum."),
        ("stand: 2026-11-22", "stand: 2026-11-23", 10, "Der Stand 2026-11-23 liegt in der Zukunft."),
        ("stand: 2026-02-07", "stand: 2027-02-07", 8, "Der Stand 2027-02-07 liegt in der Zukunft."),
        ("[Perso]", "Perso", 2, "Hier muss eine Liste stehen."),
        ("[Perso]", "[Perso, perso]", 2, "„perso“ steht schon in dieser Datei."),
        ("[k7]", "[k8]", 4, "Die Dienststelle „k8“ gibt es nicht."),
        ("kurztext: Ein", 'leika: ["990"]\nkurztext: Ein', 3, "genau 14 Ziffern"),
        ("kurztext: Ein", "ebene: stadt\nkurztext: Ein", 3, "„stadt“ ist nicht vorgesehen."),
        ("kurztext: Ein", "geprueft: ja\nkurztext: Ein", 3, "Hier muss true oder false stehen."),
        ("https://www.mannheim.de/", "www.mannheim.de", 9, "Das ist keine Internetadresse."),
        ("kurztext: Ein", "id: perso\nkurztext: Ein", 3, "„id“ ist der Dateiname."),
        ("kurztext: Ein", "titel: Noch einer\nkurztext: Ein", 3, "Den Schlüssel „titel“ gibt es zweimal."),
        ("kurztext: Ein", "kurztext: Ein: ", 3, "Das ist kein gültiges YAML."),
    ],
)
def test_a_fault_is_found_on_its_line(folder, right, wrong, line, words):
    fault = only(faults(folder, GOOD.replace(right, wrong), "leistungen/perso.yml"))
    assert fault.line == line
    assert words in fault.message
    assert fault.remedy


def test_a_fee_without_source_is_a_fault(folder):
    text = "".join(line for line in GOOD.splitlines(True) if not line.startswith("    quelle:"))
    fault = only(faults(folder, text, "leistungen/perso.yml"))
    assert (fault.line, fault.message) == (6, "Die Gebühr „Ausweis“ hat keine Quelle.")


def test_an_unquoted_number_is_told_how_to_write_it(folder):
    fault = only(faults(folder, OFFICE + "kontakt: {telefon: 115}\n", "dienststellen/k7.yml"))
    assert fault.remedy == 'Setzen Sie die Zahl in Anführungszeichen: "115".'


def test_hours_that_are_no_times_are_a_fault(folder):
    hours = "oeffnungszeiten:\n  - {tage: [mo], von: 8, bis: '12:00'}\n"
    assert "„8“ ist keine Uhrzeit" in only(faults(folder, OFFICE + hours, "dienststellen/k7.yml")).message


def test_hours_that_end_before_they_begin_are_a_fault(folder):
    hours = "oeffnungszeiten:\n  - {tage: [mo], von: '12:00', bis: '08:00'}\n"
    fault = only(faults(folder, OFFICE + hours, "dienststellen/k7.yml"))
    assert fault.line == 5
    assert "bis muss nach von liegen" in fault.message


def test_a_stadtteil_and_a_lebenslage_that_nobody_describes_are_faults(folder):
    for kind, name, titel in (("stadtteile", "neckarau", "Neckarau"), ("lebenslagen", "umzug", "Umzug")):
        (folder / kind).mkdir()
        (folder / kind / f"{name}.yml").write_text(f"titel: {titel}\n", encoding="utf-8")
    fault = only(faults(folder, OFFICE + "stadtteile: [Neckarau, Neckarrau]\n", "dienststellen/k7.yml"))
    assert (fault.line, fault.remedy) == (4, "Meinten Sie „Neckarau“?")
    fault = only(faults(folder, GOOD + "lebenslagen: [umzug, reise]\n", "leistungen/perso.yml"))
    assert fault.message == "Die Lebenslage „reise“ gibt es nicht."


def test_a_place_without_a_source_and_a_stand_in_the_future_are_faults_of_a_stadtteil(folder):
    (folder / "stadtteile").mkdir()
    place = "titel: Neckarau\ngeo: {breite: 49.454, laenge: 8.491}\n"
    fault = only(faults(folder, place, "stadtteile/neckarau.yml"))
    assert (fault.line, fault.message) == (2, "Die Lage hat keine Quelle.")
    source = "quelle: {titel: Wikipedia, stand: 2099-01-01}\n"
    fault = only(faults(folder, place + source, "stadtteile/neckarau.yml"))
    assert (fault.line, fault.message) == (3, "Der Stand 2099-01-01 liegt in der Zukunft.")


def test_two_entries_may_not_share_a_titel(folder):
    (folder / "leistungen" / "neu.yml").write_text(GOOD, encoding="utf-8")
    fault = only(check(folder, TODAY))
    assert fault.file.endswith("leistungen/perso.yml")
    assert fault.message == "„Personalausweis beantragen“ steht schon in leistungen/neu.yml."


def test_a_synonym_may_lead_to_two_entries_but_not_be_anothers_titel(folder):
    other = GOOD.replace("Personalausweis beantragen", "Reisepass")
    assert faults(folder, other) == []
    fault = only(faults(folder, other.replace("[Perso]", "[personalausweis beantragen]")))
    assert "als titel in leistungen/perso.yml" in fault.message


def test_a_file_name_must_be_a_slug(folder):
    fault = only(faults(folder, GOOD.replace("Personal", "Zweit"), "leistungen/Zweit_Ausweis.yml"))
    assert fault.message == "Der Dateiname „Zweit_Ausweis“ ist nicht möglich."


def test_a_file_with_the_other_suffix_is_not_overlooked(folder):
    fault = only(faults(folder, GOOD, "leistungen/pass.yaml"))
    assert "pass.yml" in fault.remedy


def test_an_empty_file_and_another_encoding_are_faults(folder):
    assert "keine Schlüssel" in only(faults(folder, "")).message
    (folder / "leistungen" / "neu.yml").write_bytes("titel: Bürger".encode("latin-1"))
    assert "UTF-8" in only(check(folder, TODAY)).message


def test_all_faults_are_told_at_once_in_order(folder):
    text = GOOD.replace("kurztext:", "kurtztext:").replace("46.00", "viel").replace("[Perso]", "Perso")
    assert [fault.line for fault in faults(folder, text, "leistungen/perso.yml")] == [2, 3, 7]


def test_a_folder_that_is_not_there_is_one_fault(tmp_path):
    assert "gibt es nicht" in only(check(tmp_path / "weg", TODAY)).message
