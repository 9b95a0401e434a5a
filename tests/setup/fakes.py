"""Stand-ins for the machine: programs that answer as told, and a release page."""

from __future__ import annotations

import io
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from bot.setup.commands import Commands, Outcome
from bot.setup.german_model import ReleasePage
from bot.setup.progress import Progress

GONE = Outcome(127, "command not found")


class FakeCommands(Commands):
    """Answers by the words a command contains; what nobody taught it cannot be started."""

    def __init__(self, answers: Mapping[str, Outcome] | None = None) -> None:
        self.answers = dict(answers or {})
        self.ran: list[str] = []

    def ask(self, command: Sequence[str]) -> Outcome:
        line = " ".join(command)
        self.ran.append(line)
        return next((answer for words, answer in self.answers.items() if words in line), GONE)

    def watch(
        self, command: Sequence[str], log: Path, progress: Progress, extra: Mapping[str, str] | None = None
    ) -> Outcome:
        return self.ask(command)


class FakePage(ReleasePage):
    """A release page that serves `content`, or that nobody reaches."""

    def __init__(self, content: bytes | None = None) -> None:
        self.content = content
        self.asked: list[str] = []

    def open(self, url: str) -> BinaryIO | None:
        self.asked.append(url)
        return None if self.content is None else io.BytesIO(self.content)


def silent_progress(steps: int = 1) -> Progress:
    """A progress display nobody sees."""
    return Progress(io.StringIO(), steps)


def put_executable(path: Path, text: str = "#!/bin/sh\n") -> Path:
    """Write an executable file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path
