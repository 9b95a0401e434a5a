"""The mails' templates: what goes into HTML is escaped, plain text needs none."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(enabled_extensions=("html",), default=False),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


_BLANK_LINES = re.compile(r"\n{3,}")


def render(template: str, values: dict[str, object]) -> str:
    """A template with its values; parts that are left out leave one blank line behind."""
    return _BLANK_LINES.sub("\n\n", _templates.get_template(template).render(values))
