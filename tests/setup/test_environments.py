import json
from pathlib import Path

import pytest

from bot.errors import LotseError
from bot.setup.commands import Outcome
from bot.setup.environments import folder_bytes, install, runtimes
from bot.setup.pythons import Interpreter
from tests.setup.fakes import FakeCommands, put_executable, silent_progress

PYTHON = Interpreter(Path("/usr/bin/python3.11"), "3.11.2")


@pytest.fixture
def app(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[project]")
    (tmp_path / "uv.lock").write_text("version = 1")
    put_executable(tmp_path / ".venv" / "bin" / "python")
    return runtimes(tmp_path)[0]


def installed(app, outcome=None):
    commands = FakeCommands({"uv sync --locked": outcome or Outcome(0, "")})
    return install(app, PYTHON, app.project, Path("uv"), commands, silent_progress())


def test_what_was_installed_from_this_lock_needs_no_second_installation(app):
    installed(app)
    assert app.installed()["python"] == "3.11.2"


@pytest.mark.parametrize("file", ["pyproject.toml", "uv.lock"])
def test_a_changed_lock_or_project_file_is_installed_anew(app, file):
    installed(app)
    (app.project / file).write_text("changed")
    assert app.installed() == {}


def test_an_environment_whose_python_is_gone_is_installed_anew(app):
    installed(app)
    app.python.unlink()
    assert app.installed() == {}


def test_a_damaged_stamp_counts_as_no_installation(app):
    app.stamp.write_text("{")
    assert app.installed() == {}


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("error: The lockfile at `uv.lock` needs to be updated", "passt nicht zu pyproject.toml"),
        ("error: Failed to fetch: `https://pypi.org/simple/x/`", "pypi.org"),
        ("Failed to fetch: invalid peer certificate: UnknownIssuer", "UV_SYSTEM_CERTS=1"),
        ("No space left on device (os error 28)", "Plattenplatz"),
        ("something else", ".tools/log/app.log"),
    ],
)
def test_a_failed_installation_says_what_to_do_and_leaves_no_stamp(app, output, words):
    with pytest.raises(LotseError) as fault:
        installed(app, Outcome(2, output))
    assert words in str(fault.value)
    assert not app.stamp.exists()


def test_the_stamp_tells_size_and_time(app):
    installed(app)
    stamp = json.loads(app.stamp.read_text())
    assert stamp["bytes"] > 0
    assert stamp["seconds"] >= 0


def test_a_file_with_two_names_is_counted_once(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * 1000)
    (tmp_path / "b").hardlink_to(tmp_path / "a")
    assert folder_bytes(tmp_path) == 1000
