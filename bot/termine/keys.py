"""The installation's key: what seals contact data and makes codes and links. It lies beside the database."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from pathlib import Path

from booking.codes import KEY_BYTES
from bot.errors import LotseError

VARIABLE = "LOTSE_BOOKING_KEY_FILE"


def read_key(path: Path) -> bytes:
    """The key in `path`, made where there is none: 32 random bytes that only its owner may read.

    Raises `LotseError` where it is too short or others may read it.
    """
    if not path.exists():
        _make(path)
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise LotseError(
            f"Die Schlüsseldatei {path} dürfen auch andere lesen oder ändern.",
            f"Bitte schützen Sie sie: chmod 600 {path}",
        )
    key = path.read_bytes()
    if len(key) < KEY_BYTES:
        raise LotseError(
            f"Die Schlüsseldatei {path} ist zu kurz: Sie braucht mindestens {KEY_BYTES} zufällige Bytes.",
            f"Bitte spielen Sie die Sicherung zurück oder prüfen Sie {VARIABLE}.",
        )
    return key


def _make(path: Path) -> None:
    """Whole or not at all: a process that starts at the same time finds no half a key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
