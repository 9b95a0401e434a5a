"""Pages for people: the demonstration page with the widget, static files, errors."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sanic import Blueprint, Request
from sanic.response import HTTPResponse, html

from channels.web.errors import Refusal
from conversations.service import Conversations

STATIC_PREFIX = "/static/web"
_HERE = Path(__file__).parent

_templates = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, **values: object) -> str:
    """A template with its values, everything escaped."""
    return _templates.get_template(template).render(static=STATIC_PREFIX, **values)


def add_pages(blueprint: Blueprint, service: Conversations) -> None:
    """Add the pages and the widget's files to `blueprint`."""
    blueprint.static(STATIC_PREFIX, _HERE / "static", name="static", directory_view=False)

    @blueprint.get("/")
    async def demo(request: Request) -> HTTPResponse:
        return html(render("demo.html"))


def error_page(refusal: Refusal) -> HTTPResponse:
    """A refusal as a page."""
    return html(render("error.html", refusal=refusal), status=refusal.status, headers=refusal.headers)
