import io
import os
import sys

import pytest

from bot.setup.commands import Commands, clean_environment
from bot.setup.progress import Progress
from tests.setup.fakes import silent_progress


def test_a_program_that_does_not_exist_is_an_answer_and_no_exception(tmp_path):
    assert Commands().ask([str(tmp_path / "missing")]).code == 127


def test_a_long_program_leaves_its_whole_output_in_the_log(tmp_path):
    log = tmp_path / "log" / "x.log"
    outcome = Commands().watch([sys.executable, "-c", "print('eins'); print('zwei')"], log, silent_progress())
    assert (outcome.code, outcome.output) == (0, "eins\nzwei")
    assert log.read_text() == "eins\nzwei\n"


def test_a_failing_program_keeps_its_exit_code(tmp_path):
    command = [sys.executable, "-c", "import sys; sys.exit(3)"]
    assert Commands().watch(command, tmp_path / "x.log", silent_progress()).code == 3


def test_an_interruption_leaves_no_child_behind(tmp_path):
    note = tmp_path / "pid"

    class Interrupted(Progress):
        def sign_of_life(self, detail=""):
            if note.exists() and note.read_text():
                raise KeyboardInterrupt

    impatient = Interrupted(io.StringIO(), 1)
    impatient.interval = 0.01
    program = f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    with pytest.raises(KeyboardInterrupt):
        Commands().watch([sys.executable, "-S", "-c", program], tmp_path / "x.log", impatient)
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


def test_the_callers_own_python_project_does_not_leak_in(monkeypatch):
    monkeypatch.setenv("VIRTUAL_ENV", "/elsewhere")
    monkeypatch.setenv("UV_PROJECT_ENVIRONMENT", "/elsewhere")
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy")
    environment = clean_environment(EXTRA="1")
    assert "VIRTUAL_ENV" not in environment
    assert "UV_PROJECT_ENVIRONMENT" not in environment
    assert environment["HTTPS_PROXY"] == "http://proxy"
    assert environment["EXTRA"] == "1"
