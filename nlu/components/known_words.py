"""The common words of German, folded, from the frequency table of spacy-lookups-data."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from importlib.resources import files

from nlu.spelling import fold

# Natural logarithm of a word's share in the table's texts: above it stand about 90,000 words and few
# misspellings.
LEAST_LOG_SHARE = -15.0


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """About 90,000 folded words; used in training only, the trained model carries them.

    spaCy's own reader of the table keeps hashes instead of words, hence the file is read here.
    """
    packed = files("spacy_lookups_data").joinpath("data", "de_lexeme_prob.json.gz").read_bytes()
    shares: dict[str, float] = json.loads(gzip.decompress(packed))
    return frozenset(
        fold(word) for word, share in shares.items() if share > LEAST_LOG_SHARE and word.isalpha()
    )
