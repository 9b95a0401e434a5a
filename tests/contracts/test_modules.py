"""What every Python file keeps to: small, ASCII names, no leftovers."""

import ast

from tests.contracts.files import python_files, read, tree

# A module does one thing in about 100 lines and is split before this (ARCHITECTURE: house style).
MAX_LINES = 250
# Longer modules, each with its reason. Empty is the aim.
ALLOWED_LONGER: dict[str, str] = {}


def test_no_module_is_longer_than_a_person_reads_at_once():
    long = {name for name in python_files() if read(name).count("\n") > MAX_LINES}
    assert long - set(ALLOWED_LONGER) == set()


def test_the_list_of_longer_modules_holds_no_module_that_became_short():
    assert {name for name in ALLOWED_LONGER if read(name).count("\n") <= MAX_LINES} == set()


def test_names_are_ascii():
    for name in python_files():
        for node in ast.walk(tree(name)):
            for field in ("name", "id", "arg", "attr"):
                value = getattr(node, field, None)
                assert not isinstance(value, str) or value.isascii(), f"{name}: {value}"


def test_no_room_is_called_utils():
    vague = {"utils", "util", "helpers", "helper", "misc", "common"}
    assert {name for name in python_files() if set(name.removesuffix(".py").split("/")) & vague} == set()


def test_nothing_is_left_to_do_later():
    markers = ("TODO", "FIXME")
    assert {name for name in python_files() if any(marker in read(name) for marker in markers)} == set()
