import ast
import io
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import LotseError
from bot.setup import __main__ as setup
from bot.setup import uv_tool
from bot.setup.commands import Outcome
from tests.setup.fakes import GONE, FakeCommands, FakePage, put_executable


@pytest.fixture
def clone(tmp_path, monkeypatch):
    for folder in (tmp_path, tmp_path / "bot" / "engine"):
        put_executable(folder / ".venv" / "bin" / "python")
        for name in ("pyproject.toml", "uv.lock"):
            (folder / name).write_text(name)
    (tmp_path / "lotse").touch()
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    return tmp_path


def a_fine_machine() -> FakeCommands:
    return FakeCommands(
        {
            "uv --version": Outcome(0, f"uv {uv_tool.pinned_version()}\n"),
            "find >=3.11": Outcome(0, "/usr/bin/python3.11"),
            "find >=3.10": Outcome(0, "/usr/bin/python3.10"),
            "python3.11 -c": Outcome(0, "3.11.2"),
            "python3.10 -c": Outcome(0, "3.10.8"),
            "uv sync": Outcome(0, ""),
        }
    )


def run(clone, commands, page=None, try_model=False, node=False):
    out = io.StringIO()
    setup.set_up(clone, commands, page or FakePage(), out, try_model=try_model, node=node)
    return out.getvalue()


def test_a_first_run_installs_both_runtimes_and_names_size_time_and_model(clone):
    said = run(clone, a_fine_machine())
    assert "[1/4]" in said
    assert "[4/4]" in said
    assert "App" in said
    assert "Engine" in said
    assert "MB (Python 3.10.8)" in said
    assert "Deutsche Sprachverarbeitung: App: Rückfall" in said


def test_a_second_run_installs_nothing_and_asks_nobody(clone):
    run(clone, a_fine_machine())
    commands, page = a_fine_machine(), FakePage()
    said = run(clone, commands, page)
    assert [line for line in commands.ran if "uv --version" not in line] == []
    assert page.asked == []
    assert said.count("\n") == 2


def test_make_setup_tries_the_german_model_again(clone):
    run(clone, a_fine_machine())
    page = FakePage()
    run(clone, a_fine_machine(), page, try_model=True)
    assert len(page.asked) == 2


def test_the_tools_that_check_the_widget_are_installed_for_testing_alone(clone):
    (clone / "package-lock.json").write_text("{}")
    (clone / "node_modules").mkdir()
    put_executable(clone / "path" / "npm")
    commands = a_fine_machine()
    commands.answers["npm ci"] = Outcome(0, "")
    run(clone, commands)
    assert not any("npm ci" in line for line in commands.ran)
    run(clone, commands, node=True)
    run(clone, commands, node=True)
    assert sum("npm ci" in line for line in commands.ran) == 1


def test_without_npm_the_setup_says_so_and_goes_on(clone):
    (clone / "package-lock.json").write_text("{}")
    assert "Node 20" in run(clone, a_fine_machine(), node=True)


def test_a_missing_engine_python_stops_with_a_remedy_before_anything_is_loaded(clone):
    commands = a_fine_machine()
    commands.answers["find >=3.10"] = GONE
    with pytest.raises(LotseError, match=r"fehlt Python 3\.10"):
        run(clone, commands)
    assert not any("sync" in line for line in commands.ran)


def test_a_full_disk_is_told_before_anything_is_loaded(clone, monkeypatch):
    monkeypatch.setattr(setup, "NEEDED_BYTES", 10**18)
    commands = a_fine_machine()
    with pytest.raises(LotseError, match="frei"):
        run(clone, commands)
    assert not any("sync" in line for line in commands.ran)


def test_a_fault_is_printed_in_german_without_a_traceback(monkeypatch, capsys):
    def fail(*args, **kwargs):
        raise LotseError("Es fehlt etwas.", "Bitte nachrüsten.")

    monkeypatch.setattr(setup, "set_up", fail)
    assert setup.main([]) == 1
    assert capsys.readouterr().err == "\nFehler: Es fehlt etwas.\nBitte nachrüsten.\n"


def test_an_interruption_ends_quietly(monkeypatch, capsys):
    def interrupt(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(setup, "set_up", interrupt)
    assert setup.main([]) == 130
    assert "Abgebrochen" in capsys.readouterr().err


SETUP_FILES = [*Path(setup.__file__).parent.glob("*.py"), setup.ROOT / "bot" / "errors.py"]


@pytest.mark.parametrize("file", SETUP_FILES, ids=lambda file: file.name)
def test_the_setup_can_be_read_by_python_3_8(file):
    ast.parse(file.read_text(), feature_version=(3, 8))


def test_the_setup_needs_nothing_but_the_standard_library():
    command = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        "import sys; sys.path.insert(0, '.'); import bot.setup.__main__",
    ]
    done = subprocess.run(command, cwd=setup.ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
