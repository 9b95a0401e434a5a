"""The words for an appointment, from the catalogue as it is now: what for, where, what to bring."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime

from booking.details import TerminDetails
from booking.errors import BookingError
from booking.model import Item, Items, Slot
from booking.port import BookingPort
from knowledge.answer import Listing
from knowledge.aspects import documents
from knowledge.catalogue import Catalogue
from knowledge.model import Dienststelle, Leistung, Unterlage


class Details:
    """`booking.details.Describe`: looked up anew at each call."""

    def __init__(self, catalogue: Catalogue, port: BookingPort, is_example: Callable[[], bool]) -> None:
        self._catalogue = catalogue
        self._port = port
        self._is_example = is_example

    async def __call__(self, slot: Slot, items: Items) -> TerminDetails:
        """The details of an appointment, also of one whose office no longer gives any."""
        leistungen = [found for item in items if (found := self._catalogue.leistung(item.leistung))]
        dienststelle = self._catalogue.dienststelle(slot.office)
        unterlagen = tuple(
            dict.fromkeys(line for leistung in leistungen for line in _unterlagen(leistung, slot.start))
        )
        return TerminDetails(
            title=_joined([await self._say_item(item) for item in items]),
            office=dienststelle.titel if dienststelle else await self._office_name(slot.office),
            address=_address(dienststelle) if dienststelle else (),
            unterlagen=unterlagen,
            unterlagen_unconfirmed=bool(unterlagen) and not all(found.geprueft for found in leistungen),
            hint=await self._hint(slot.office, items),
            is_example=self._is_example(),
        )

    async def _say_item(self, item: Item) -> str:
        leistung = self._catalogue.leistung(item.leistung)
        name = leistung.titel if leistung else None
        if name is None:  # a booking system may offer what the catalogue does not have
            name = (await self._port.catalogue()).leistungen.get(item.leistung, item.leistung)
        return name if item.count == 1 else f"{item.count} × {name}"

    async def _office_name(self, office: str) -> str:
        return (await self._port.catalogue()).offices.get(office, office)

    async def _hint(self, office: str, items: Items) -> str:
        with suppress(BookingError):  # an office that gives no appointments any more has no hint for one
            return (await self._port.requirements(office, items)).hint or ""
        return ""


def _joined(parts: list[str]) -> str:
    """„A", „A und B", „A, B und C"."""
    return " und ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def _address(dienststelle: Dienststelle) -> tuple[str, ...]:
    anschrift = dienststelle.anschrift
    if anschrift is None:
        return ()
    lines = (anschrift.strasse, f"{anschrift.plz} {anschrift.ort}", anschrift.hinweis)
    return tuple(line for line in lines if line)


def _unterlagen(leistung: Leistung, day: datetime) -> Iterator[str]:
    """What to bring, one line a paper; of an imported catalogue what the chat reads out of its text."""
    if leistung.unterlagen:
        yield from map(_say_unterlage, leistung.unterlagen)
        return
    told = documents(leistung, (), day)
    for part in told.parts if told else ():
        if isinstance(part, Listing):
            yield from (item.text for item in part.items)


def _say_unterlage(unterlage: Unterlage) -> str:
    """„Passfoto (bei Kindern, digital)"; a hint that is a sentence of its own comes after the brackets."""
    hint = unterlage.hinweis or ""
    is_sentence = hint[:1].isupper()
    notes = ", ".join(filter(None, [unterlage.bedingung, "" if is_sentence else hint]))
    line = f"{unterlage.bezeichnung} ({notes})" if notes else unterlage.bezeichnung
    return f"{line}. {hint}" if is_sentence else line
