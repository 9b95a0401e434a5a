"""What the web channel needs to be told; the assembly's own settings object fits as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

# Whoever may GET may ask for the head alone (RFC 9110, 9.3.2).
READING = ("GET", "HEAD")


class WebSettings(Protocol):
    """Read-only: a frozen settings object will do."""

    @property
    def allowed_origins(self) -> Sequence[str]:
        """Sites that may embed the widget, as `https://www.example.org`; empty means this site only."""

    @property
    def turns_per_minute(self) -> int:
        """What one conversation may send within a minute."""

    @property
    def conversations_per_minute(self) -> int:
        """How many conversations this process starts within a minute."""
