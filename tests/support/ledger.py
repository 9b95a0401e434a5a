"""The honest end of a test run: what was not tested here, and why; in CI nothing is skipped silently.

`python -m tests` hands every step the same ledger file, so that the last summary speaks for all of them.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

TITLE = "Was hier nicht geprüft werden konnte"
# The only things a CI machine may lack. Everything else it must install, or the run fails.
ALLOWED_IN_CI = {
    r"de_core_news_md": "the publisher's release page is not reachable from every network",
}


def in_ci() -> bool:
    """Say whether this run decides about a change."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def is_allowed_in_ci(reason: str) -> bool:
    """Say whether a CI run may skip a test for this reason."""
    return any(re.search(pattern, reason) for pattern in ALLOWED_IN_CI)


class Ledger:
    """A pytest plugin that notes skipped tests, forbids them in CI, and lists them at the end."""

    def __init__(self, file: Path | None, runtime: str, *, closes: bool = False) -> None:
        """Write to `file` if there is one; the step that `closes` it speaks for all that wrote to it."""
        self._file = file
        self._runtime = runtime
        self._closes = closes
        self._skipped: list[str] = []

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self):  # type: ignore[no-untyped-def]
        """Judge the outcome of one phase of a test."""
        outcome = yield
        self._judge(outcome.get_result())

    @pytest.hookimpl(hookwrapper=True)
    def pytest_make_collect_report(self):  # type: ignore[no-untyped-def]
        """Judge a file that asks to be skipped as a whole."""
        outcome = yield
        self._judge(outcome.get_result())

    def _judge(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if not report.skipped or hasattr(report, "wasxfail"):
            return
        reason = _reason(report.longrepr)
        if in_ci() and not is_allowed_in_ci(reason):
            report.outcome = "failed"
            report.longrepr = f"In CI darf nichts ausfallen: {reason}"
        else:
            self._skipped.append(reason)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """List what the whole run could not test; the last line stays pytest's own."""
        here = [{"runtime": self._runtime, "skipped": reason} for reason in self._skipped]
        write_entries(self._file, here)
        if self._file is not None and not self._closes:
            return
        entries = here if self._file is None else read_entries(self._file)
        failed = [entry["failed"] for entry in entries if "failed" in entry]
        skipped = Counter(entry["skipped"] for entry in entries if "skipped" in entry)
        if not skipped and not self._closes:
            return  # a part of the tests says nothing about the whole
        terminalreporter.section(TITLE, sep="-")
        for reason, number in sorted(skipped.items()):
            terminalreporter.write_line(f"{number} × {reason}")
        if not skipped:
            terminalreporter.write_line("Nichts: alles wurde geprüft.")
        if failed:
            terminalreporter.write_line(f"Vorher gescheitert (siehe oben): {', '.join(failed)}", red=True)


def write_entries(file: Path | None, entries: Iterable[dict[str, str]]) -> None:
    """Append entries to the run's ledger, one JSON object a line."""
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as lines:
            lines.writelines(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)


def read_entries(file: Path) -> list[dict[str, str]]:
    """Return all entries of the run so far."""
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _reason(longrepr: object) -> str:
    text = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
    return text.removeprefix("Skipped: ")
