"""Keep the measuring sentences out of the training data: `python -m bench.reserve`.

Writes nlu/patterns/reserviert.txt, the hashed keys of every sentence that is only for measuring: the
dialogue acts in
../shared/data and the test sentences in tests/nlu/data. nlu/generate.py leaves out what stands there; the
file itself
tells nobody the sentences.
"""

from __future__ import annotations

import sys

from bench.act_sentences import civic_sentences, dialogue_acts
from nlu.generate import PATTERNS, sentence_key

RESERVED = PATTERNS / "reserviert.txt"


def main() -> int:
    """Write the file; 1 when the dialogue acts are not there, since then keys would be lost."""
    acts = dialogue_acts()
    if acts is None:
        print(
            "Die Messsätze ../shared/data/dialogue_acts_de/dev.jsonl fehlen; nichts geändert.",
            file=sys.stderr,
        )
        return 1
    keys = sorted({sentence_key(sentence) for sentence, _ in [*acts, *civic_sentences()]})
    RESERVED.write_text("\n".join(keys) + "\n", encoding="utf-8")
    print(f"{len(keys)} Sätze sind zum Messen reserviert.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
