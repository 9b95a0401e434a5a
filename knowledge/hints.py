"""What to mind beside an answer: said where there is room for it, else kept for who wants it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answer import MAX_SENTENCES, Facts, Item, Listing
from knowledge.texts import MAX_CHARACTERS, plain, sentences_of

TITLE = "Hinweise"


def with_hints(told: Facts, hints: Sequence[str]) -> Facts:
    """`told` with the first `hints` that fit whole behind its sentences; the others as a list in `more`."""
    sentences = list(told.sentences)
    kept: list[Item] = []
    for hint in hints:
        found = sentences_of(plain(hint))
        length = sum(map(len, (*sentences, *found)))
        if not kept and len(sentences) + len(found) <= MAX_SENTENCES and length <= MAX_CHARACTERS:
            sentences += found
        else:
            kept.append(Item(plain(hint)))
    more = (Listing(tuple(kept), title=TITLE),) if kept else ()
    return replace(told, sentences=tuple(sentences), more=told.more + more)
