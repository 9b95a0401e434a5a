"""Editors' files on their way into the catalogue."""

import pytest

from knowledge.faults import FaultError
from knowledge.importers.run import import_files
from knowledge.importers.yaml import read_entry
from knowledge.model import Leistung

PERSO = "titel: Personalausweis\ndienststellen: [k7]\nstand: 2026-11-22\n"


@pytest.fixture
def folder(content):
    (content / "leistungen" / "perso.yml").write_text(PERSO, encoding="utf-8")
    (content / "dienststellen" / "k7.yml").write_text("titel: K 7\n", encoding="utf-8")
    return content


def test_the_file_name_is_the_id(folder):
    entry, _, faults = read_entry(folder / "leistungen" / "perso.yml", Leistung)
    assert faults == []
    assert (entry.id, entry.dienststellen) == ("perso", ("k7",))


def test_an_amount_is_exact(folder):
    (folder / "leistungen" / "perso.yml").write_text(
        PERSO + "gebuehren: [{bezeichnung: A, betrag: 27.60}, {bezeichnung: B, betrag: 0.1}]\n"
    )
    entry, _, _ = read_entry(folder / "leistungen" / "perso.yml", Leistung)
    assert [str(g.betrag) for g in entry.gebuehren] == ["27.60", "0.10"]


def test_a_content_folder_is_imported_and_a_second_time_unchanged(folder, repository):
    assert {ref.id for ref in import_files("yaml", [folder], repository).new} == {"perso", "k7"}
    assert len(import_files("yaml", [folder], repository).unchanged) == 2
    assert repository.leistung("perso").herkunft == "yaml"


def test_a_faulty_file_is_refused_alone_with_its_line(folder, repository):
    (folder / "leistungen" / "neu.yml").write_text("titel: Neu\nkurtztext: Oh\n")
    report = import_files("yaml", [folder], repository)
    (refusal,) = report.refused
    assert (refusal.record, refusal.field) == ("neu", "Zeile 2")
    assert "Meinten Sie „kurztext“?" in refusal.reason
    assert len(report.new) == 2


def test_a_deleted_file_hides_its_entry(folder, repository):
    (folder / "leistungen" / "pass.yml").write_text("titel: Reisepass\n")
    import_files("yaml", [folder], repository)
    (folder / "leistungen" / "pass.yml").unlink()
    assert [ref.id for ref in import_files("yaml", [folder], repository).dropped] == ["pass"]
    assert [entry.id for entry in repository.leistungen()] == ["perso"]


def test_a_single_file_hides_nothing(folder, repository):
    import_files("yaml", [folder], repository)
    file = folder / "leistungen" / "perso.yml"
    file.write_text(PERSO.replace("Personalausweis", "Perso"))
    report = import_files("yaml", [file], repository)
    assert ([ref.id for ref in report.changed], report.dropped) == (["perso"], ())


def test_a_file_outside_a_content_folder_is_refused(tmp_path, repository):
    path = tmp_path / "perso.yml"
    path.write_text(PERSO)
    with pytest.raises(FaultError):
        import_files("yaml", [path], repository)
