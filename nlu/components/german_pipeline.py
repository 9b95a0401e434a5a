"""The German spaCy pipeline, in one of two ways.

`de_core_news_md` when it is installed: its word vectors help with words never trained. Otherwise
`spacy.blank("de")` with the lookup lemmatizer of spacy-lookups-data. The name of the one in use is part of
the model's fingerprint. The package of that name on PyPI is a stub and never installed (ENGINE.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import spacy
from spacy.language import Language

MODEL = "de_core_news_md"


@dataclass(frozen=True)
class GermanPipeline:
    """A loaded pipeline: spaCy's object, and the name to print and to fingerprint."""

    nlp: Language
    name: str

    @property
    def vector_width(self) -> int:
        """Dimensions of the word vectors; 0 without any."""
        return self.nlp.vocab.vectors_length

    def sentence_vector(self, text: str) -> np.ndarray:
        """The mean of the words' vectors at length 1, shape (vector_width,); zeros when no word has one."""
        rows = [token.vector for token in self.nlp.make_doc(text) if token.has_vector and not token.is_punct]
        mean = np.mean(rows, axis=0) if rows else np.zeros(self.vector_width)
        length = float(np.linalg.norm(mean))
        return (mean / length if length else mean).astype(np.float32)

    def lemmas(self, text: str) -> list[str]:
        """The base form of each word, as far as the pipeline in use knows it."""
        return [token.lemma_ or token.text for token in self.nlp(text) if not token.is_punct]


@lru_cache(maxsize=1)
def load_german_pipeline() -> GermanPipeline:
    """The installed model, or the German fallback; loaded once in a process."""
    if spacy.util.is_package(MODEL):
        # Syntax and entities are not used by the classifier and would cost milliseconds a sentence.
        nlp = spacy.load(MODEL, exclude=["parser", "ner"])
        return GermanPipeline(nlp, f"{MODEL} {nlp.meta['version']}")
    nlp = spacy.blank("de")
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    nlp.initialize()
    return GermanPipeline(nlp, f"blank:de {spacy.__version__} mit Nachschlage-Lemmata")
