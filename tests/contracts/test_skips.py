"""In CI nothing is skipped silently; elsewhere the end of a run says what was."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.files import ROOT
from tests.support.ledger import TITLE, is_allowed_in_ci, write_entries

CONFTEST = """
from pathlib import Path
from tests.support.ledger import Ledger

def pytest_configure(config):
    config.pluginmanager.register(Ledger({file}, "Python", closes={closes}))
"""
SKIPS = """
import pytest

def test_that_runs():
    pass

def test_that_needs_something():
    pytest.skip({reason!r})
"""
SKIPS_WHOLE_FILE = "import pytest\npytest.skip({reason!r}, allow_module_level=True)\n"


def run(
    folder: Path, program: str, ci: str, ledger: Path | None = None, closes: bool = False
) -> subprocess.CompletedProcess[str]:
    file = f"Path({str(ledger)!r})" if ledger else None
    (folder / "conftest.py").write_text(CONFTEST.format(file=file, closes=closes))
    (folder / "test_it.py").write_text(program)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", str(folder), str(folder)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CI": ci, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
    )


def test_a_skip_is_told_with_its_reason_and_the_last_line_is_pytests(tmp_path):
    done = run(tmp_path, SKIPS.format(reason="Chromium fehlt"), ci="")
    assert done.returncode == 0
    assert "1 × Chromium fehlt" in done.stdout
    assert "1 passed, 1 skipped" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("program", [SKIPS, SKIPS_WHOLE_FILE])
def test_a_skip_fails_in_ci(tmp_path, program):
    done = run(tmp_path, program.format(reason="Chromium fehlt"), ci="true")
    assert done.returncode != 0
    assert "In CI darf nichts ausfallen: Chromium fehlt" in done.stdout


def test_a_skip_that_ci_cannot_help_is_allowed_and_told(tmp_path):
    reason = "de_core_news_md ist nicht erreichbar"
    assert is_allowed_in_ci(reason)
    done = run(tmp_path, SKIPS.format(reason=reason), ci="true")
    assert done.returncode == 0
    assert f"1 × {reason}" in done.stdout


def test_the_last_step_tells_what_all_steps_could_not_test(tmp_path):
    ledger = tmp_path / "ledger.jsonl"
    first = run(tmp_path, SKIPS.format(reason="Chromium fehlt"), ci="", ledger=ledger)
    assert TITLE not in first.stdout
    write_entries(ledger, [{"failed": "mypy"}])
    last = run(tmp_path, SKIPS.format(reason="PostgreSQL fehlt"), ci="", ledger=ledger, closes=True)
    told = last.stdout.partition(TITLE)[2]
    assert "1 × Chromium fehlt" in told
    assert "1 × PostgreSQL fehlt" in told
    assert "Vorher gescheitert (siehe oben): mypy" in told
    assert "1 passed, 1 skipped" in last.stdout.splitlines()[-1]
