"""docs/EINSTELLUNGEN.md and bot/settings.py tell the same."""

import re
from pathlib import Path

import pytest

from bot.settings import ROOT, Settings
from tests.contracts.files import read

# | `LOTSE_PORT` | `8080` | … |
ROW = re.compile(r"^\| `(LOTSE_[A-Z_]+)` \| (.+?) \|", re.MULTILINE)


def documented() -> dict[str, str]:
    return dict(ROW.findall(read("docs/EINSTELLUNGEN.md")))


def as_written(default: object) -> str:
    """Return a default as the table writes it: paths from the clone's root, whole numbers without a point."""
    if default is None or default == () or default == "":
        return "–"
    if isinstance(default, Path):
        return f"`{default.relative_to(ROOT)}`"
    if isinstance(default, float) and default.is_integer():
        return f"`{int(default)}`"
    return f"`{default}`"


def test_every_setting_is_documented_and_nothing_else():
    assert set(documented()) == {f"LOTSE_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize("name", Settings.model_fields)
def test_the_documented_default_is_the_one_in_force(name):
    assert documented()[f"LOTSE_{name.upper()}"] == as_written(Settings.model_fields[name].default)


def test_every_variable_that_a_document_names_exists():
    known = set(documented())
    for document in ("README.md", "CONTRIBUTING.md", "Makefile"):
        assert set(re.findall(r"LOTSE_[A-Z]+(?:_[A-Z]+)*", read(document))) <= known, document
