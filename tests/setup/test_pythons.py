import os
from pathlib import Path

import pytest

from bot.errors import LotseError
from bot.setup.commands import Outcome
from bot.setup.pythons import APP, ENGINE, find_python, install_python
from tests.setup.fakes import GONE, FakeCommands, put_executable, silent_progress

UV = Path("/uv")


@pytest.fixture(autouse=True)
def _a_machine_without_python(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))


def test_the_python_that_uv_finds_comes_before_pyenv_and_the_path(tmp_path):
    put_executable(tmp_path / "pyenv" / "versions" / "3.10.13" / "bin" / "python")
    put_executable(tmp_path / "path" / "python3.10")
    commands = FakeCommands({"python find": Outcome(0, "/usr/bin/python3.10"), " -c ": Outcome(0, "3.10.4")})
    assert find_python(ENGINE, tmp_path, UV, commands).path == Path("/usr/bin/python3.10")


def test_pyenv_is_asked_when_uv_finds_nothing_and_its_newest_patch_wins(tmp_path):
    for version in ("3.10.2", "3.10.9", "3.11.7"):
        put_executable(tmp_path / "pyenv" / "versions" / version / "bin" / "python")
    put_executable(tmp_path / "path" / "python3.10")
    commands = FakeCommands({"python find": GONE, " -c ": Outcome(0, "3.10.9\n")})
    assert find_python(ENGINE, tmp_path, UV, commands).path.parts[-3] == "3.10.9"


def test_pyenv_is_found_in_the_home_folder_when_no_variable_names_it(tmp_path, monkeypatch):
    monkeypatch.delenv("PYENV_ROOT")
    monkeypatch.setenv("HOME", str(tmp_path))
    expected = put_executable(tmp_path / ".pyenv" / "versions" / "3.10.1" / "bin" / "python")
    commands = FakeCommands({"python find": GONE, " -c ": Outcome(0, "3.10.1\n")})
    assert find_python(ENGINE, tmp_path, UV, commands).path == expected


def test_the_path_is_the_last_place_to_look(tmp_path):
    expected = put_executable(tmp_path / "path" / "python3.10")
    commands = FakeCommands({"python find": GONE, " -c ": Outcome(0, "3.10.1\n")})
    assert find_python(ENGINE, tmp_path, UV, commands).path == expected


def test_a_shim_that_does_not_start_is_passed_over(tmp_path):
    shim = put_executable(tmp_path / "shims" / "python3.10")
    good = put_executable(tmp_path / "path" / "python3.10")
    commands = FakeCommands(
        {"python find": Outcome(0, str(shim)), f"{shim} -c": GONE, " -c ": Outcome(0, "3.10.1\n")}
    )
    assert find_python(ENGINE, tmp_path, UV, commands).path == good


def test_the_app_passes_over_a_python3_that_is_too_old(tmp_path):
    put_executable(tmp_path / "path" / "python3")
    new = put_executable(tmp_path / "path" / "python3.12")
    commands = FakeCommands({"python3.12 -c": Outcome(0, "3.12.1\n"), "python3 -c": Outcome(0, "3.9.2\n")})
    assert find_python(APP, tmp_path, UV, commands).path == new


@pytest.mark.parametrize(
    ("version", "fits"),
    [("3.10.13", False), ("3.11.0", True), ("3.13.5", True), ("3.14.0", False), ("2.7.18", False)],
)
def test_the_app_takes_the_versions_its_project_file_allows(version, fits):
    assert APP.fits(version) is fits


def test_a_missing_python_is_loaded_into_the_clone_and_nowhere_else(tmp_path):
    own = put_executable(tmp_path / ".tools" / "python" / "cpython-3.10.22-linux" / "bin" / "python3")
    commands = FakeCommands({"python install 3.10 --no-bin": Outcome(0, ""), " -c ": Outcome(0, "3.10.22\n")})
    assert install_python(ENGINE, tmp_path, UV, commands, silent_progress()).path == own


def test_where_no_python_can_be_had_the_message_says_what_to_do(tmp_path):
    with pytest.raises(LotseError) as fault:
        install_python(ENGINE, tmp_path, UV, FakeCommands(), silent_progress())
    assert "fehlt Python 3.10" in fault.value.message
    for way in ("pyenv install 3.10", "apt install python3.10", "uv python install 3.10", "make setup"):
        assert way in fault.value.remedy


def test_without_pyenv_or_path_nothing_is_found(tmp_path):
    assert os.listdir(tmp_path) == []
    assert find_python(ENGINE, tmp_path, UV, FakeCommands()) is None
