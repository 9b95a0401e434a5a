"""Runs other programs: short ones for their answer, long ones with a sign of life and a log file."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bot.setup.progress import Progress, in_german

# A question to an interpreter is answered at once; one that hangs is as good as missing.
ANSWER_SECONDS = 20.0
# Variables of the caller's own Python or uv project that would bend ours out of shape.
_FOREIGN = (
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "PYTHONHOME",
    "PYTHONPATH",
    "PIP_USER",
    "PIP_TARGET",
    "PIP_PREFIX",
    "UV_PROJECT",
    "UV_PROJECT_ENVIRONMENT",
    "UV_PYTHON",
    "UV_NO_SYNC",
    "UV_FROZEN",
)


@dataclass(frozen=True)
class Outcome:
    """Exit code and everything the program printed, standard error included."""

    code: int
    output: str


def clean_environment(**extra: str) -> dict[str, str]:
    """Return the caller's environment without what belongs to another project, and with `extra`."""
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    return {**kept, **extra}


class Commands:
    """Starts programs; the tests put a fake in its place."""

    def ask(self, command: Sequence[str]) -> Outcome:
        """Run a short program and return its answer; 127 where it cannot be started or does not answer."""
        try:
            done = subprocess.run(
                list(command),
                env=clean_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                timeout=ANSWER_SECONDS,
            )
        except (OSError, subprocess.TimeoutExpired) as fault:
            return Outcome(127, str(fault))
        return Outcome(done.returncode, done.stdout)

    def watch(
        self, command: Sequence[str], log: Path, progress: Progress, extra: Mapping[str, str] | None = None
    ) -> Outcome:
        """Run a long program: its output goes to `log`, its last line to the progress display."""
        log.parent.mkdir(parents=True, exist_ok=True)
        lines: list[str] = []
        try:
            process = subprocess.Popen(
                list(command),
                env=clean_environment(**(extra or {})),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
            )
        except OSError as fault:
            return Outcome(127, str(fault))
        assert process.stdout is not None  # PIPE was asked for
        reader = threading.Thread(target=_copy, args=(process.stdout, log, lines), daemon=True)
        reader.start()
        try:
            while True:
                try:
                    code = process.wait(timeout=progress.interval)
                    break
                except subprocess.TimeoutExpired:
                    progress.sign_of_life(in_german(lines[-1]) if lines else "")
        finally:
            if process.poll() is None:  # interrupted: leave no child behind
                process.terminate()
                process.wait()
        reader.join()
        return Outcome(code, "\n".join(lines))


def _copy(stream: IO[str], log: Path, lines: list[str]) -> None:
    with log.open("w", encoding="utf-8") as file:
        for line in stream:
            file.write(line)
            file.flush()
            if line.strip():
                lines.append(line.strip())
