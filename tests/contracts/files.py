"""What the contract tests look at: the files of the project, and what Python files import and name."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("actions", "bot", "booking", "channels", "conversations", "knowledge", "nlu")


@cache
def project_files() -> tuple[str, ...]:
    """Return the path of every file that is or could be committed, relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return tuple(sorted(name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()))


def python_files(*folders: str) -> list[str]:
    """Return the Python files below the given folders, by default below every package."""
    starts = tuple(f"{folder}/" for folder in folders or PACKAGES)
    return [name for name in project_files() if name.endswith(".py") and name.startswith(starts)]


@cache
def tree(name: str) -> ast.Module:
    """Return a Python file, parsed."""
    return ast.parse((ROOT / name).read_text(encoding="utf-8"), name)


def imports(name: str) -> Iterator[str]:
    """Yield the full name of every module that a file imports, `if TYPE_CHECKING` included."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def read(name: str) -> str:
    """Return the text of a project file."""
    return (ROOT / name).read_text(encoding="utf-8")
