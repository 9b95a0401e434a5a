"""Blocks on a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

BULLETS = {"bullets": "•", "checklist": "☐"}


def render(blocks: list[dict[str, Any]], console: Console) -> None:
    """Print blocks of every type; what only a form can take is named."""
    for block in blocks:
        console.print(*_lines(block), sep="\n")


def _lines(block: dict[str, Any]) -> list[Any]:
    match block["type"]:
        case "text":
            return [escape(block["text"])]
        case "list":
            return [
                *_title(block),
                *(_item(block["style"], n, item) for n, item in enumerate(block["items"], 1)),
            ]
        case "facts":
            return [*_title(block), _rows(block["rows"])]
        case "card":
            return [
                f"[bold]{escape(block['title'])}[/bold]",
                *(escape(line) for line in block["lines"]),
                _rows(block["rows"]),
                *(_link(link) for link in block["links"]),
            ]
        case "buttons":
            return ["Weiter: " + " | ".join(escape(button["label"]) for button in block["buttons"])]
        case "slots":
            return [f"{n}. {escape(slot['label'])}" for n, slot in enumerate(block["slots"], 1)]
        case "link":
            return [_link(block)]
        case "notice":
            return [f"[dim]{escape(block['text'])}[/dim]", *(_link(link) for link in block["links"])]
        case _:
            return [f"({escape(block.get('title', block['type']))}: bitte im Browser ausfüllen)"]


def _title(block: dict[str, Any]) -> list[str]:
    return [f"[bold]{escape(block['title'])}[/bold]"] if block.get("title") else []


def _item(style: str, number: int, item: dict[str, Any]) -> str:
    note = f" ({item['note']})" if item.get("note") else ""
    return escape(f"{BULLETS.get(style, f'{number}.')} {item['text']}{note}")


def _link(link: dict[str, Any]) -> str:
    return f"[dim]{escape(link['label'])}: {escape(link['url'])}[/dim]"


def _rows(rows: list[dict[str, Any]]) -> Table:
    table = Table.grid(padding=(0, 2))
    for row in rows:
        table.add_row(escape(row["label"]), escape(row["value"]))
    return table
