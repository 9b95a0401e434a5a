"""Why a mail could not be handed over. The messages are for the log: they hold no address and no content."""

from __future__ import annotations


class SendError(Exception):
    """The mail is tried again later."""


class Refused(SendError):
    """The server does not take this mail now (a 4xx, or a 5xx by its policy)."""


class RefusedForGood(SendError):
    """The server will never take it: unknown recipient, unacceptable content (a 55x)."""


class ServerAway(SendError):
    """No mail can be sent at the moment: unreachable, no encryption, wrong password, sender refused."""
