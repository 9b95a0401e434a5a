"""What stands in a stored text where personal data stood; light, unlike the masking itself."""

from __future__ import annotations

import re
from typing import Literal, get_args

Kind = Literal[
    "E-Mail",
    "Telefon",
    "IBAN",
    "Kreditkarte",
    "Steuer-ID",
    "Steuernummer",
    "Ausweisnummer",
    "Versicherungsnummer",
    "Aktenzeichen",
    "Terminnummer",
    "Geburtsdatum",
    "Kennzeichen",
    "Name",
]

_ANY = re.compile(r"\s*\[(?:" + "|".join(map(re.escape, get_args(Kind))) + r")\]")


def placeholder(kind: str) -> str:
    """The placeholder of one kind of personal data, such as `[E-Mail]`."""
    return f"[{kind}]"


def without_placeholders(text: str) -> str:
    """A masked text as it should be understood: „[Telefon]" is no question about a telephone.

    A text of nothing else stays as it is.
    """
    return _ANY.sub("", text).strip() or text
