"""Faults that a person at the command line can mend: what happened, and what to do next."""

from __future__ import annotations


class LotseError(Exception):
    """A fault with its remedy, both German sentences; the command line prints them and exits with 1."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        """Both sentences in one line."""
        return f"{self.message} {self.remedy}".strip()
