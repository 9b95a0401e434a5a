"""What is imported is declared, what is declared is locked, and both runtimes agree with the setup."""

import re
import sys
from importlib.metadata import packages_distributions

import pytest
import tomllib

from bot.setup.pythons import APP, ENGINE
from tests.contracts.files import PACKAGES, ROOT, imports, python_files

# What another declared package brings along as a part of itself.
PARTS = {"pydantic-core": "pydantic", "typing-extensions": "pydantic"}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def declared(requirements: list[str]) -> set[str]:
    return {canonical(re.match(r"[A-Za-z0-9._-]+", line).group()) for line in requirements}


# Declared and yet imported nowhere, each for its reason.
NOT_IMPORTED = {
    "spacy": "presidio's language engine; pinned to the release that the German model belongs to",
    "tzdata": "time zones on machines that bring none",
    "psycopg": "the driver that SQLAlchemy loads for a PostgreSQL URL",
}


def app_files() -> list[str]:
    return [name for name in python_files() if not name.startswith(("bot/engine/", "nlu/components/"))]


def test_every_library_the_app_imports_is_declared():
    distributions = packages_distributions()
    known = declared(project()["project"]["dependencies"])
    missing = {}
    for name in app_files():
        for module in imports(name):
            top = module.split(".")[0]
            if top in sys.stdlib_module_names or top in PACKAGES:
                continue
            owners = {canonical(owner) for owner in distributions.get(top, [top])}
            if not {PARTS.get(owner, owner) for owner in owners} & known:
                missing.setdefault(top, name)
    assert missing == {}


def test_every_library_the_app_declares_is_imported():
    distributions = packages_distributions()
    imported = {
        canonical(owner)
        for name in app_files()
        for module in imports(name)
        for owner in distributions.get(module.split(".")[0], [])
    }
    assert declared(project()["project"]["dependencies"]) - imported - set(NOT_IMPORTED) == set()


@pytest.mark.parametrize(
    ("project_file", "wanted"), [("pyproject.toml", APP), ("bot/engine/pyproject.toml", ENGINE)]
)
def test_the_setup_looks_for_the_python_that_the_project_file_asks_for(project_file, wanted):
    asked = tomllib.loads((ROOT / project_file).read_text())["project"]["requires-python"]
    if asked.startswith("=="):
        assert asked == f"=={wanted.lowest[0]}.{wanted.lowest[1]}.*"
    else:
        assert asked == wanted.request


@pytest.mark.parametrize("lock", ["uv.lock", "bot/engine/uv.lock"])
def test_the_stub_that_bears_the_german_models_name_is_never_locked(lock):
    names = {package["name"] for package in tomllib.loads((ROOT / lock).read_text())["package"]}
    assert "de-core-news-md" not in names
