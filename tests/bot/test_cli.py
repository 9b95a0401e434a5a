"""`lotse` as its users call it: what it prints and how it ends."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from bot.settings import ROOT


@pytest.fixture
def lotse(tmp_path):
    """Run `lotse` with a data folder of its own; returns exit code, stdout and stderr."""

    def run(*arguments, stdin="", **settings):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("LOTSE_")}
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=ROOT,
            env={**environment, "LOTSE_DATA_DIR": str(tmp_path / "data"), **settings},
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout, done.stderr

    return run


def test_help_is_german_with_an_example(lotse):
    code, out, _ = lotse("--help")
    assert code == 0
    assert 'lotse ask "Was kostet ein neuer Perso?"' in out


def test_the_command_calls_itself_by_its_name(lotse):
    assert "lotse knowledge" in lotse("knowledge", "--help")[1]


def test_a_data_folder_that_cannot_be_made_is_named_with_a_remedy(lotse, tmp_path):
    (tmp_path / "file").write_text("")
    code, _, err = lotse(
        "train", LOTSE_DATA_DIR=str(tmp_path / "file" / "data"), LOTSE_ENGINE_PYTHON=sys.executable
    )
    assert code == 1
    assert "Bitte prüfen Sie den Pfad" in err


def test_the_city_content_has_no_fault(lotse):
    assert lotse("knowledge", "check")[0] == 0


def test_a_broken_content_file_is_named_with_line_and_remedy(lotse, tmp_path):
    content = tmp_path / "content"
    shutil.copytree(ROOT / "knowledge" / "content", content)
    (content / "leistungen" / "personalausweis.yml").write_text("titel: Ausweis\ngebuer: 3\n")
    code, out, _ = lotse("knowledge", "check", str(content))
    assert code == 1
    assert "personalausweis.yml:2" in out
    assert "gebuehren" in out


def test_a_broken_phrase_file_is_named_too(lotse, tmp_path):
    content = tmp_path / "content"
    shutil.copytree(ROOT / "knowledge" / "content", content)
    (content / "gespraech.yml").write_text("gruss: {text: [Hallo], knopf: 3}\n")
    code, out, _ = lotse("knowledge", "check", str(content), "--json")
    assert code == 1
    assert "gespraech.yml" in json.loads(out)["faults"][0]["file"]


def test_find_prints_one_json_object_of_the_agreed_shape(lotse):
    code, out, _ = lotse("knowledge", "find", "Was kostet ein neuer Perso?", "--json", "--limit", "2")
    found = json.loads(out)
    assert code == 0
    assert found["decision"] == "answer"
    assert found["matches"][0]["id"] == "personalausweis"
    assert set(found["matches"][0]) == {"id", "titel", "score", "external_id"}
    assert len(found["matches"]) <= 2


def test_find_answers_a_batch_in_order(lotse):
    lines = "".join(json.dumps({"query": query}) + "\n" for query in ("Reisepass", "xyzxyz", "Hundesteuer"))
    _, out, _ = lotse("knowledge", "find", "--batch", "-", stdin=lines)
    assert [json.loads(line)["query"] for line in out.splitlines()] == ["Reisepass", "xyzxyz", "Hundesteuer"]


def test_a_bad_line_of_a_batch_is_named(lotse):
    code, _, err = lotse("knowledge", "find", "--batch", "-", stdin='{"query": "Pass"}\n{"frage": 1}\n')
    assert code == 1
    assert "Zeile 2" in err


def test_dates_print_one_json_object_of_the_agreed_shape(lotse):
    code, out, _ = lotse("nlu", "dates", "übermorgen um halb drei", "--now", "2026-11-22T10:00", "--json")
    found = json.loads(out)
    assert code == 0
    assert set(found) == {"text", "spans"}
    assert set(found["spans"][0]) == {"start", "end", "kind", "from", "to", "open"}
    assert found["spans"][0]["from"].startswith("2026-11-24T14:30")


def test_a_time_that_is_none_is_refused_in_german(lotse):
    line = json.dumps({"text": "morgen", "now": "gleich"})
    code, _, err = lotse("nlu", "dates", "--batch", "-", stdin=line)
    assert code == 1
    assert "gleich" in err


def test_ask_without_a_service_says_how_to_start_one(lotse):
    code, _, err = lotse("ask", "Was kostet ein Perso?", LOTSE_PORT="1")
    assert code == 1
    assert "make start" in err


def test_parse_without_a_model_says_how_to_train_one(lotse):
    code, _, err = lotse("nlu", "parse", "Hallo")
    assert code == 1
    assert "lotse train" in err


def test_a_bad_setting_is_named(lotse):
    code, _, err = lotse("train", LOTSE_PORT="achtzig")
    assert code == 1
    assert "LOTSE_PORT" in err


def test_a_broken_import_file_changes_nothing(lotse, tmp_path):
    broken = tmp_path / "services_de.json"
    broken.write_text('{"data": [')
    code, _, err = lotse("knowledge", "import", "dldb", str(broken))
    assert code == 1
    assert "services_de.json" in err
    assert json.loads(lotse("knowledge", "find", "Personalausweis", "--json")[1])["decision"] == "answer"


def test_an_unknown_format_is_refused_with_the_known_ones(lotse, tmp_path):
    code, _, err = lotse("knowledge", "import", "csv", str(tmp_path))
    assert code == 1
    assert "xzufi" in err
