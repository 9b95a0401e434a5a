"""A booking as blocks: questions with choices, free times, the contact form, what was booked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from actions.reply import choices, payload
from actions.termin.bureau import Bureau
from actions.termin.contribution import CHOICE_INTENT
from booking.details import TerminDetails, say_day, say_slot, say_time
from booking.model import BERLIN, Booking, Catalogue, ContactField, Items, Requirements, Slot, State
from booking.vorgaenge.vorgang import Vorgang
from conversations.blocks import (
    Block,
    Button,
    Card,
    CardLink,
    FactRow,
    Form,
    FormField,
    List,
    ListItem,
    Notice,
    Slots,
    Text,
)
from conversations.blocks import Slot as SlotChoice
from conversations.marks import mark

CONTACT_FORM = "termin_kontakt"
CODE_FORM = "termin_code"
WATCH_FORM = "termin_bescheid"

# How browsers and people know the fields of a contact form: the input's kind and its HTML token (WCAG 1.3.5).
_FIELDS = {"name": ("text", "name"), "email": ("email", "email"), "phone": ("tel", "tel")}


def step_button(label: str, step: str, value: str = "") -> Button:
    """A button that answers a question of the booking."""
    return Button(label=label, choice=payload(CHOICE_INTENT, schritt=step, wert=value))


def question(text: str, buttons: Sequence[Button]) -> list[Block]:
    """One question and its likely answers."""
    return [Text(text=text), *choices(buttons)]


def try_again(said: str) -> list[Block]:
    """What went wrong, and another try."""
    return question(
        said, [step_button("Noch einmal versuchen", "weiter"), step_button("Abbrechen", "abbrechen")]
    )


def title_of(catalogue: Catalogue, items: Items) -> str:
    """„2 × Personalausweis beantragen und Reisepass beantragen"."""
    names = [
        f"{item.count} × {name}" if item.count > 1 else name
        for item in items
        if (name := catalogue.leistungen.get(item.leistung, item.leistung))
    ]
    return " und ".join(names)


def slots_block(slots: Sequence[Slot], catalogue: Catalogue) -> list[Block]:
    """The free times as choices, and before them as a sentence that can be read anywhere."""
    offered = tuple(
        SlotChoice(
            label=f"{_day(slot)}, {say_time(slot.start)}",
            choice=payload(CHOICE_INTENT, schritt="slot", wert=slot.id),
            start=slot.start,
            end=slot.end,
            place=catalogue.offices.get(slot.office, slot.office),
        )
        for slot in slots
    )
    return [Text(text=_in_words(slots, catalogue)), Slots(slots=offered)] if offered else []


def _in_words(slots: Sequence[Slot], catalogue: Catalogue) -> str:
    """„Bürgerservice Neckarau: Dienstag, 24.11., 14:00 und 14:30 Uhr; …" – a line for each office."""
    offices = dict.fromkeys(slot.office for slot in slots)
    return "\n".join(
        f"{catalogue.offices.get(office, office)}: {_times([s for s in slots if s.office == office])}"
        for office in offices
    )


def _times(slots: Sequence[Slot]) -> str:
    days = []
    for day, group in groupby(slots, key=_day):
        *first, last = [say_time(slot.start) for slot in group]
        clock = [time.removesuffix(" Uhr") for time in first]
        days.append(f"{day}, {' und '.join([*([', '.join(clock)] if clock else []), last])}")
    return "; ".join(days)


def _day(slot: Slot) -> str:
    """„Dienstag, 24.11.": slots lie weeks ahead, not years."""
    return f"{say_day(slot.start).partition(',')[0]}, {slot.start.astimezone(BERLIN):%d.%m.}"


def contact_form(bureau: Bureau, needed: Requirements, expires_at: datetime | None) -> Form:
    """What the calendar asks for, as a form whose values go straight to it."""
    return Form(
        form=CONTACT_FORM,
        title=bureau.say("formular_titel"),
        fields=tuple(_form_field(field) for field in needed.fields),
        submit_label=bureau.say("formular_absenden"),
        expires_at=expires_at,
    )


def code_form(bureau: Bureau) -> Form:
    """Number and code of an appointment that this conversation does not know."""
    return Form(
        form=CODE_FORM,
        title=bureau.say("code_titel"),
        fields=(
            FormField(
                name="nummer",
                label=bureau.say("code_nummer"),
                required=True,
                autocomplete="off",
                max_length=60,
            ),
            FormField(
                name="code", label=bureau.say("code_code"), required=True, autocomplete="off", max_length=200
            ),
        ),
        submit_label=bureau.say("code_absenden"),
    )


def watch_form(bureau: Bureau) -> Form:
    """The address for „sagen Sie mir Bescheid"."""
    field = FormField(
        name="email",
        label="E-Mail-Adresse",
        kind="email",
        required=True,
        autocomplete="email",
        max_length=254,
    )
    return Form(
        form=WATCH_FORM,
        title=bureau.say("bescheid_titel"),
        fields=(field,),
        submit_label=bureau.say("bescheid_absenden"),
    )


def is_mailed(bureau: Bureau, booking: Booking) -> bool:
    """Whether the citizen is told by mail as well; the address may have been left out."""
    return bureau.sends_mail and booking.contact is not None and bool(booking.contact.email)


def example_notice(bureau: Bureau) -> list[Block]:
    """That the calendar is only an example, as long as nobody has confirmed it."""
    return [Notice(kind="unconfirmed", text=bureau.say("beispiel"))] if bureau.is_example() else []


def appointment_card(vorgang: Vorgang, booking: Booking, details: TerminDetails) -> Card:
    """What, when, where; number, code and links stand as marks that only the citizen's page fills in."""
    is_live = booking.state in (State.CONFIRMED, State.PENDING_EMAIL)
    links = (
        CardLink(label="Termin ansehen, verschieben oder absagen", url=mark(vorgang.id, "link")),
        CardLink(label="In den Kalender eintragen (ICS)", url=mark(vorgang.id, "ics")),
    )
    return Card(
        title=details.title,
        lines=(say_slot(booking.slot), details.office, *details.address),
        rows=(
            FactRow(label="Nummer", value=mark(vorgang.id, "nummer")),
            FactRow(label="Code", value=mark(vorgang.id, "code")),
        ),
        links=links if is_live else (),
    )


def papers(details: TerminDetails) -> list[Block]:
    """What to bring, as a checklist, marked where no editor has confirmed it."""
    if not details.unterlagen:
        return []
    items = tuple(ListItem(text=paper) for paper in details.unterlagen)
    unconfirmed = Notice(kind="unconfirmed", text="Diese Liste ist noch nicht von der Redaktion bestätigt.")
    return [
        List(title="Bitte bringen Sie mit", style="checklist", items=items),
        *([unconfirmed] if details.unterlagen_unconfirmed else []),
    ]


def manage_buttons() -> list[Block]:
    """What can be done with an appointment that is booked."""
    return choices(
        [step_button("Termin verschieben", "verschieben"), step_button("Termin absagen", "absagen")]
    )


def texts(*sentences: str) -> list[Block]:
    """One paragraph of the sentences that are not empty."""
    joined = " ".join(filter(None, sentences))
    return [Text(text=joined)] if joined else []


def _form_field(field: ContactField) -> FormField:
    kind, token = _FIELDS.get(field.name, ("text", None))
    return FormField.model_validate(
        {
            "name": field.name,
            "label": field.label,
            "kind": kind,
            "required": field.required,
            "autocomplete": token,
            "max_length": field.max_length,
        }
    )
