"""References and secrets: what ZMS does not keep for us travels in them, so nothing is stored here.

A reference is the processId; after a move `<processId>.<first processId>.<moves>`, so that the
calendar file keeps its identity. The secret of a hold is `<authKey>.<expiry>.<seal>`: ZMS deletes
what lapsed and cannot say later that it was there. The seal, made with the house's key, keeps a
stranger from learning by a made-up expiry which numbers exist. Everywhere else the secret is the
authKey itself.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from booking.codes import Secrets
from booking.model import BERLIN

_REF = re.compile(r"([1-9][0-9]{0,9})(?:\.([1-9][0-9]{0,9})\.([1-9][0-9]{0,3}))?")
_AUTH_KEY = re.compile(r"[0-9a-f]{4}|[0-9a-f]{64}")  # four signs: what ZMS gave before it gave 64
_SEALED = re.compile(r"([0-9a-f]{4}|[0-9a-f]{64})\.([0-9]{1,11})\.([0-9a-f]{32})")
# Asked for instead of what cannot be a key, so that ZMS refuses it like any wrong one.
_NO_KEY = "0" * 64
_NO_PROCESS = 0


@dataclass(frozen=True, slots=True)
class Ref:
    """Which process, which one it began as, and how often it was moved."""

    process: int
    origin: int
    moves: int = 0

    def __str__(self) -> str:
        return f"{self.process}.{self.origin}.{self.moves}" if self.moves else str(self.process)

    def moved_to(self, process: int) -> Ref:
        """The reference after one more move."""
        return Ref(process, self.origin, self.moves + 1)


@dataclass(frozen=True, slots=True)
class Key:
    """ZMS's authKey; `expires_at` and `sealed` where it is the secret of a hold."""

    auth_key: str = field(repr=False)
    expires_at: datetime | None = None
    sealed: str | None = field(default=None, repr=False)

    @property
    def secret(self) -> str:
        """As the port gives it out."""
        return self.sealed or self.auth_key


def read_ref(text: str) -> Ref:
    """The reference; what is none becomes a process that ZMS does not have."""
    found = _REF.fullmatch(text)
    if not found:
        return Ref(_NO_PROCESS, _NO_PROCESS)
    process = int(found[1])
    return Ref(process, int(found[2] or process), int(found[3] or 0))


class Keys:
    """Seals and reads secrets with the house's key."""

    def __init__(self, key: bytes) -> None:
        self._secrets = Secrets(key)

    def of_hold(self, process: int, auth_key: str, expires_at: datetime) -> Key:
        """The secret of a new hold."""
        stamp = int(expires_at.timestamp())
        return Key(auth_key, expires_at, f"{auth_key}.{stamp}.{self._seal(process, auth_key, stamp)}")

    def read(self, process: int, secret: str) -> Key:
        """A secret; what cannot be one, or belongs to another process, becomes a wrong authKey."""
        if _AUTH_KEY.fullmatch(secret):
            return Key(secret)
        found = _SEALED.fullmatch(secret)
        if not found or not hmac.compare_digest(found[3], self._seal(process, found[1], int(found[2]))):
            return Key(_NO_KEY)
        return Key(found[1], datetime.fromtimestamp(int(found[2]), UTC).astimezone(BERLIN), secret)

    def _seal(self, process: int, auth_key: str, stamp: int) -> str:
        return self._secrets.digest("zms-hold", f"{process}.{auth_key}.{stamp}").hex()[:32]
