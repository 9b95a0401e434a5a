"""The channel's templates; everything put into them is escaped."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

STATIC_PREFIX = "/static/web"
HERE = Path(__file__).parent


def environment(*folders: Path) -> Environment:
    """Templates from these folders, the first that has one wins; `static` is where page.css lies."""
    made = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["static"] = STATIC_PREFIX
    return made


_templates = environment(HERE / "templates")


def render(template: str, **values: object) -> str:
    """A template with its values."""
    return _templates.get_template(template).render(**values)
