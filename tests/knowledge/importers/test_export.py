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


def test_what_was_exported_comes_back_the_same(repository, tmp_path):
    first = repository("erste")
    for entry in (DIENSTSTELLE, LEISTUNG):
        first.save(entry, datetime.now(UTC))
    files = export_yaml(first, tmp_path / "katalog")
    second = repository("zweite")
    import_files("yaml", [tmp_path / "katalog"], second)
    assert len(files) == 2
    assert second.leistungen() == first.leistungen()
    assert second.dienststellen() == first.dienststellen()
