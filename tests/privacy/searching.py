"""Finds a value in bytes in whichever form a program may have left it there."""

from __future__ import annotations

import base64
import json
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus


def forms_of(value: str) -> set[bytes]:
    """The value as UTF-8, UTF-16 and Latin-1, in JSON, URLs and base64, composed and decomposed, any case."""
    spellings = {
        unicodedata.normalize(form, case)
        for form in ("NFC", "NFD")
        for case in (value, value.lower(), value.upper(), value.casefold(), value.title())
    }
    return {form for spelling in spellings for form in _encoded(spelling)}


def traces(values: Iterable[str], data: bytes) -> set[str]:
    """Those of the values that are in `data` in any form."""
    return {value for value in values if any(form in data for form in forms_of(value))}


def files_with(values: Iterable[str], folder: Path) -> dict[str, set[str]]:
    """Each file under `folder` that holds any of the values, and which. Links and sockets are left out."""
    known = set(values)
    found = {
        str(path.relative_to(folder)): traces(known, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
    return {name: values for name, values in found.items() if values}


def _encoded(text: str) -> Iterator[bytes]:
    raw = text.encode()
    yield raw
    yield text.encode("utf-16-le")
    yield text.encode("latin-1", "replace")
    yield json.dumps(text)[1:-1].encode()
    yield quote(text, safe="").encode()
    yield quote(text).encode()
    yield quote_plus(text).encode()
    yield raw.hex().encode()
    for padding in range(3):  # base64 reads three bytes at a time, and nobody knows where the value begins
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            coded = encode(b"\0" * padding + raw)
            # The first and the last group mix with what stands beside it.
            yield coded[4 if padding else 0 : len(coded) - 4]
