"""An import changes what has changed, refuses what is broken, and never overwrites an editor."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.faults import FaultError
from knowledge.importers.run import import_files

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"


def services(folder: Path, *records: dict[str, object], name: str = "services.json") -> Path:
    path = folder / name
    path.write_text(json.dumps({"data": records}), encoding="utf-8")
    return path


def service(number: int, **keys: object) -> dict[str, object]:
    meta = {"url": "https://stadt.example/{serviceId}"}
    return {"id": str(number), "name": f"Leistung {number}", "locations": [], "meta": meta, **keys}


def office(number: int) -> dict[str, object]:
    return {
        "id": str(number),
        "name": f"Amt {number}",
        "address": {},
        "meta": {"url": "https://stadt.example/x"},
    }


@pytest.fixture
def five(tmp_path, repository):
    """A catalogue of five Leistungen, imported once."""
    path = services(tmp_path, *(service(n) for n in range(5)))
    import_files("dldb", [path], repository)
    return path


def ids(refs) -> list[str]:
    return [ref.external_id for ref in refs]


def test_a_first_import_brings_everything_and_a_second_one_nothing(tmp_path, repository):
    path = services(tmp_path, *(service(n) for n in range(3)))
    first = import_files("dldb", [path], repository)
    assert ids(first.new) == ["0", "1", "2"]
    version = repository.version()
    second = import_files("dldb", [path], repository)
    assert (ids(second.unchanged), second.new, second.changed) == (["0", "1", "2"], (), ())
    assert repository.version() == version


def test_a_dry_run_reports_the_same_and_changes_nothing(tmp_path, repository, five):
    services(tmp_path, service(0, name="Anders"), *(service(n) for n in range(1, 4)), service(9))
    version = repository.version()
    dry = import_files("dldb", [five], repository, dry_run=True)
    assert (repository.version(), len(repository.leistungen())) == (version, 5)
    real = import_files("dldb", [five], repository)
    assert dry.as_dict() | {"dry_run": False} == real.as_dict()
    assert (ids(real.new), ids(real.changed), ids(real.dropped)) == (["9"], ["0"], ["4"])


def test_what_is_gone_upstream_is_hidden_and_comes_back_when_it_returns(tmp_path, repository, five):
    services(tmp_path, *(service(n) for n in range(4)))
    import_files("dldb", [five], repository)
    assert [e.external_id for e in repository.leistungen()] == ["0", "1", "2", "3"]
    services(tmp_path, *(service(n) for n in range(5)))
    assert ids(import_files("dldb", [five], repository).changed) == ["4"]
    assert len(repository.leistungen()) == 5


def test_an_extract_hides_nothing_and_says_so(tmp_path, repository, five):
    services(tmp_path, service(0))
    report = import_files("dldb", [five], repository)
    assert report.dropped == ()
    assert "fehlen 4 von 5" in report.notes[0]
    assert len(repository.leistungen()) == 5


def test_an_editors_change_is_never_overwritten(tmp_path, repository, five):
    edited = repository.leistungen()[0].model_copy(update={"kurztext": "Von Hand."})
    repository.save(edited, NOW)
    assert ids(import_files("dldb", [five], repository).conflicts) == []
    services(tmp_path, service(0, description="Neu von oben."), *(service(n) for n in range(1, 5)))
    for _ in range(2):
        report = import_files("dldb", [five], repository)
        assert ids(report.conflicts) == ["0"]
        assert repository.leistung(edited.id).kurztext == "Von Hand."
    (conflict,) = repository.conflicts()
    assert conflict.imported.kurztext == "Neu von oben."
    repository.resolve(conflict.id, True, NOW)
    assert "0" in ids(import_files("dldb", [five], repository).unchanged)


def test_a_broken_record_is_refused_alone_and_is_not_taken_for_dropped(tmp_path, repository, five):
    services(tmp_path, service(0, name=""), *(service(n) for n in range(1, 5)))
    report = import_files("dldb", [five], repository)
    (refusal,) = report.refused
    assert (refusal.record, refusal.field) == ("0", "titel")
    assert report.dropped == ()
    assert len(repository.leistungen()) == 5


def test_a_record_that_comes_twice_is_refused_the_second_time(tmp_path, repository):
    report = import_files("dldb", [services(tmp_path, service(1), service(1, name="Doppelt"))], repository)
    assert ids(report.new) == ["1"]
    assert "zweimal" in report.refused[0].reason


def test_a_broken_file_changes_nothing_even_beside_a_good_one(tmp_path, repository):
    good = services(tmp_path, service(1))
    bad = tmp_path / "bad.json"
    bad.write_text('{"data": [')
    with pytest.raises(FaultError):
        import_files("dldb", [good, bad], repository)
    assert repository.version() == 0


@pytest.mark.parametrize("format", ["dldb", "xzufi"])
def test_a_file_that_is_not_there_is_said_in_german(format, tmp_path, repository):
    with pytest.raises(FaultError) as caught:
        import_files(format, [tmp_path / "weg"], repository)
    assert caught.value.fault.message == "Die Datei gibt es nicht."


def test_an_interrupted_import_goes_on_where_it_stopped(tmp_path, repository):
    path = services(tmp_path, *(service(n) for n in range(120)))

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_files("dldb", [path], repository, progress=stop)
    stored = len(repository.leistungen())
    assert 0 < stored < 120
    report = import_files("dldb", [path], repository)
    assert (len(report.unchanged), len(report.new)) == (stored, 120 - stored)


def test_progress_ends_with_all_records(tmp_path, repository):
    seen = []
    import_files(
        "dldb",
        [services(tmp_path, *(service(n) for n in range(60)))],
        repository,
        progress=lambda d, t: seen.append((d, t)),
    )
    assert seen == [(50, 60), (60, 60)]


def test_offices_may_come_after_the_leistungen_that_name_them(tmp_path, repository):
    path = services(tmp_path, service(1, locations=[{"location": "77"}]))
    assert "nennen 1 Dienststellen" in import_files("dldb", [path], repository).notes[0]
    import_files("dldb", [services(tmp_path, office(77), name="locations.json")], repository)
    assert import_files("dldb", [path], repository).notes == ()
    (leistung,), (amt,) = repository.leistungen(), repository.dienststellen()
    assert leistung.dienststellen == (amt.id,)


def test_two_catalogues_with_the_same_names_and_ids_live_side_by_side(tmp_path, repository):
    for city in ("a", "b"):
        (tmp_path / city).mkdir()
        meta = {"url": f"https://{city}.example/"}
        path = services(tmp_path / city, service(1, meta=meta))
        import_files("dldb", [path], repository, herkunft=f"dldb:{city}")
    assert [e.id for e in repository.leistungen()] == ["leistung-1", "leistung-1-1"]
    assert {e.herkunft for e in repository.leistungen()} == {"dldb:a", "dldb:b"}


def test_a_moved_file_is_recognised_by_its_ids(tmp_path, repository, five):
    (tmp_path / "elsewhere").mkdir()
    meta = {"url": "https://neue-adresse.example/"}
    moved = services(tmp_path / "elsewhere", *(service(n, meta=meta) for n in range(5)))
    report = import_files("dldb", [moved], repository)
    assert len(report.changed) == 5
    assert len(repository.leistungen()) == 5


def test_the_report_is_one_json_object(tmp_path, repository):
    report = import_files("dldb", [services(tmp_path, service(1), service(2, name=""))], repository).as_dict()
    assert json.loads(json.dumps(report))["read"] == 2
    assert report["refused"][0]["record"] == "2"


@pytest.mark.parametrize("city", ["munich", "berlin"])
def test_the_real_files_are_imported_and_a_second_time_unchanged(city, repository):
    if not (SHARED / city).is_dir():
        pytest.skip(f"../shared/data/{city} fehlt")
    files = sorted((SHARED / city).glob("*_de.json"))
    first = import_files("dldb", files, repository)
    assert len(first.new) + len(first.refused) == first.read
    assert {"Das ist ein interner Testeintrag."} <= {refusal.reason for refusal in first.refused}
    second = import_files("dldb", files, repository)
    assert (second.new, second.changed, second.dropped) == ((), (), ())
    assert len(second.unchanged) == len(first.new)
