"""The catalogue as files for editors."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import create_engine

from bot.database import migrate
from knowledge.importers.export import export_yaml
from knowledge.importers.run import import_files
from knowledge.model import Dienststelle, Gebuehr, Leistung, Oeffnungszeit, Quelle
from knowledge.repository import LeistungRepository

LEISTUNG = Leistung(
    id="hundesteuer",
    titel="Hundesteuer: anmelden & zahlen",
    auch_genannt=("Hund",),
    kurztext="Für jeden Hund.\nÜber drei Monate alt.",
    gebuehren=(Gebuehr(bezeichnung="Steuer", betrag="0.00", quelle=Quelle(titel="Satzung")),),
    dienststellen=("steueramt",),
    stand=date(2026, 11, 22),
)
DIENSTSTELLE = Dienststelle(
    id="steueramt",
    titel="Steueramt",
    oeffnungszeiten=(Oeffnungszeit(tage=("mo", "di"), von="08:00", bis="12:00"),),
)


@pytest.fixture
def repository(tmp_path):
    def build(name):
        engine = create_engine(f"sqlite:///{tmp_path / name}.sqlite")
        migrate(engine)
        return LeistungRepository(engine)

    return build


def test_importing_what_was_exported_changes_nothing(repository, tmp_path):
    first, second = repository("erste"), repository("zweite")
    for entry in (DIENSTSTELLE, LEISTUNG):
        first.save(entry, datetime.now(UTC))
    export_yaml(first, tmp_path / "einmal")
    import_files("yaml", [tmp_path / "einmal"], second)
    files = export_yaml(second, tmp_path / "zweimal")
    report = import_files("yaml", [tmp_path / "zweimal"], second)
    assert [file.name for file in files] == ["steueramt.yml", "hundesteuer.yml"]
    assert len(report.unchanged) == 2


def test_another_city_can_take_the_files_over(repository, tmp_path):
    first, second = repository("erste"), repository("zweite")
    for entry in (DIENSTSTELLE, LEISTUNG):
        first.save(entry, datetime.now(UTC))
    export_yaml(first, tmp_path / "katalog")
    import_files("yaml", [tmp_path / "katalog"], second)
    taken_over = second.leistung("hundesteuer")
    assert taken_over is not None
    assert taken_over.model_copy(update={"external_id": None}) == LEISTUNG
