"""`lotse termine` out of the box: the city's content, a fresh data folder."""

import json
import os
import subprocess
import sys

import pytest

from bot.settings import ROOT


@pytest.fixture
def lotse(tmp_path):
    def run(*arguments):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("LOTSE_")}
        return subprocess.run(
            [sys.executable, "-m", "bot", "termine", *arguments],
            cwd=ROOT,
            env={**environment, "LOTSE_DATA_DIR": str(tmp_path / "data")},
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


def test_out_of_the_box_every_calendar_has_free_slots_and_is_an_example(lotse):
    done = lotse("stellen", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["is_example"]
    assert len(told["offices"]) >= 20
    assert [office["id"] for office in told["offices"] if not office["next_free"]] == []


def test_where_a_program_reads_there_are_no_colours_and_ids_are_whole(lotse):
    done = lotse("stellen")
    assert "\x1b" not in done.stdout + done.stderr
    assert "buergerservice-neuhermsheim " in done.stdout
