"""The catalogue in the database: versions, edits by hand, conflicts."""

from datetime import UTC, datetime

import pytest

from knowledge.model import Dienststelle, Leistung
from knowledge.repository import EditedMeanwhileError
from knowledge.rows import content_hash

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PERSO = Leistung(id="perso", titel="Personalausweis", leika=["99008001000000"], external_id="perso")


def edited(**keys) -> Leistung:
    return PERSO.model_copy(update=keys)


def test_what_is_stored_comes_back_as_it_was(repository):
    perso = Leistung(
        id="perso",
        titel="Personalausweis",
        gebuehren=[
            {"bezeichnung": "Ausweis", "betrag": "46.00", "quelle": {"titel": "§ 1", "stand": "2026-02-07"}}
        ],
        textmodule={"volltext": "Viel Text"},
        stand="2026-11-22",
    )
    amt = Dienststelle(
        id="amt", titel="Amt", oeffnungszeiten=[{"tage": ["mo"], "von": "08:00", "bis": "12:00"}]
    )
    repository.apply([("new", perso), ("new", amt)], NOW)
    assert repository.leistung("perso") == perso
    assert repository.dienststellen() == (amt,)
    assert repository.leistung("amt") is None


def test_every_change_raises_the_version_and_nothing_else_does(repository):
    assert repository.version() == 0
    repository.apply([("new", PERSO)], NOW)
    after_import = repository.version()
    assert after_import > 0
    repository.apply([("unchanged", PERSO)], NOW)
    repository.save(PERSO, NOW)
    assert repository.version() == after_import
    repository.save(edited(kurztext="Neu."), NOW)
    assert repository.version() > after_import


def test_an_editor_is_told_when_somebody_else_was_faster(repository):
    repository.apply([("new", PERSO)], NOW)
    seen = content_hash(PERSO)
    repository.save(edited(kurztext="Eins."), NOW, expected_hash=seen)
    with pytest.raises(EditedMeanwhileError):
        repository.save(edited(kurztext="Zwei."), NOW, expected_hash=seen)
    assert repository.leistung("perso").kurztext == "Eins."


def test_a_new_entry_can_be_written_by_hand(repository):
    repository.save(PERSO, NOW)
    (stored,) = repository.stored()
    assert stored.edited_by_hand
    assert stored.imported_hash is None


def test_the_same_conflict_is_noted_once_with_the_latest_import(repository):
    repository.apply([("new", PERSO)], NOW)
    repository.save(edited(kurztext="Von Hand."), NOW)
    repository.apply([("conflict", edited(kurztext="Import 1."))], NOW)
    repository.apply([("conflict", edited(kurztext="Import 2."))], NOW)
    (conflict,) = repository.conflicts()
    assert conflict.stored.kurztext == "Von Hand."
    assert conflict.imported.kurztext == "Import 2."
    assert conflict.found_at == NOW
    assert repository.leistung("perso").kurztext == "Von Hand."


def test_a_conflict_is_resolved_either_way(repository):
    for keep, expected in ((True, "Von Hand."), (False, "Import.")):
        repository.save(edited(kurztext="Von Hand."), NOW)
        repository.apply([("conflict", edited(kurztext="Import."))], NOW)
        (conflict,) = repository.conflicts()
        repository.resolve(conflict.id, keep, NOW)
        assert repository.conflicts() == ()
        assert repository.leistung("perso").kurztext == expected
        (stored,) = repository.stored()
        assert stored.edited_by_hand == keep
        assert stored.imported_hash == content_hash(edited(kurztext="Import."))


def test_a_conflict_can_be_resolved_only_once(repository):
    repository.save(PERSO, NOW)
    repository.apply([("conflict", edited(kurztext="Import."))], NOW)
    (conflict,) = repository.conflicts()
    repository.resolve(conflict.id, True, NOW)
    with pytest.raises(KeyError):
        repository.resolve(conflict.id, False, NOW)


def test_a_dropped_entry_is_hidden_but_not_lost(repository):
    repository.apply([("new", PERSO)], NOW)
    repository.drop(repository.stored(), NOW)
    assert repository.leistungen() == ()
    assert repository.leistung("perso") is None
    assert [stored.dropped for stored in repository.stored()] == [True]
    repository.apply([("changed", PERSO)], NOW)
    assert repository.leistungen() == (PERSO,)


def test_an_entry_edited_by_hand_is_not_dropped_but_becomes_a_conflict(repository):
    repository.save(PERSO, NOW)
    repository.drop(repository.stored(), NOW)
    assert repository.leistungen() == (PERSO,)
    (conflict,) = repository.conflicts()
    assert conflict.imported is None
    repository.resolve(conflict.id, False, NOW)
    assert repository.leistungen() == ()
