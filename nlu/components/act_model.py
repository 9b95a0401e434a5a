"""The act classifier itself: word sequences and pieces of words, weighted linearly.

One linear model for each intent on tf-idf features, trained by stochastic gradient descent (seconds for
15,000
sentences), read by plain array arithmetic (a fraction of a millisecond). Why this and not DIET: ADR 0006.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier

from nlu.features import word_pieces, word_sequences
from nlu.plausibility import familiar_share, letter_sequences
from nlu.spelling import Speller, words

# Both found by the table in ADR 0006; the loss is logistic, so that the scores are probabilities.
# Divided by the number of sentences: few sentences need a stronger hold than many.
REGULARISATION = 0.117
RARE_PIECE = 2  # pieces of words found in fewer sentences are left out
VOCABULARY_COUNT = 3  # a training word this frequent is right even when no dictionary has it
VECTOR_WEIGHT = 1.0  # of the sentence vector beside the two feature families, each of length 1
MODEL_FILE, WEIGHTS_FILE = "act_model.json", "act_model.safetensors"

SentenceVector = Callable[[str], np.ndarray]


@dataclass(frozen=True)
class Family:
    """One kind of features: how to find them in the words, and each one's row and idf weight."""

    find: Callable[[Sequence[str]], list[str]]
    rows: dict[str, int]
    idf: np.ndarray

    def weigh(self, sentence: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Rows and tf-idf weights of a sentence's features, the weights together of length 1."""
        counts = Counter(feature for feature in self.find(sentence) if feature in self.rows)
        if not counts:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        rows = np.fromiter((self.rows[feature] for feature in counts), dtype=np.int64, count=len(counts))
        frequency = 1.0 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))
        weights = frequency * self.idf[rows]
        return rows, weights / np.linalg.norm(weights)


class ActModel:
    """Ranks the intents of a sentence. Make one with `train` or `load`."""

    def __init__(
        self,
        labels: list[str],
        families: tuple[Family, ...],
        weights: list[np.ndarray],
        intercept: np.ndarray,
        vocabulary: dict[str, int],
        known_words: Collection[str],
    ) -> None:
        self.labels = labels
        self._families = families
        self._weights = (
            weights  # one matrix a family, (features, labels), and one for the vector if there is one
        )
        self._intercept = intercept
        self._vocabulary = vocabulary
        self._known_words = frozenset(known_words)
        self._speller = Speller(vocabulary, self._known_words)
        self._familiar_words = self._known_words | vocabulary.keys()
        self._sequences = letter_sequences(self._familiar_words)

    @classmethod
    def train(
        cls,
        sentences: Sequence[str],
        labels: Sequence[str],
        known_words: Collection[str],
        sentence_vector: SentenceVector | None = None,
        seed: int = 0,
    ) -> ActModel:
        """Learn from sentences and their intents. `known_words` are folded German words, right as they
        stand."""
        vocabulary = _vocabulary(sentences, known_words)
        speller = Speller(vocabulary, known_words)
        corrected = [speller.correct_all(words(sentence)) for sentence in sentences]
        families, matrices = [], []
        for find, rare in ((word_pieces, RARE_PIECE), (word_sequences, 1)):
            vectorizer = TfidfVectorizer(analyzer=find, sublinear_tf=True, min_df=rare, dtype=np.float32)
            matrices.append(vectorizer.fit_transform(corrected))
            families.append(Family(find, vectorizer.vocabulary_, vectorizer.idf_.astype(np.float32)))
        if sentence_vector is not None:
            vectors = np.stack([sentence_vector(sentence) for sentence in sentences]) * VECTOR_WEIGHT
            matrices.append(csr_matrix(vectors))
        machine = SGDClassifier(loss="log_loss", alpha=REGULARISATION / len(sentences), random_state=seed)
        machine.fit(hstack(matrices).tocsr(), labels)
        edges = np.cumsum([matrix.shape[1] for matrix in matrices])[:-1]
        weights = np.split(_one_column_each(machine.coef_).T.astype(np.float32), edges)
        names = [str(label) for label in machine.classes_]
        intercept = _one_column_each(machine.intercept_).astype(np.float32)
        return cls(names, tuple(families), weights, intercept, vocabulary, known_words)

    @property
    def uses_vectors(self) -> bool:
        """Whether the model was trained with sentence vectors and needs them to rank."""
        return len(self._weights) > len(self._families)

    def rank(self, text: str, vector: np.ndarray | None = None) -> list[tuple[str, float]]:
        """Every intent with its probability, best first; the probabilities add up to 1."""
        sentence = self._speller.correct_all(words(text))
        scores = self._intercept.copy()
        for family, matrix in zip(self._families, self._weights, strict=False):
            rows, weights = family.weigh(sentence)
            scores += weights @ matrix[rows]
        if self.uses_vectors and vector is not None:
            scores += VECTOR_WEIGHT * vector @ self._weights[-1]
        chances = 1.0 / (1.0 + np.exp(-scores))
        chances /= chances.sum()
        return [(self.labels[at], float(chances[at])) for at in np.argsort(-chances, kind="stable")]

    def familiar_share(self, text: str) -> float:
        """The share of the text's letters in words that are German or could be, 0 to 1."""
        return familiar_share(words(text), self._familiar_words, self._sequences)

    def has_known_word(self, text: str) -> bool:
        """Whether at least one word of the text, typing errors corrected, stood in a training sentence."""
        _, sequences = self._families  # word sequences hold each single word
        return any(word in sequences.rows for word in self._speller.correct_all(words(text)))

    def save(self, folder: Path) -> None:
        """Write the model as JSON and safetensors: data only, nothing that runs when it is read."""
        description = {
            "labels": self.labels,
            "features": [sorted(family.rows, key=family.rows.__getitem__) for family in self._families],
            "vocabulary": self._vocabulary,
            "known_words": sorted(self._known_words),
        }
        (folder / MODEL_FILE).write_text(json.dumps(description, ensure_ascii=False), encoding="utf-8")
        arrays = {f"weights_{at}": np.ascontiguousarray(matrix) for at, matrix in enumerate(self._weights)}
        arrays |= {f"idf_{at}": family.idf for at, family in enumerate(self._families)}
        save_file({**arrays, "intercept": self._intercept}, folder / WEIGHTS_FILE)

    @classmethod
    def load(cls, folder: Path) -> ActModel:
        """Read what `save` wrote."""
        description = json.loads((folder / MODEL_FILE).read_text(encoding="utf-8"))
        arrays = load_file(folder / WEIGHTS_FILE)
        families = tuple(
            Family(find, {name: row for row, name in enumerate(names)}, arrays[f"idf_{at}"])
            for at, (find, names) in enumerate(
                zip((word_pieces, word_sequences), description["features"], strict=True)
            )
        )
        weights = [
            arrays[f"weights_{at}"] for at in range(sum(name.startswith("weights_") for name in arrays))
        ]
        vocabulary, known = description["vocabulary"], description["known_words"]
        return cls(description["labels"], families, weights, arrays["intercept"], vocabulary, known)


def _one_column_each(learnt: np.ndarray) -> np.ndarray:
    """One row for each label: scikit-learn keeps a single one for two labels, that of the second."""
    return np.concatenate([-learnt, learnt]) if len(learnt) == 1 else learnt


def _vocabulary(sentences: Sequence[str], known_words: Collection[str]) -> dict[str, int]:
    """Training words worth correcting to: those that are German, or frequent enough to be no typing error."""
    counts = Counter(word for sentence in sentences for word in words(sentence))
    return {word: n for word, n in counts.items() if n >= VOCABULARY_COUNT or word in known_words}
