"""One answer with every block type."""

from __future__ import annotations

from datetime import UTC, datetime

from conversations.blocks import (
    Block,
    Button,
    Buttons,
    Card,
    CardLink,
    FactRow,
    Facts,
    Form,
    FormField,
    Link,
    List,
    ListItem,
    Notice,
    Slot,
    Slots,
    Text,
)

_SLOT_TIMES = [("Di, 24. November, 9:00 Uhr", 9), ("Di, 24. November, 10:30 Uhr", 10)]

EVERY_BLOCK: tuple[Block, ...] = (
    Text(text="Ein neuer Personalausweis kostet 46,00 Euro.\nWer jünger als 24 ist, zahlt 27,60 Euro."),
    Facts(
        title="Gebühren",
        rows=(
            FactRow(label="ab 24 Jahren", value="46,00 €"),
            FactRow(label="unter 24 Jahren", value="27,60 €"),
        ),
    ),
    List(
        title="Das bringen Sie mit",
        style="checklist",
        items=(
            ListItem(text="Alter Ausweis oder Pass"),
            ListItem(text="Geburtsurkunde", note="nur beim ersten Ausweis"),
        ),
    ),
    List(style="steps", items=(ListItem(text="Termin vereinbaren"), ListItem(text="Vorbeikommen"))),
    List(title="Das geht auch", items=(ListItem(text="Vorläufiger Ausweis"),)),
    Card(
        title="Bürgerservice K 7",
        lines=("K 7", "68159 Mannheim"),
        rows=(FactRow(label="heute", value="8 bis 18 Uhr"),),
        links=(
            CardLink(label="Telefon 115", url="tel:115"),
            CardLink(label="Webseite", url="https://www.example.org/k7"),
        ),
    ),
    Link(label="Online beantragen", url="https://www.example.org/antrag"),
    Slots(
        slots=tuple(
            Slot(
                label=label,
                choice=f'/auswahl{{"termin": "{hour}"}}',
                start=datetime(2026, 11, 24, hour, tzinfo=UTC),
                end=datetime(2026, 11, 24, hour, 15, tzinfo=UTC),
                place="Bürgerservice K 7",
            )
            for label, hour in _SLOT_TIMES
        )
    ),
    Form(
        form="kontakt",
        title="Ihre Angaben für den Termin",
        fields=(
            FormField(name="name", label="Name", required=True, autocomplete="name"),
            FormField(
                name="email",
                label="E-Mail",
                kind="email",
                required=True,
                hint="Dorthin kommt die Bestätigung.",
                autocomplete="email",
            ),
            FormField(name="anmerkung", label="Anmerkung", kind="textarea"),
            FormField(name="einwilligung", label="Ich bin einverstanden.", kind="checkbox", required=True),
        ),
        submit_label="Termin buchen",
    ),
    Notice(kind="info", text="Bitte kommen Sie fünf Minuten früher."),
    Notice(kind="warning", text="Am 24. Dezember ist geschlossen."),
    Notice(kind="emergency", text="In Lebensgefahr rufen Sie die 112."),
    Notice(kind="unconfirmed", text="Noch nicht von der Redaktion bestätigt."),
    Notice(
        kind="source",
        text="§ 1 PAuswGebV, Stand 07.02.2026",
        links=(CardLink(label="Gesetz", url="https://www.gesetze-im-internet.de/pauswgebv/"),),
    ),
    Buttons(
        buttons=(
            Button(label="Wo ist das?", choice='/frage_ort{"leistung": "personalausweis"}'),
            Button(label="Wie lange dauert es?", choice='/frage_dauer{"leistung": "personalausweis"}'),
        )
    ),
)
