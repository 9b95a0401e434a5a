"""The links in the mails. Opening one changes nothing: mail scanners open them all."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class TerminLinks:
    """One appointment's pages; whoever has a link may see and change it."""

    show: str = field(repr=False)

    @property
    def move(self) -> str:
        """Choose another slot."""
        return f"{self.show}/verschieben"

    @property
    def cancel(self) -> str:
        """Call it off."""
        return f"{self.show}/absagen"

    def confirm(self, secret: str) -> str:
        """Prove that the mail was read."""
        return f"{self.show}/bestaetigen/{_part(secret)}"


def termin_links(base_url: str, token: str) -> TerminLinks:
    """The links that `token` (`Vorgang.link_token`) opens."""
    return TerminLinks(f"{base_url}/termin/{_part(token)}")


def entrance_link(base_url: str) -> str:
    """The page that asks for number and code; opens nothing by itself."""
    return f"{base_url}/termin"


def watch_link(base_url: str, ref: str, secret: str) -> str:
    """The page that shows and ends a watch."""
    return f"{base_url}/warten/{_part(ref)}/{_part(secret)}"


def _part(text: str) -> str:
    return quote(text, safe="")
