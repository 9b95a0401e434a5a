"""Training as a process: one archive, or one German line."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.conftest import HERE, ROOT, SMALL


def train(out: Path, *options: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "bot.engine.train", "--out", str(out), *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)


def refusal(out: Path, *options: str) -> str:
    """Train what must fail; return its single line of explanation."""
    trained = train(out, *options)
    assert trained.returncode == 1, trained.stdout
    assert trained.stderr.count("\n") == 1, trained.stderr
    assert not out.exists()
    return trained.stderr


def understand(model: Path, sentences: list[str]) -> list[dict]:
    lines = "".join(json.dumps({"text": text}) + "\n" for text in sentences)
    command = [sys.executable, "-m", "bot.engine.parse", "--model", str(model)]
    parsed = subprocess.run(command, cwd=ROOT, input=lines, capture_output=True, text=True, timeout=120)
    assert (parsed.returncode, parsed.stderr) == (0, "")
    return [json.loads(line) for line in parsed.stdout.splitlines()]


def test_training_twice_gives_the_same_understanding_and_says_little(model: Path, tmp_path: Path):
    again = train(tmp_path / "zweites.tar.gz", *SMALL, "--json")
    assert again.returncode == 0
    assert again.stderr == ""
    assert set(json.loads(again.stdout)) == {"model", "seconds", "bytes"}
    sentences = ["was kostet ein reisepass", "hallo", "wann ist auf", "xyz"]
    assert understand(model, sentences) == understand(tmp_path / "zweites.tar.gz", sentences)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".gz"] == ["zweites.tar.gz"]


def test_broken_yaml_is_said_in_one_line(tmp_path: Path):
    broken = tmp_path / "kaputt.yml"
    broken.write_text('version: "3.1"\nnlu:\n  - intent: [gruss\n')
    line = refusal(tmp_path / "m.tar.gz", *SMALL[:2], "--nlu-data", str(broken))
    assert "kaputt.yml" in line
    assert "YAML" in line


def test_rules_that_contradict_each_other_are_said_in_one_line(tmp_path: Path):
    data = tmp_path / "daten"
    data.mkdir()
    shutil.copy(HERE / "sentences.yml", data)
    (data / "widerspruch.yml").write_text(
        'version: "3.1"\nrules:\n  - rule: Gruß wie ein Abschied\n'
        "    steps:\n      - intent: gruss\n      - action: action_abschied\n"
    )
    line = refusal(tmp_path / "m.tar.gz", *SMALL[:2], "--nlu-data", str(data))
    assert "widersprechen" in line
    assert "Gruß wie ein Abschied" in line


def test_missing_sentences_are_said_in_one_line(tmp_path: Path):
    assert "gibt es nicht" in refusal(tmp_path / "m.tar.gz", "--nlu-data", str(tmp_path / "fehlt"))
    empty = tmp_path / "leer"
    empty.mkdir()
    line = refusal(tmp_path / "m.tar.gz", *SMALL[:2], "--nlu-data", str(empty))
    assert "keine Trainingssätze" in line


def test_a_pipeline_that_needs_what_is_not_installed_is_said_in_one_line(tmp_path: Path):
    config = tmp_path / "config.yml"
    text = (HERE / "config.yml").read_text()
    config.write_text(
        text.replace("  - name: FallbackClassifier", "  - name: DIETClassifier\n  - name: FallbackClassifier")
    )
    line = refusal(tmp_path / "m.tar.gz", "--config", str(config), *SMALL[2:])
    assert "nicht installiert" in line


def test_a_failed_training_keeps_the_older_model(model: Path, tmp_path: Path):
    out = tmp_path / "m.tar.gz"
    shutil.copy(model, out)
    (tmp_path / "kaputt.yml").write_text("version: [")
    assert train(out, *SMALL[:2], "--nlu-data", str(tmp_path / "kaputt.yml")).returncode == 1
    assert out.read_bytes() == model.read_bytes()


@pytest.mark.parametrize("line", ["kein json", '{"satz": "x"}', '{"text": 7}', "[]"])
def test_a_line_that_is_no_question_is_named(model: Path, line: str):
    command = [sys.executable, "-m", "bot.engine.parse", "--model", str(model)]
    lines = f'{{"text": "hallo"}}\n{line}\n'
    parsed = subprocess.run(command, cwd=ROOT, input=lines, capture_output=True, text=True, timeout=120)
    assert parsed.returncode == 1
    assert "Zeile 2" in parsed.stderr
    assert len(parsed.stdout.splitlines()) == 1


def test_sentences_are_answered_in_their_order(model: Path):
    answers = understand(model, ["hallo", "was kostet das", "/hallo", "welche unterlagen brauche ich"])
    assert [answer["text"] for answer in answers][2] == "/hallo"
    assert [answer["intent"] for answer in answers] == ["gruss", "frage_gebuehr", "gruss", "frage_unterlagen"]
    assert set(answers[0]) == {"text", "intent", "confidence", "entities"}
