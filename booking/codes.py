"""References that people read, and secrets that open a booking.

A secret is HMAC-SHA-256 over the reference under the installation's key, which lies outside the
database: so a reminder can carry the link again, while the database holds only the secret's hash.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import unicodedata

from booking.sealing import Sealer

KEY_BYTES = 32
# No 0/O, 1/I/L: what is read out on the telephone is written down right. Ten of 31 signs are 49 bits.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_HALF = 5
_NO_HASH = bytes(32)
# Signs that look alike. No code has any of them, and other systems' numbers are folded on both sides.
_ALIKE = str.maketrans("OIL", "011")
_MAX_TYPED = 60  # nobody's number or code; what is longer cannot be right


class Secrets:
    """What follows from the installation's key of at least 32 random bytes; `contacts` seals contact data."""

    def __init__(self, key: bytes) -> None:
        if len(key) < KEY_BYTES:
            raise ValueError(f"the key must have at least {KEY_BYTES} bytes")
        self._key = key
        self.contacts = Sealer(key, "contact")

    def secret(self, purpose: str, ref: str) -> str:
        """256 bits, URL-safe, 43 characters; the same for the same purpose and reference."""
        return base64.urlsafe_b64encode(self.digest(purpose, ref)).rstrip(b"=").decode()

    def digest(self, purpose: str, text: str) -> bytes:
        """32 bytes that tell nothing about `text` without the key."""
        message = f"{purpose}\0{text}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, message, hashlib.sha256)

    def code(self, purpose: str, ref: str) -> str:
        """49 bits for people, like `K7Q2M-9TXB4`: only for where tries are counted."""
        rest, signs = int.from_bytes(self.digest(purpose, ref)), ""
        for _ in range(2 * _HALF):
            rest, sign = divmod(rest, len(_ALPHABET))
            signs += _ALPHABET[sign]
        return _halved(signs)


def hash_secret(secret: str) -> bytes:
    """The 32 bytes that are stored; a plain hash is enough for 256 random bits."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def matches(secret: str, stored: bytes | None) -> bool:
    """Whether `secret` is the one behind `stored`, in constant time, also where nothing is stored."""
    return hmac.compare_digest(hash_secret(secret), stored or _NO_HASH)


def new_ref() -> str:
    """A fresh reference like `7KQ2M-9TXB4`."""
    return _halved("".join(secrets.choice(_ALPHABET) for _ in range(2 * _HALF)))


def read_ref(text: str) -> str:
    """The reference as stored, from what a person typed: small letters, blanks, no hyphen."""
    return _halved("".join(sign for sign in text.upper() if sign.isalnum()))


def fold_typed(text: str) -> str:
    """By what two typed numbers or codes are compared: no case, blanks, hyphens; O is 0, I and L are 1."""
    signs = unicodedata.normalize("NFKC", text[:_MAX_TYPED]).upper().translate(_ALIKE)
    return "".join(sign for sign in signs if sign.isalnum())


def _halved(signs: str) -> str:
    return f"{signs[:_HALF]}-{signs[_HALF:]}"
