"""What every action has at hand: the catalogue, the phrases and the time."""

from __future__ import annotations

from abc import ABC
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from rasa_sdk import Action

from actions.reply import phrase_blocks
from conversations.blocks import Block
from knowledge.catalogue import Catalogue
from knowledge.phrases import Phrases


@dataclass(frozen=True)
class Desk:
    """Shared by all actions; `now` gives local wall time with its zone.

    `bookable` gives the ids of the Leistungen for which appointments can be made here.
    """

    catalogue: Catalogue
    phrases: Phrases
    now: Callable[[], datetime]
    bookable: Callable[[], Collection[str]] = tuple

    def phrase(self, occasion: str) -> list[Block]:
        """What editors wrote for `occasion`, as blocks."""
        return phrase_blocks(self.phrases[occasion], lambda id_: self.catalogue.leistung(id_) is not None)


class DeskAction(Action, ABC):
    """An action that works at the desk; abstract, so the SDK does not register it."""

    def __init__(self, desk: Desk, act: str) -> None:
        self.desk = desk
        self.act = act

    def name(self) -> str:
        """`action_<act>`, as domain and rules call it."""
        return f"action_{self.act}"
