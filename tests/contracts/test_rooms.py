"""Who may import whom, and who may read the environment (ARCHITECTURE: Rooms)."""

import ast
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.contracts.files import ROOT, imports, python_files, tree

# A library, and the only places that know it (`*` crosses folders).
ROOMS = {
    "rasa": ("nlu/components/*", "bot/engine/*"),
    "rasa_sdk": ("actions/*", "bot/*"),
    "sanic": ("channels/*", "bot/*"),
    "sqlalchemy": ("*/tables.py", "*/repository.py", "*/embedded.py", "bot/*"),
    "alembic": ("bot/*", "*/migrations/*"),
}

# The app's settings, and the two programs that start before there are any: the setup, which hands the
# caller's environment on to uv, and the engine, which tells Rasa's libraries their folders before it
# imports them.
READS_THE_ENVIRONMENT = {
    "bot/settings.py",
    "bot/setup/commands.py",
    "bot/setup/pythons.py",
    "bot/engine/environment.py",
}


def test_the_layers_are_kept():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-logo"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("library", ROOMS)
def test_a_library_is_known_in_its_rooms_alone(library):
    importers = {
        name for name in python_files() if any(module.split(".")[0] == library for module in imports(name))
    }
    assert {name for name in importers if not any(fnmatch(name, room) for room in ROOMS[library])} == set()


def test_the_language_rooms_need_neither_rasa_nor_a_database():
    forbidden = {"rasa", "rasa_sdk", "sqlalchemy", "sanic", "actions", "bot", "booking", "channels"}
    forbidden |= {"conversations", "knowledge"}
    for name in python_files("nlu"):
        if not name.startswith("nlu/components/"):
            assert {module.split(".")[0] for module in imports(name)} & forbidden == set(), name


def test_settings_alone_read_the_environment():
    assert {name for name in python_files() if _reads_the_environment(name)} <= READS_THE_ENVIRONMENT


def _reads_the_environment(name: str) -> bool:
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}:
            return True
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            return any(alias.name in {"environ", "getenv", "environb"} for alias in node.names)
    return False
