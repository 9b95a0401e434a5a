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
WHOLE_CHARACTERS = 700  # the longest of Munich's 193 fee texts has 673
ITEM_CHARACTERS = 140  # lines of one paragraph that are all shorter are a list without bullets

# A full stop before a capital letter ends a sentence, but not after a number up to 99 (1. Mai), a single
# letter (z. B.) or a usual abbreviation.
_SHORT = ("bzw", "ca", "ggf", "Nr", "Str", "Abs", "Art", "Dr", "evtl", "inkl", "max", "mind", "vgl")
_SENTENCE_END = re.compile(
    r"(?<!\b\d)(?<!\b\d\d)(?<!\b[^\W\d_])"
    + "".join(rf"(?<!\b{short})" for short in _SHORT)
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
    return _excerpt(list(blocks_of(text)), keep_rest=False)


def whole(text: str) -> Excerpt:
    """`text` complete where it is short, because half a fee table is wrong; else an excerpt.

    What stands after a list is kept as a list of its own.
    """
    return _excerpt(list(blocks_of(text)), keep_rest=len(text) <= WHOLE_CHARACTERS)


def section(text: str, heading: re.Pattern[str]) -> Excerpt | None:
    """The part of `text` below the first heading or lead-in that `heading` is found in."""
    blocks = list(blocks_of(text))
    for index, block in enumerate(blocks):
        if not _is_title(block) or not heading.search(block.lines[0]):
            continue
        below = []
        for following in blocks[index + 1 :]:
            if following.kind == "heading" or (block.kind == "paragraph" and following.kind != "list"):
                break
            below.append(following)
        if below:
            return _excerpt(below, keep_rest=False)
    return None


def plain(text: str) -> str:
    """`text` in one line, for a search index or a short description."""
    return " ".join(line for block in blocks_of(text) for line in block.lines)


def _is_title(block: Block) -> bool:
    return block.kind == "heading" or (block.kind == "paragraph" and block.lines[0].endswith(":"))


def _under(title: Block, block: Block) -> Block:
    return Block(block.kind, (f"{title.lines[0].rstrip(':')}: {block.lines[0]}",))


def _excerpt(blocks: list[Block], keep_rest: bool) -> Excerpt:
    sentences: list[str] = []
    lists: list[Listing] = []
    title: Block | None = None
    shortened = False
    for index, block in enumerate(blocks):
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        if _is_title(block) and below is not None and below.kind != "heading":
            title = _under(title, block) if title and keep_rest else block
            continue
        if _is_title(block) and not keep_rest:
            continue
        lines, heading = block.lines, title.lines[0].rstrip(":") if title else None
        if block.kind != "list":
            # A lead-in belongs to what it leads to; a heading may go, unless nothing may.
            if heading and (keep_rest or (title and title.kind == "paragraph")):
                lines = (f"{heading}: {lines[0]}",)
            heading = None
            full = shortened or bool(lists)
            lines = lines if full else _add(sentences, lines[0])
        if block.kind == "list" or keep_rest:
            room = MAX_ITEMS - sum(len(known.items) for known in lists)
            shortened |= len(lines) > room
            if lines and room > 0:
                _extend(lists, tuple(Item(line) for line in lines[:room]), heading)
        else:
            shortened |= bool(lines)
        title = None
    return Excerpt(tuple(sentences), tuple(lists), shortened)


def _extend(lists: list[Listing], items: tuple[Item, ...], title: str | None) -> None:
    """A list without a title goes on with the one before it."""
    if title is None and lists:
        lists[-1] = Listing(lists[-1].items + items, title=lists[-1].title)
    else:
        lists.append(Listing(items, title=title))


def _run(lines: list[str], bullets: bool) -> Iterator[Block]:
    if not lines:
        return
    if bullets or (len(lines) > 1 and all(len(line) <= ITEM_CHARACTERS for line in lines)):
        yield Block("list", tuple(lines))
    else:
        yield from (Block("paragraph", (line,)) for line in lines)


def _add(sentences: list[str], paragraph: str) -> tuple[str, ...]:
    """Append what fits of `paragraph`; returns the rest in one line, if any."""
    found = sentences_of(paragraph)
    for index, sentence in enumerate(found):
        length = sum(map(len, sentences)) + len(sentence)
        if sentences and (len(sentences) >= MAX_SENTENCES or length > MAX_CHARACTERS):
            return (" ".join(found[index:]),)
        sentences.append(sentence)
    return ()
