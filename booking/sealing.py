"""Encryption at rest: what a citizen tells us is unreadable without the installation's key."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from booking.errors import Unreadable

_KEY_BYTES = 32  # AES-256
_NONCE_BYTES = 12  # NIST SP 800-38D, 8.2: what GCM is made for


class Sealer:
    """Seals texts with AES-GCM under a key of its own, derived for `purpose` from the installation's key.

    Sealing binds a text to its owner (a row's id): bytes that are moved to another row do not open.
    A random nonce stands in front, so that equal texts do not look alike.
    """

    def __init__(self, key: bytes, purpose: str) -> None:
        derived = HKDF(SHA256(), _KEY_BYTES, salt=None, info=f"stadtlotse {purpose}".encode()).derive(key)
        self._cipher = AESGCM(derived)

    def seal(self, text: str, owner: str) -> bytes:
        """The bytes to store; 28 more than the text has in UTF-8."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text.encode(), owner.encode())

    def open(self, sealed: bytes, owner: str) -> str:
        """The text that was sealed for this owner; raises `Unreadable`."""
        nonce, hidden = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, hidden, owner.encode()).decode()
        except (InvalidTag, ValueError):
            raise Unreadable from None
