"""What the classifier sees of a sentence: its words, short word sequences, and pieces of words.

Word sequences tell the act ("was kostet", "bis wann"); pieces of words bridge inflection, compounds and
typing errors ("gebuhr" in "hundegebuhren"). The marks ^ and $ tell a whole sentence from a part: "ja" alone
is an answer.
"""

from __future__ import annotations

from collections.abc import Sequence

LONGEST_WORD_SEQUENCE = 3
WORD_PIECES = range(2, 6)  # 2 to 5 letters, with a blank at each end of the word


def word_sequences(words: Sequence[str]) -> list[str]:
    """Single words, and runs of two and three words with the sentence's ends marked.

    >>> word_sequences(["was", "kostet"])
    ['was', 'kostet', '^ was', 'was kostet', 'kostet $', '^ was kostet', 'was kostet $']
    """
    marked = ["^", *words, "$"]
    found = list(words)
    for length in range(2, LONGEST_WORD_SEQUENCE + 1):
        found += [" ".join(marked[at : at + length]) for at in range(len(marked) - length + 1)]
    return found


def word_pieces(words: Sequence[str]) -> list[str]:
    """All pieces of the words; a word's ends count as a blank.

    >>> word_pieces(["ja"])
    [' j', 'ja', 'a ', ' ja', 'ja ', ' ja ']
    """
    found = []
    for word in words:
        padded = f" {word} "
        for length in WORD_PIECES:
            found += [padded[at : at + length] for at in range(len(padded) - length + 1)]
    return found
