"""`lotse nlu`: what the assistant understands of a sentence."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.console import out, print_json, read_batch
from bot.errors import LotseError
from bot.settings import load_settings
from bot.understanding import parse_texts
from nlu.dates import find_dates

nlu = typer.Typer(help="Zeigt, was der Lotse versteht.", no_args_is_help=True)

Text = Annotated[str | None, typer.Argument(help="Der Satz.", show_default=False)]
Batch = Annotated[Path | None, typer.Option("--batch", help="JSON Lines, eine Zeile je Satz (- ist stdin).")]
AsJson = Annotated[bool, typer.Option("--json", help="Ausgabe als JSON.")]


@nlu.command("parse")
def parse(text: Text = None, batch: Batch = None, as_json: AsJson = False) -> None:
    """Absicht und Angaben eines Satzes, vom trainierten Modell.

    Beispiel: lotse nlu parse "Was kostet ein neuer Perso?"
    """
    settings = load_settings()
    if batch is not None:
        for result in parse_texts(settings, (line["text"] for line in read_batch(batch, "text"))):
            print_json(result)
        return
    result = next(parse_texts(settings, [_required(text)]))
    if as_json:
        print_json(result)
        return
    out.print(f"{result['intent']} ({result['confidence']:.2f})")
    for entity in result["entities"]:
        out.print(f"  {entity.get('entity')}: {entity.get('value')}")


@nlu.command("dates")
def dates(
    text: Text = None,
    now: Annotated[datetime | None, typer.Option(help="Die Uhrzeit, auf die sich „morgen“ bezieht.")] = None,
    batch: Batch = None,
    as_json: AsJson = False,
) -> None:
    """Tage und Uhrzeiten in einem Satz.

    Beispiel: lotse nlu dates "nächsten Dienstag ab halb drei" --now 2026-11-22T10:00
    """
    if batch is not None:
        for line in read_batch(batch, "text", "now"):
            print_json(_dates(line["text"], _moment(line["now"])))
        return
    result = _dates(_required(text), now or datetime.now())
    if as_json:
        print_json(result)
        return
    for span in result["spans"]:
        words = result["text"][span["start"] : span["end"]]
        out.print(f"{words!r}: {span['kind']} {span['from']} – {span['to']}")
    if not result["spans"]:
        out.print("Kein Datum gefunden.")


def _dates(text: str, now: datetime) -> dict[str, Any]:
    return {"text": text, "spans": [span.as_dict() for span in find_dates(text, now)]}


def _moment(value: str) -> datetime:
    try:
        return datetime.fromisoformat(value).replace(tzinfo=None)
    except ValueError:
        raise LotseError(
            f"„{value}“ ist keine Zeitangabe.", "Erwartet wird ISO 8601: 2026-11-22T10:00"
        ) from None


def _required(text: str | None) -> str:
    if text is None:
        raise LotseError("Es fehlt der Satz.", 'Beispiel: lotse nlu parse "Was kostet ein neuer Perso?"')
    return text
