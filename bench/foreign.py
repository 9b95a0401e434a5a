"""How often a foreign topic gets an answer of the city: the whole way from the sentence to the blocks.

    python -m bench.foreign            the table, also written to bench/results/foreign.json
    python -m bench.foreign --json     the figures alone

Sentences: `../shared/data/dialogue_acts_de/dev.jsonl`, those of the act `kein_anliegen`. The trained model
parses them, the rules choose the action, the action answers from Mannheim's content in an empty conversation.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rich.console import Console
from rich.table import Table
from ruamel.yaml import YAML

from actions.desk import Desk
from actions.termin.turns import SLOT as BOOKING_SLOT
from bot.bootstrap import LOCAL_ZONE, build_actions, utc_now
from bot.content import load_content, load_termin_content
from bot.database import open_database
from bot.errors import LotseError
from bot.settings import ROOT, Settings, load_settings
from bot.termine.opening import open_booking
from bot.termine.talking import open_bureau
from bot.training import engine_spacy_model, train, training_is_due
from bot.understanding import parse_texts
from knowledge.catalogue import Catalogue
from knowledge.repository import LeistungRepository

SENTENCES = ROOT.parent / "shared" / "data" / "dialogue_acts_de" / "dev.jsonl"
RESULTS = ROOT / "bench" / "results" / "foreign.json"
RULES = ROOT / "bot" / "dialogue" / "rules"


def main() -> int:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="nur die Zahlen")
    options = parser.parse_args()
    if not SENTENCES.exists():
        print("Nicht gemessen: ../shared/data fehlt neben dem Klon.", file=sys.stderr)
        return 0
    settings = load_settings()
    if training_is_due(settings):
        train(settings)
    figures = asyncio.run(measure(settings, list(foreign_sentences())))
    RESULTS.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if options.json:
        print(json.dumps(figures, ensure_ascii=False))
        return 0
    table = Table(title=f"Fremde Themen ({figures['pipeline']})")
    for name in ("", "Sätze", "Anteil"):
        table.add_column(name, justify="left" if not name else "right")
    for name, key in (
        ("Antwort der Stadt", "answered"),
        ("nur „Meinten Sie …?“", "offered"),
        ("Buchung begonnen", "booked"),
    ):
        table.add_row(name, str(figures[key]), f"{figures[key] / figures['sentences']:.1%}")
    table.add_row("gemessen", str(figures["sentences"]), "")
    Console().print(table)
    return 0


def foreign_sentences() -> Iterator[str]:
    """The sentences that are no matter for a city."""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if item["act"] == "kein_anliegen":
            yield item["text"]


async def measure(settings: Settings, sentences: list[str]) -> dict[str, Any]:
    """Count answers (a source is named) and offers (Leistungen to choose from) over `sentences`."""
    with tempfile.TemporaryDirectory() as folder:
        own = settings.model_copy(update={"data_dir": Path(folder), "booking_key_file": None})
        actions = {action.name(): action for action in own_actions(own)}
        action_of = actions_by_intent(RULES)
        answered = offered = booked = 0
        for number, parsed in enumerate(parse_texts(settings, sentences)):
            intent = str(parsed["intent"])
            message = {"text": parsed["text"], "intent": {"name": intent}, "entities": parsed["entities"]}
            dispatcher = CollectingDispatcher()
            tracker = Tracker(f"bench-{number}", {}, message, [], False, None, {}, "action_listen")
            events = await actions[action_of[intent]].run(dispatcher, tracker, {})
            blocks = [block for said in dispatcher.messages for block in said["custom"]["blocks"]]
            if any(event.get("name") == BOOKING_SLOT and event["value"] for event in events):
                booked += 1
            elif any(block["type"] == "notice" and block["kind"] == "source" for block in blocks):
                answered += 1
            elif "Meinten Sie" in str(blocks):
                offered += 1
    return {
        "pipeline": engine_spacy_model(settings),
        "sentences": len(sentences),
        "answered": answered,
        "offered": offered,
        "booked": booked,
    }


def own_actions(settings: Settings) -> list[Action]:
    """The service's actions over a catalogue and a calendar of their own."""
    database = open_database(settings)
    phrases = load_content(settings, database)
    catalogue = Catalogue(LeistungRepository(database))
    desk = Desk(catalogue, phrases, lambda: datetime.now(LOCAL_ZONE))
    booking = open_booking(settings, database, catalogue, utc_now)
    bureau = open_bureau(settings, booking, desk, load_termin_content(settings)) if booking else None
    return build_actions(desk, bureau)


def actions_by_intent(folder: Path) -> dict[str, str]:
    """Which action the rules choose for each intent in a fresh conversation."""
    chosen: dict[str, str] = {}
    for file in sorted(folder.glob("*.yml")):
        for rule in YAML(typ="safe").load(file)["rules"]:
            first, then = rule["steps"][0], rule["steps"][1]
            for step in first.get("or", [first]):
                chosen[step["intent"]] = then["action"]
    return chosen


if __name__ == "__main__":
    try:
        sys.exit(main())
    except LotseError as error:
        sys.exit(str(error))
