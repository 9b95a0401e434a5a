"""Districts in a text, by the names that the city's content gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nlu.spelling import is_one_edit, words

SHORTEST_WITH_TYPO = 6  # letters; a shorter name is one edit away from everyday words (Rheinau, Rhein au)


@dataclass(frozen=True)
class Stadtteile:
    """Names of districts: folded words of a name → the district's title."""

    titles: Mapping[tuple[str, ...], str]

    @classmethod
    def of(cls, names: Mapping[str, Iterable[str]]) -> Stadtteile:
        """From titles and their other names; parts of "Innenstadt/Jungbusch" are names too."""
        titles: dict[tuple[str, ...], str] = {}
        for title, others in names.items():
            for name in (title, *others, *title.split("/")):
                titles.setdefault(tuple(words(name)), title)
        return cls(titles)

    def find(self, text: str) -> list[str]:
        """The titles of the districts named, in the text's order; longer names win; one typing error is
        forgiven.

        >>> Stadtteile.of({"Käfertal": []}).find("In Kaefertal bitte")
        ['Käfertal']
        """
        sentence = words(text)
        longest = max((len(name) for name in self.titles), default=0)
        found: list[str] = []
        at = 0
        while at < len(sentence):
            for length in range(min(longest, len(sentence) - at), 0, -1):
                title = self._title_of(tuple(sentence[at : at + length]))
                if title is not None:
                    found += [title] if title not in found else []
                    at += length - 1
                    break
            at += 1
        return found

    def _title_of(self, name: tuple[str, ...]) -> str | None:
        if name in self.titles:
            return self.titles[name]
        if len(name) == 1 and (named := self._title_of_adjective(name[0])):
            return named
        if len(name) != 1 or len(name[0]) < SHORTEST_WITH_TYPO:
            return None
        near = {
            title
            for known, title in self.titles.items()
            if len(known) == 1 and is_one_edit(name[0], known[0])
        }
        return near.pop() if len(near) == 1 else None

    def _title_of_adjective(self, word: str) -> str | None:
        """„Käfertaler" is of Käfertal, „Sandhofer" of Sandhofen."""
        if not word.endswith("er"):
            return None
        stem = word.removesuffix("er")
        return self.titles.get((stem,)) or self.titles.get((f"{stem}en",))
