"""The documents are true: links lead somewhere, commands exist, versions agree."""

import re
import subprocess
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
import tomllib
from ruamel.yaml import YAML

from tests.contracts.files import ROOT, project_files, read

DOCUMENTS = [name for name in project_files() if name.endswith(".md")]
LINK = re.compile(r"\[[^\]]*\]\(<?([^)>\s]+)>?(?:\s+\"[^\"]*\")?\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
MUST_BE_THERE = (
    "README.md",
    "GLOSSAR.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "publiccode.yml",
    "docs/EINSTELLUNGEN.md",
)


def version() -> str:
    return tomllib.loads(read("pyproject.toml"))["project"]["version"]


def publiccode() -> dict:
    return YAML(typ="safe").load(read("publiccode.yml"))


@pytest.mark.parametrize("name", MUST_BE_THERE)
def test_the_document_is_there(name):
    assert (ROOT / name).stat().st_size > 0


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_relative_link_leads_somewhere(name):
    dead = []
    for target in LINK.findall(FENCE.sub("", read(name))):
        path = unquote(target.split("#")[0])
        if (
            path
            and not re.match(r"[a-z][a-z0-9+.-]*:", path)
            and not (ROOT / name).parent.joinpath(path).exists()
        ):
            dead.append(target)
    assert dead == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_command_that_a_document_names_exists(name):
    targets = set(TARGET.findall(read("Makefile")))
    assert set(re.findall(r"\bmake ([a-z]+)\b", _code(read(name)))) <= targets


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_lotse_command_that_a_document_names_exists(name):
    known = {line.split()[1] for line in _help().splitlines() if re.match(r"│ [a-z]+ ", line)}
    named = set(re.findall(r"(?:^|[`\s]|\./)lotse ([a-z]+)\b", _code(read(name))))
    assert named <= known


def test_make_help_names_every_target():
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in set(TARGET.findall(read("Makefile"))) - {"help"}:
        assert f"make {target}" in shown


def test_the_changelog_tells_of_this_version():
    assert re.search(rf"^## \[?{re.escape(version())}\]?", read("CHANGELOG.md"), re.MULTILINE)


def test_publiccode_has_what_open_code_asks_for():
    facts = publiccode()
    for key in ("publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType"):
        assert facts[key], key
    assert facts["legal"]["license"] == tomllib.loads(read("pyproject.toml"))["project"]["license"]
    assert facts["softwareVersion"] == version()
    assert isinstance(facts["releaseDate"], date)
    assert facts["localisation"]["availableLanguages"] == ["de"]
    for description in facts["description"].values():
        assert len(description["shortDescription"]) <= 150
        assert 150 <= len(description["longDescription"]) <= 10_000
        assert description["features"]
    assert facts["maintenance"]["type"] in {"internal", "contract", "community", "none"}


def test_each_decision_has_a_number_of_its_own_and_a_status():
    records = [name for name in project_files() if name.startswith("docs/adr/")]
    numbers = [Path(name).name[:4] for name in records]
    assert len(set(numbers)) == len(numbers) > 0
    for name, number in zip(records, numbers, strict=True):
        assert read(name).startswith(f"# {int(number)}. "), name
        assert re.search(r"^Date: \d{4}-\d\d-\d\d\. Status: \w+", read(name), re.MULTILINE), name


def _code(text: str) -> str:
    """Return what a document shows as code: fenced blocks and inline spans."""
    inline = re.findall(r"`([^`\n]+)`", FENCE.sub("", text))
    return "\n".join([*FENCE.findall(text), *inline])


@cache
def _help() -> str:
    done = subprocess.run([ROOT / "lotse", "--help"], capture_output=True, text=True, check=True)
    return done.stdout
