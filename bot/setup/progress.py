"""Says what the setup is doing: step n of m, how long it has run, what came last."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TextIO

# What uv prints while it works, in the words of the person who waits.
_UV_WORDS = (
    (re.compile(r"^Downloading (\S+) \((.+)\)"), r"lade \1 (\2)"),
    (re.compile(r"^Downloaded (\S+)"), r"\1 geladen"),
    (re.compile(r"^Building (\S+)"), r"baue \1"),
    (re.compile(r"^Built (\S+)"), r"\1 gebaut"),
    (re.compile(r"^Prepared (\d+) packages? in (.+)"), r"\1 Pakete geladen, richte sie ein"),
    (re.compile(r"^Resolved (\d+) packages?.*"), r"\1 Pakete bestimmt"),
    (re.compile(r"^Installed (\d+) packages?.*"), r"\1 Pakete eingerichtet"),
)
_TERMINAL_SECONDS = 1.0  # a line that is redrawn may move often
_PIPE_SECONDS = 10.0  # a log that only grows should not


class Progress:
    """Prints German progress lines; on a terminal the running line is redrawn in place."""

    def __init__(self, stream: TextIO, steps: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._steps = steps
        self._clock = clock
        self._number = 0
        self._title = ""
        self._begin = clock()
        self._step_begin = self._begin
        self._redraws = stream.isatty()
        self.interval = _TERMINAL_SECONDS if self._redraws else _PIPE_SECONDS

    @property
    def seconds(self) -> float:
        """Seconds since the setup began."""
        return self._clock() - self._begin

    @property
    def step_seconds(self) -> float:
        """Seconds since the running step began."""
        return self._clock() - self._step_begin

    def step(self, title: str) -> None:
        """Announce the next step."""
        self._number += 1
        self._title = title
        self._step_begin = self._clock()
        self._print(f"[{self._number}/{self._steps}] {title} …")

    def sign_of_life(self, detail: str = "") -> None:
        """Say that the running step still runs, for how long, and what it did last."""
        line = f"      {self.step_seconds:4.0f} s" + (f": {detail}" if detail else "")
        if self._redraws:
            self._stream.write(f"\r\x1b[K{line[:78]}")
            self._stream.flush()
        else:
            self._print(line)

    def note(self, text: str) -> None:
        """Print one line that belongs to the running step."""
        self._print(f"      {text}")

    def say(self, text: str) -> None:
        """Print one line that belongs to no step."""
        self._print(text)

    def _print(self, text: str) -> None:
        start = "\r\x1b[K" if self._redraws else ""
        self._stream.write(f"{start}{text}\n")
        self._stream.flush()


def in_german(line: str) -> str:
    """Return uv's progress line in German, or nothing for a line that only a log needs."""
    for pattern, words in _UV_WORDS:
        found = pattern.match(line)
        if found:
            return found.expand(words)
    return ""
