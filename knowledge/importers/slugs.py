"""Our ids for records that come with ids of their own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

MAX_LENGTH = 100  # leaves room below the 120 of the id column for a suffix
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def slugify(text: str) -> str:
    """`Bürgerbüro (K 7)` becomes `buergerbuero-k-7`; empty when nothing is left."""
    ascii_text = (
        unicodedata.normalize("NFKD", text.lower().translate(_GERMAN)).encode("ascii", "ignore").decode()
    )
    return re.sub(r"[^a-z0-9]+", "-", ascii_text)[:MAX_LENGTH].strip("-")


def free_slug(titel: str, external_id: str, taken: Container[str]) -> str:
    """A slug from the titel, with the id upstream behind it when another entry has that slug."""
    slug = slugify(titel) or slugify(external_id) or "eintrag"
    if slug not in taken:
        return slug
    numbered = slugify(f"{slug[:60]}-{external_id[-30:]}")
    counter = 2
    candidate = numbered
    while candidate in taken:
        candidate = f"{numbered}-{counter}"
        counter += 1
    return candidate
