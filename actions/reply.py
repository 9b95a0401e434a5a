"""From the domain's answers to blocks, and from blocks into the engine's reply."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from rasa_sdk.executor import CollectingDispatcher

from conversations.blocks import Block, Blocks, Button, Buttons, CardLink, Notice, Text
from knowledge.phrases import Phrase, Vorschlag

# More choices than these are a list to read, not an answer.
MAX_CHOICES = 4


def send(dispatcher: CollectingDispatcher, blocks: Iterable[Block]) -> None:
    """Hand one message to the engine, which passes it on unread."""
    dispatcher.utter_message(json_message={"blocks": Blocks.dump_python(list(blocks), mode="json")})


def payload(intent: str, **entities: str) -> str:
    """What a button sends: the engine takes it as `intent` with these entities."""
    return f"/{intent}{json.dumps(entities, ensure_ascii=False) if entities else ''}"


def choices(buttons: Sequence[Button]) -> list[Block]:
    """A block of at most `MAX_CHOICES` buttons, or nothing where there are none."""
    return [Buttons(buttons=tuple(buttons[:MAX_CHOICES]))] if buttons else []


def phrase_blocks(phrase: Phrase, knows: Callable[[str], bool]) -> list[Block]:
    """A phrase of the editors as blocks: sentences, links, suggestions.

    A suggestion of a Leistung that the catalogue does not have (`knows`) is left out.
    """
    text = " ".join(phrase.text)
    links = tuple(CardLink(label=link.label, url=link.url) for link in phrase.links)
    if phrase.art == "emergency":
        body: list[Block] = [Notice(kind="emergency", text=text, links=links)]
    else:
        body = [
            Text(text=text),
            *([Notice(kind="info", text="So erreichen Sie uns:", links=links)] if links else []),
        ]
    known = [v for v in phrase.vorschlaege if v.leistung is None or knows(v.leistung)]
    return body + choices([_button(vorschlag) for vorschlag in known])


def _button(vorschlag: Vorschlag) -> Button:
    if vorschlag.absicht:
        return Button(label=vorschlag.text, choice=payload(vorschlag.absicht))
    entities = {"leistung": vorschlag.leistung} if vorschlag.leistung else {}
    return Button(label=vorschlag.text, choice=payload(f"frage_{vorschlag.aspekt}", **entities))
