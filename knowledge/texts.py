"""Imported free text, and what of it fits into an answer.

Paragraphs stand apart, list items begin with "- ", headings with "## ".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from knowledge.answer import MAX_SENTENCES, Item, Listing

MAX_CHARACTERS = 400  # about eight lines in the chat window
MAX_ITEMS = 16  # the longest fee table seen has 15 lines; what is longer stands on the page
ITEM_CHARACTERS = 140  # lines of one paragraph that are all shorter are a list without bullets

# A full stop before a capital letter ends a sentence, but not after an ordinal or a usual abbreviation.
_NO_END = (
    "z. B",
    "z.B",
    "d. h",
    "u. a",
    *("bzw", "ca", "ggf", "Nr", "Str", "Abs", "Art", "Dr", "evtl", "inkl", "max"),
)
_SENTENCE_END = re.compile(
    r"(?<!\b\d)(?<!\b\d\d)"
    + "".join(rf"(?<!\b{re.escape(short)})" for short in _NO_END)
    + r"[.!?][“\"»)]?\s+(?=[A-ZÄÖÜ„\"(])"
)


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph (one line) or a list of lines."""

    kind: Literal["heading", "paragraph", "list"]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Excerpt:
    """The part of a text that fits into an answer; `shortened` when there is more of it."""

    sentences: tuple[str, ...]
    lists: tuple[Listing, ...]
    shortened: bool


def sentences_of(text: str) -> list[str]:
    """The sentences of a paragraph."""
    sentences, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        sentences.append(text[start : match.end()].strip())
        start = match.end()
    rest = text[start:].strip()
    return [*sentences, rest] if rest else sentences


def blocks_of(text: str) -> Iterator[Block]:
    """The blocks of `text` in order; short lines of one paragraph count as a list."""
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        run: list[str] = []
        bullets = False
        for line in filter(None, (line.strip() for line in paragraph.splitlines())):
            is_bullet = line.startswith("- ")
            if line.startswith("## ") or (run and is_bullet != bullets):
                yield from _run(run, bullets)
                run = []
            if line.startswith("## "):
                yield Block("heading", (line[3:].strip(),))
                continue
            bullets = is_bullet
            run.append(line[2:].strip() if is_bullet else line)
        yield from _run(run, bullets)


def excerpt(text: str) -> Excerpt:
    """The first sentences of `text` up to its first list, and its lists, each under its lead-in."""
    sentences: list[str] = []
    lists: list[Listing] = []
    title: str | None = None
    shortened = False
    for block in blocks_of(text):
        if title is not None and block.kind != "list" and title.endswith(":") and len(lists) == 0:
            sentences.append(title)
        if block.kind == "heading" or (block.kind == "paragraph" and block.lines[0].endswith(":")):
            title = block.lines[0]
        elif block.kind == "list":
            room = MAX_ITEMS - sum(len(known.items) for known in lists)
            shortened |= len(block.lines) > room
            if room > 0:
                items = tuple(Item(line) for line in block.lines[:room])
                lists.append(Listing(items, title=title.rstrip(":") if title else None))
            title = None
        else:
            title = None
            shortened |= bool(lists) or not _add(sentences, block.lines[0])
    return Excerpt(
        tuple(sentences[:MAX_SENTENCES]), tuple(lists), shortened or len(sentences) > MAX_SENTENCES
    )


def plain(text: str) -> str:
    """`text` in one line, for a search index or a short description."""
    return " ".join(line for block in blocks_of(text) for line in block.lines)


def _run(lines: list[str], bullets: bool) -> Iterator[Block]:
    if not lines:
        return
    if bullets or (len(lines) > 1 and all(len(line) <= ITEM_CHARACTERS for line in lines)):
        yield Block("list", tuple(lines))
    else:
        yield from (Block("paragraph", (line,)) for line in lines)


def _add(sentences: list[str], paragraph: str) -> bool:
    """Append what fits of `paragraph`; false when something was left out."""
    for sentence in sentences_of(paragraph):
        length = sum(map(len, sentences)) + len(sentence)
        if sentences and (len(sentences) >= MAX_SENTENCES or length > MAX_CHARACTERS):
            return False
        sentences.append(sentence)
    return True
