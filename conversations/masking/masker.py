"""Presidio's analyzer with German recognizers and without a language model: nothing to load or fetch."""

from __future__ import annotations

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NoOpNlpEngine

from conversations.masking.recognizers import GERMAN_RECOGNIZERS
from conversations.placeholders import placeholder

_GERMAN = ["de"]


class Masker:
    """Replaces personal data by placeholders such as `[E-Mail]`.

    Masking a masked text changes nothing, so a repeated message equals the stored one.
    """

    def __init__(self) -> None:
        registry = RecognizerRegistry(recognizers=list(GERMAN_RECOGNIZERS), supported_languages=_GERMAN)
        self._analyzer = AnalyzerEngine(
            registry=registry,
            nlp_engine=NoOpNlpEngine([{"lang_code": "de", "model_name": "none"}]),
            supported_languages=_GERMAN,
        )

    def __call__(self, text: str) -> str:
        """`text` with every piece of personal data replaced; where two overlap, the longer names it."""
        found = self._analyzer.analyze(text, language="de")
        masked, rest = [], 0
        for result in sorted(found, key=lambda result: (result.start, -result.end)):
            if result.end <= rest:
                continue
            if result.start >= rest:
                masked += [text[rest : result.start], placeholder(result.entity_type)]
            rest = result.end
        return "".join([*masked, text[rest:]])
