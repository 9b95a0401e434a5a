"""The search itself: it would find what was left."""

import base64
import json
from urllib.parse import quote

import pytest

from tests.privacy.searching import files_with, traces

NAME = "Jürgen Überschwänglich"


@pytest.mark.parametrize(
    "data",
    [
        f"vorher {NAME} nachher".encode(),
        json.dumps({"name": NAME}).encode(),
        json.dumps({"name": NAME}, ensure_ascii=False).encode(),
        f"/x?name={quote(NAME)}&y".encode(),
        NAME.lower().encode(),
        NAME.upper().encode(),
        NAME.encode("utf-16-le"),
        NAME.encode("latin-1"),
        *(base64.b64encode(b"abcdef"[:n] + NAME.encode() + b"danach") for n in range(6)),
        base64.urlsafe_b64encode(f"{{'name': '{NAME}'}}".encode()),
    ],
)
def test_a_value_is_found_in_each_form(data):
    assert traces([NAME], data) == {NAME}


def test_what_is_not_there_is_not_found():
    assert traces([NAME], b"J\xc3\xbcrgen allein, und jemand anderes") == set()


def test_a_file_that_holds_a_value_is_named(tmp_path):
    (tmp_path / "tief").mkdir()
    (tmp_path / "tief" / "a.log").write_text(f"… {NAME} …", encoding="utf-8")
    (tmp_path / "b.log").write_text("nichts", encoding="utf-8")
    assert files_with([NAME], tmp_path) == {"tief/a.log": {NAME}}
