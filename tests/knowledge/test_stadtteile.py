"""The parts of the city by any of their names."""

import pytest

from knowledge.faults import FaultError
from knowledge.stadtteile import find_stadtteil, load_stadtteile


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "neckarau.yml").write_text("titel: Neckarau\nauch_genannt: [Almenhof]\n", encoding="utf-8")
    (tmp_path / "mitte.yml").write_text(
        "titel: Innenstadt/Jungbusch\ngeo: {breite: 49.49, laenge: 8.463}\n", encoding="utf-8"
    )
    return tmp_path


def test_stadtteile_are_read_by_their_titles(folder):
    stadtteile = load_stadtteile(folder)
    assert set(stadtteile) == {"Neckarau", "Innenstadt/Jungbusch"}
    assert stadtteile["Innenstadt/Jungbusch"].geo.breite == 49.49


@pytest.mark.parametrize(
    ("name", "titel"),
    [
        ("Neckarau", "Neckarau"),
        ("NECKARAU ", "Neckarau"),
        ("Almenhof", "Neckarau"),
        ("Innenstadt/Jungbusch", "Innenstadt/Jungbusch"),
        ("Jungbusch", "Innenstadt/Jungbusch"),
    ],
)
def test_a_stadtteil_has_many_names(folder, name, titel):
    assert find_stadtteil(name, load_stadtteile(folder)).titel == titel


def test_a_title_wins_over_another_ones_synonym(folder):
    (folder / "a.yml").write_text("titel: Aue\nauch_genannt: [Neckarau]\n", encoding="utf-8")
    assert find_stadtteil("Neckarau", load_stadtteile(folder)).titel == "Neckarau"


def test_an_unknown_name_is_no_stadtteil(folder):
    assert find_stadtteil("Atlantis", load_stadtteile(folder)) is None


def test_no_folder_is_no_stadtteil(tmp_path):
    assert load_stadtteile(tmp_path / "keiner") == {}


def test_a_faulty_file_is_named(folder):
    (folder / "nord.yml").write_text("titel: Nord\ngeo: {breite: 149.5, laenge: 8.4}\n", encoding="utf-8")
    with pytest.raises(FaultError) as caught:
        load_stadtteile(folder)
    assert caught.value.fault.file.endswith("nord.yml")
    assert caught.value.fault.line == 2
