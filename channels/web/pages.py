"""Pages for people: the demonstration page with the widget, static files, errors."""

from __future__ import annotations

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, html

from channels.web.errors import Refusal
from channels.web.settings import READING
from channels.web.templating import HERE, STATIC_PREFIX, render


def add_pages(blueprint: Blueprint) -> None:
    """Add the demonstration page and the widget's files to `blueprint`."""
    blueprint.static(STATIC_PREFIX, HERE / "static", name="static", directory_view=False)

    async def demo(request: Request) -> HTTPResponse:
        return html(render("demo.html"))

    blueprint.add_route(demo, "/", methods=READING)


def error_page(refusal: Refusal) -> HTTPResponse:
    """A refusal as a page."""
    return html(render("error.html", refusal=refusal), status=refusal.status, headers=refusal.headers)
