"""Bearer tokens: 256 random bits, of which only the hash is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets

TOKEN_BYTES = 32


def new_token() -> str:
    """A fresh token, URL-safe, 43 characters."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> bytes:
    """The 32 bytes that are stored; a plain hash is enough for 256 random bits.

    Any string is taken: a header may hold bytes that are no UTF-8.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def matches(token: str, stored: bytes) -> bool:
    """Whether `token` is the one behind `stored`, in constant time."""
    return hmac.compare_digest(hash_token(token), stored)
