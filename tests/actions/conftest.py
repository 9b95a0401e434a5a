"""A small catalogue in memory, and a tracker as the engine would send it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.desk import Desk
from bot.settings import ROOT
from knowledge.catalogue import Catalogue
from knowledge.model import Anschrift, Dienststelle, Gebuehr, Leistung, Quelle, Unterlage
from knowledge.phrases import load_phrases

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
SEITE = Quelle(titel="Stadt Mannheim", url="https://www.mannheim.de/")


def leistung(id_: str, titel: str, *auch_genannt: str, **fields: object) -> Leistung:
    return Leistung(
        id=id_, titel=titel, auch_genannt=auch_genannt, quelle=SEITE, stand=date(2026, 11, 1), **fields
    )


class MemorySource:
    """What the repository is to the catalogue."""

    def __init__(self, leistungen, dienststellen):
        self.entries, self.offices, self.number = leistungen, dienststellen, 1

    def version(self):
        return self.number

    def leistungen(self):
        return self.entries

    def dienststellen(self):
        return self.offices


@pytest.fixture
def source():
    return MemorySource(
        [
            leistung(
                "personalausweis",
                "Personalausweis beantragen",
                "Perso",
                "Ausweis",
                kurztext="Den Personalausweis beantragen Sie im Bürgerservice.",
                gebuehren=(Gebuehr(bezeichnung="Personalausweis", betrag="46.00", quelle=SEITE),),
                unterlagen=(Unterlage(bezeichnung="Passfoto"),),
            ),
            leistung(
                "reisepass",
                "Reisepass beantragen",
                "Pass",
                kurztext="Den Reisepass beantragen Sie im Bürgerservice.",
                gebuehren=(Gebuehr(bezeichnung="Reisepass", betrag="70.00", quelle=SEITE),),
            ),
            leistung(
                "wohnsitz-ummelden", "Wohnsitz ummelden", "ummelden", "Umzug", kurztext="Nach dem Umzug."
            ),
            leistung("kfz-ummelden", "Kfz ummelden", "ummelden", "Auto ummelden", kurztext="Nach dem Umzug."),
            leistung(
                "hundesteuer",
                "Hundesteuer",
                kurztext="Für jeden Hund.",
                gebuehren=(
                    Gebuehr(bezeichnung="Steuer", betrag="100.00", quelle=SEITE),
                    *(Gebuehr(bezeichnung=f"Zuschlag {n}", betrag=n, quelle=SEITE) for n in range(1, 5)),
                ),
            ),
            leistung(
                "fuehrungszeugnis",
                "Führungszeugnis beantragen",
                kurztext="Für den Arbeitgeber.",
                gebuehren=(
                    Gebuehr(
                        bezeichnung="Führungszeugnis", bedingung="ab 18 Jahren", betrag="20.00", quelle=SEITE
                    ),
                    Gebuehr(
                        bezeichnung="Führungszeugnis",
                        bedingung="unter 18 Jahren",
                        betrag="5.00",
                        quelle=SEITE,
                    ),
                ),
            ),
            leistung("fundsachen", "Fundsachen", "verloren", kurztext="Verlorenes liegt im Fundbüro."),
        ],
        [
            Dienststelle(
                id="buergeramt",
                titel="Bürgeramt",
                anschrift=Anschrift(strasse="K 7", plz="68159", ort="Mannheim"),
                quelle=SEITE,
            ),
            Dienststelle(id="fundbuero", titel="Fundbüro", auch_genannt=("Fundamt",), quelle=SEITE),
        ],
    )


@pytest.fixture
def desk(source):
    return Desk(Catalogue(source), load_phrases(ROOT / "knowledge" / "content"), lambda: NOW)


class Talk:
    """Runs actions one after the other and keeps the slots, as the engine does."""

    def __init__(self):
        self.slots: dict[str, object] = {}

    async def say(self, action, text, intent="frage_allgemein", **entities):
        tracker = Tracker.from_dict(
            {
                "sender_id": "c",
                "slots": {**self.slots, **entities},
                "latest_message": {
                    "text": text,
                    "intent": {"name": intent},
                    "entities": [{"entity": name, "value": value} for name, value in entities.items()],
                },
                "events": [],
                "paused": False,
                "followup_action": None,
                "active_loop": {},
                "latest_action_name": "action_listen",
            }
        )
        dispatcher = CollectingDispatcher()
        for event in await action.run(dispatcher, tracker, {}):
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
            elif event["event"] == "reset_slots":
                self.slots.clear()
        return [block for message in dispatcher.messages for block in message["custom"]["blocks"]]


@pytest.fixture
def talk():
    return Talk()
