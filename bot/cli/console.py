"""What every command prints with: colours and progress only on a terminal, JSON alone on stdout."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console

from bot.errors import LotseError

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

# A longer run of blank time looks like a hang.
PROGRESS_AFTER_SECONDS = 1.0


@contextlib.contextmanager
def step(what: str) -> Iterator[None]:
    """Say on stderr what goes on, and at the end how long it took."""
    started = time.monotonic()
    if err.is_terminal:
        with err.status(f"{what} …"):
            yield
    else:
        err.print(f"{what} …")
        yield
    err.print(f"{what}: fertig ({time.monotonic() - started:.1f} s)")


def print_json(value: Any) -> None:
    """One JSON document in one line on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()


def read_batch(file: Path, *keys: str) -> Iterator[dict[str, str]]:
    """The JSON Lines of `file` (`-` is stdin), each an object with the text fields `keys`.

    Raises `LotseError` naming the line that is not.
    """
    with _opened(file) as lines:
        yield from _parsed(lines, file, keys)


def _parsed(lines: Iterable[str], file: Path, keys: tuple[str, ...]) -> Iterator[dict[str, str]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        with contextlib.suppress(ValueError):
            item = json.loads(line)
            if isinstance(item, dict) and all(isinstance(item.get(key), str) for key in keys):
                yield item
                continue
        wanted = ", ".join(f'"{key}": "…"' for key in keys)
        raise LotseError(
            f"{file}, Zeile {number}: Das ist keine Zeile der Form {{{wanted}}}.", "Bitte korrigieren."
        )


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[TextIO]:
    if str(file) == "-":
        yield sys.stdin
        return
    try:
        with file.open(encoding="utf-8") as lines:
            yield lines
    except OSError as error:
        raise LotseError(
            f"{file} lässt sich nicht lesen ({error.strerror}).", "Bitte prüfen Sie den Pfad."
        ) from None
