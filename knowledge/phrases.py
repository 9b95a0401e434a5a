"""What the assistant says beside the catalogue, as editors keep it in `content/gespraech.yml`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, HttpUrl, TypeAdapter
from ruamel.yaml import YAML


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Stadt(_Entry):
    """The city this assistant speaks for."""

    name: str
    webseite: HttpUrl
    behoerdennummer: str
    quelle: dict[str, str]
    stand: object

    def fill(self, text: str) -> str:
        """Put the city's name, page and number into a phrase."""
        return (
            text.replace("{stadt}", self.name)
            .replace("{webseite}", str(self.webseite))
            .replace("{nummer}", self.behoerdennummer)
        )


class Vorschlag(_Entry):
    """A button below a phrase: to an answer (`leistung`, `aspekt`) or to another act (`absicht`)."""

    text: str
    leistung: str | None = None
    aspekt: str = "allgemein"
    absicht: str | None = None


class PhraseLink(_Entry):
    """A link or a phone number below a phrase."""

    label: str
    url: str


class Phrase(_Entry):
    """What is said on one occasion: sentences, then links, then suggestions."""

    art: Literal["text", "emergency"] = "text"
    text: list[str]
    links: list[PhraseLink] = []
    vorschlaege: list[Vorschlag] = []


_PHRASES = TypeAdapter(dict[str, Phrase])


class Phrases:
    """All phrases, with the city's name filled in."""

    def __init__(self, stadt: Stadt, phrases: dict[str, Phrase]) -> None:
        self.stadt = stadt
        self._phrases = phrases

    def __contains__(self, occasion: str) -> bool:
        """Whether editors have written something for `occasion`."""
        return occasion in self._phrases

    def __getitem__(self, occasion: str) -> Phrase:
        """The phrase for `occasion`. Raises KeyError where editors wrote none."""
        phrase = self._phrases[occasion]
        fill = self.stadt.fill
        return phrase.model_copy(
            update={
                "text": [fill(sentence) for sentence in phrase.text],
                "links": [PhraseLink(label=fill(link.label), url=fill(link.url)) for link in phrase.links],
            }
        )


def load_phrases(content_dir: Path) -> Phrases:
    """Read `stadt.yml` and `gespraech.yml`.

    Raises `OSError`, ruamel's `YAMLError` or pydantic's `ValidationError`, which the check words.
    """
    phrases = YAML(typ="safe").load(content_dir / "gespraech.yml")
    return Phrases(load_stadt(content_dir), _PHRASES.validate_python(phrases))


def load_stadt(content_dir: Path) -> Stadt:
    """Read `stadt.yml`; raises as `load_phrases` does."""
    return Stadt.model_validate(YAML(typ="safe").load(content_dir / "stadt.yml"))
