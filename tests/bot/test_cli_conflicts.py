"""`lotse knowledge conflicts`: an editor sees what the source wants otherwise, and decides."""

import json
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.database import open_database
from bot.settings import load_settings
from knowledge.model import Leistung
from knowledge.repository import LeistungRepository

NOW = datetime(2026, 11, 22, tzinfo=UTC)
OURS = Leistung(id="pass", titel="Reisepass", kurztext="Von Hand.")
THEIRS = OURS.model_copy(update={"kurztext": "Aus der Quelle."})


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A catalogue with one open conflict, where the command line finds it."""
    monkeypatch.setenv("LOTSE_DATA_DIR", str(tmp_path / "data"))
    repository = LeistungRepository(open_database(load_settings()))
    repository.save(OURS, NOW)
    repository.apply([("conflict", THEIRS)], NOW)
    return repository


def conflicts(*arguments):
    return CliRunner().invoke(app, ["knowledge", "conflicts", *arguments])


def test_an_open_conflict_shows_both_versions_of_what_differs(repository):
    (found,) = json.loads(conflicts("--json").stdout)["conflicts"]
    assert found["entry_id"] == "pass"
    assert found["stored"] == {"kurztext": "Von Hand."}
    assert found["imported"] == {"kurztext": "Aus der Quelle."}


@pytest.mark.parametrize(("choice", "text"), [("--keep", "Von Hand."), ("--take", "Aus der Quelle.")])
def test_the_editor_decides_which_version_holds(repository, choice, text):
    (found,) = repository.conflicts()
    assert conflicts("--resolve", str(found.id), choice).exit_code == 0
    assert repository.conflicts() == ()
    assert repository.leistung("pass").kurztext == text


def test_a_decision_without_a_choice_changes_nothing(repository):
    (found,) = repository.conflicts()
    assert conflicts("--resolve", str(found.id)).exit_code != 0
    assert repository.conflicts() == (found,)


def test_an_entry_that_is_gone_upstream_says_so(repository):
    repository.drop(repository.stored(), NOW)
    assert json.loads(conflicts("--json").stdout)["conflicts"][0]["imported"] is None
