"""XZuFi deliveries, by a sample of our own: no public one exists."""

from datetime import datetime
from pathlib import Path

import pytest

from knowledge.answers import answer
from knowledge.faults import FaultError
from knowledge.importers.run import import_files
from knowledge.importers.xzufi import read

SAMPLE = Path(__file__).parent / "samples" / "xzufi.xml"


def changed(folder: Path, right: str, wrong: str) -> Path:
    text = SAMPLE.read_text(encoding="utf-8")
    assert right in text
    path = folder / "delivery.xml"
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    return path


@pytest.fixture
def leistung(repository):
    import_files("xzufi", [SAMPLE], repository)
    return repository.leistungen()[0]


def test_a_leistung_has_its_texts_by_their_leika_codes(leistung):
    assert leistung.titel == "Sammelschein beantragen"
    assert leistung.kurztext == "Mit dem Sammelschein dürfen Sie sammeln."
    assert leistung.leika == ("99088026000000",)
    assert leistung.auch_genannt == ("Sammelerlaubnis", "Ausstellung eines Sammelscheins")
    assert leistung.textmodule["unterlagen"] == "- Ausweis\n- Nachweis der Mitgliedschaft"
    assert leistung.textmodule["fristen"] == "Spätestens vier Wochen vorher."
    assert [str(g.betrag) for g in leistung.gebuehren] == ["12.50"]
    assert leistung.quelle.url == "https://example.org/sammelschein"
    assert leistung.gueltigkeit.von.isoformat() == "2026-01-01"
    assert leistung.external_id == "4711"


def test_an_office_is_linked_by_its_responsibility_and_its_area(leistung, repository):
    (amt,) = repository.dienststellen()
    assert leistung.dienststellen == (amt.id,)
    assert leistung.zustaendigkeiten[0].stadtteile == ("Altstadt",)
    assert (amt.kontakt.telefon, amt.kontakt.email) == ("01234 567", "sammelamt@example.org")
    assert "nach Vereinbarung" in amt.oeffnungszeiten_text


def test_another_language_is_kept_beside(leistung):
    (english,) = leistung.sprachversionen
    assert (english.sprache, english.titel) == ("en", "Apply for a collector's permit")


def test_the_online_service_and_the_category_are_linked(leistung, repository):
    assert leistung.online_dienst.url == "https://example.org/online"
    (lebenslage,) = repository.lebenslagen()
    assert lebenslage.titel == "Hobby & Freizeit"
    assert leistung.lebenslagen == (lebenslage.id,)


def test_the_aspects_are_answered_from_the_delivery(leistung, repository):
    def ask(aspekt):
        return answer(leistung, aspekt, repository.dienststellen(), datetime(2026, 11, 23, 9))

    assert ask("gebuehr").sentences == ("Sammelschein: 12,50 €.",)
    assert [item.text for item in ask("unterlagen").parts[0].items] == [
        "Ausweis",
        "Nachweis der Mitgliedschaft",
    ]
    assert ask("dauer").sentences == ("Etwa zwei Wochen.",)
    assert ask("ort").parts[0].lines == ("Ringstraße 3", "12345 Beispielstadt")


def test_a_second_import_changes_nothing(leistung, repository):
    report = import_files("xzufi", [SAMPLE], repository)
    assert (len(report.unchanged), report.new, report.changed) == (3, (), ())


def test_the_older_version_is_read_too(tmp_path):
    assert len(read([changed(tmp_path, "xzufi/2_2_0", "xzufi/2_1_0")]).records) == 3


@pytest.mark.parametrize(
    ("right", "wrong", "record", "field"),
    [
        (
            '<xzufi:id schemeAgencyID="L999999">4711</xzufi:id>',
            '<xzufi:id schemeAgencyID="L999999"/>',
            "Zeile 6",
            "id",
        ),
        ("<code>99088026000000</code>", "<code>990</code>", "4711", "leika.0"),
        ("<xzufi:betrag>12.50", "<xzufi:betrag>viel", "4711", "Wert"),
        ("2026-05-04T10:00:00", "gestern", "4711", "stand"),
        ("12345</xzufi:postleitzahl>", "1234</xzufi:postleitzahl>", "815", "anschrift.plz"),
        ("https://example.org/online", "javascript:alert(1)", "4711", "online_dienst.url"),
    ],
)
def test_a_broken_record_is_refused_alone(tmp_path, repository, right, wrong, record, field):
    report = import_files("xzufi", [changed(tmp_path, right, wrong)], repository)
    (refusal,) = report.refused
    assert (refusal.record, refusal.field) == (record, field)
    assert len(report.new) == 2


def test_a_deleted_leistung_is_dropped(tmp_path, leistung, repository):
    path = tmp_path / "delta.xml"
    path.write_text(
        '<x:transfer xmlns:x="http://xoev.de/schemata/xzufi/2_2_0"><x:loesche><x:leistung><x:id>4711</x:id>'
        "</x:leistung></x:loesche></x:transfer>"
    )
    report = import_files("xzufi", [path], repository, herkunft="xzufi:L999999")
    assert [ref.external_id for ref in report.dropped] == ["4711"]
    assert repository.leistungen() == ()
    assert len(repository.dienststellen()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<broken",
        '<a xmlns="http://example.org"/>',
        '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a xmlns="http://xoev.de/schemata/xzufi/2_2_0">&e;</a>',
    ],
)
def test_a_file_that_is_broken_foreign_or_dangerous_is_refused_whole(tmp_path, repository, text):
    path = tmp_path / "bad.xml"
    path.write_text(text)
    with pytest.raises(FaultError) as caught:
        import_files("xzufi", [SAMPLE, path], repository)
    assert "passwd" not in str(caught.value)
    assert repository.version() == 0
