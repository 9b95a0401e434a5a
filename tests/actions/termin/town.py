"""A small city in which appointments can be booked, with a real calendar on SQLite and a clock to move."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import Engine

from actions.desk import Desk
from actions.termin.bureau import Bureau
from actions.termin.wanted import Wanted
from booking.calendar import Hours, OfficeCalendar, ServiceRule, WeeklyHours
from booking.embedded import EmbeddedBooking
from booking.model import BERLIN, Contact, Item, Slot, SlotQuery
from booking.plan import Plan
from booking.policy import Policy
from booking.vorgaenge.repository import VorgangRows
from booking.vorgaenge.service import Vorgaenge
from bot.settings import ROOT
from bot.termine.details import Details
from knowledge.catalogue import Catalogue
from knowledge.model import Anschrift, Dienststelle, Geo, Leistung, Quelle, Stadtteil, Unterlage
from knowledge.phrases import load_phrases
from knowledge.termin_phrases import load_termin_phrases
from tests.booking.harness import FakeClock

CONTENT = ROOT / "knowledge" / "content"
# A Monday. In November and December there is no public holiday before the horizon ends.
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=BERLIN)
TODAY = NOW.date()
KEY = bytes(range(32))
CHAT = "c"

ERIKA = Contact(name="Erika Mustermann", email="erika@example.de", phone="0621 2930")
ERIKAS_FORM = {"name": "Erika Mustermann", "email": "erika@example.de", "phone": "0621 2930"}

_SEITE = Quelle(titel="Stadt Mannheim", url="https://www.mannheim.de/")
_STAND = date(2026, 11, 1)
_PLACES = {
    "Innenstadt": Geo(breite=49.488, laenge=8.466),
    "Lindenhof": Geo(breite=49.474, laenge=8.470),
    "Neckarau": Geo(breite=49.455, laenge=8.487),
    "Almenhof": Geo(breite=49.460, laenge=8.480),
    "Sandhofen": Geo(breite=49.544, laenge=8.447),
}
STADTTEILE = {name: Stadtteil(id=name.lower(), titel=name, geo=geo) for name, geo in _PLACES.items()}


def _leistung(id_: str, titel: str, *auch_genannt: str, **fields: object) -> Leistung:
    return Leistung(
        id=id_,
        titel=titel,
        auch_genannt=auch_genannt,
        kurztext=f"{titel} im Amt.",
        quelle=_SEITE,
        stand=_STAND,
        **fields,
    )


def _office(id_: str, titel: str, stadtteil: str, *auch_genannt: str) -> Dienststelle:
    return Dienststelle(
        id=id_,
        titel=titel,
        auch_genannt=auch_genannt,
        anschrift=Anschrift(strasse=f"{stadtteil} 1", plz="68159", ort="Mannheim"),
        geo=_PLACES[stadtteil],
        stadtteile=(stadtteil,),
        quelle=_SEITE,
    )


class Source:
    """What the repository is to the catalogue."""

    def version(self) -> int:
        return 1

    def leistungen(self) -> list[Leistung]:
        passfoto = Unterlage(bezeichnung="Passfoto", hinweis="digital")
        return [
            _leistung("ausweis", "Personalausweis beantragen", "Perso", "Ausweis", unterlagen=(passfoto,)),
            _leistung("pass", "Reisepass beantragen", "Pass"),
            _leistung("wohnsitz", "Wohnsitz ummelden", "ummelden", "Umzug"),
            _leistung("kfz", "Kfz ummelden", "ummelden", "Auto ummelden"),
            _leistung("heirat", "Eheschließung anmelden", "heiraten"),
            _leistung("hundesteuer", "Hundesteuer anmelden", "Hund anmelden"),
        ]

    def dienststellen(self) -> list[Dienststelle]:
        return [
            _office("mitte", "Bürgerservice Mitte", "Innenstadt", "K 7"),
            _office("neckarau", "Bürgerservice Neckarau", "Neckarau"),
            _office("standesamt", "Standesamt", "Lindenhof"),
        ]


def _weekly(days: str, *hours: tuple[int, int]) -> tuple[WeeklyHours, ...]:
    weekdays = frozenset(["mo", "di", "mi", "do", "fr", "sa", "so"].index(day) for day in days.split())
    return tuple(WeeklyHours(weekdays, Hours(time(start), time(end))) for start, end in hours)


HALF_AN_HOUR = timedelta(minutes=30)
OFFICES = (
    OfficeCalendar(
        "mitte",
        "Bürgerservice Mitte",
        (*_weekly("mo di mi do fr", (8, 12)), *_weekly("mo di mi do", (13, 16))),
        step=HALF_AN_HOUR,
        horizon_days=28,
        max_per_email=2,
        hint="Bitte am Empfang melden.",
    ),
    OfficeCalendar(
        "neckarau", "Bürgerservice Neckarau", _weekly("di do", (8, 18)), step=HALF_AN_HOUR, horizon_days=28
    ),
    OfficeCalendar(
        "standesamt", "Standesamt", _weekly("mi", (9, 12)), step=timedelta(hours=1), horizon_days=28
    ),
)
BUERGERSERVICE = frozenset({"mitte", "neckarau"})
RULES = (
    ServiceRule("ausweis", "Personalausweis beantragen", BUERGERSERVICE, max_count=4),
    ServiceRule("pass", "Reisepass beantragen", BUERGERSERVICE),
    ServiceRule("wohnsitz", "Wohnsitz ummelden", frozenset({"mitte"})),
    ServiceRule("kfz", "Kfz ummelden", frozenset({"mitte"})),
    ServiceRule("heirat", "Eheschließung anmelden", frozenset({"standesamt"})),
)
AUSWEIS = (Item("ausweis"),)


class Town:
    """The bureau as the assembly makes it; `example` says whether its calendars are a demonstration."""

    def __init__(self, engine: Engine, policy: Policy | None = None, *, sends_mail: bool = True) -> None:
        self.engine = engine
        self.clock = FakeClock(NOW)
        self.example = False
        self.policy = policy or Policy(email_required=sends_mail)
        plan = Plan(OFFICES, RULES)
        self.port = EmbeddedBooking(engine, lambda: plan, KEY, self.clock, self.policy)
        catalogue = Catalogue(Source())
        desk = Desk(catalogue, load_phrases(CONTENT), lambda: self.clock.now)
        self.bureau = Bureau(
            desk=desk,
            port=self.port,
            vorgaenge=Vorgaenge(self.port, VorgangRows(engine), KEY, self.clock),
            describe=Details(catalogue, self.port, lambda: self.example),
            phrases=load_termin_phrases(CONTENT),
            stadtteile=STADTTEILE,
            watches=self.port.watches if sends_mail else None,
            wanted=Wanted(),
            sends_mail=sends_mail,
            is_example=lambda: self.example,
        )

    def close(self, office: str, first: date, last: date | None = None) -> None:
        """Close an office on these days, or till the calendar ends."""
        self.port.operations.close(office, first, last or first + timedelta(days=60), "Umbau", "Prüfung")

    async def free(self, office: str, leistung: str = "ausweis", limit: int = 200) -> tuple[Slot, ...]:
        """What is free at an office, in order."""
        query = SlotQuery(items=(Item(leistung),), offices=(office,), limit=limit)
        return (await self.port.find_slots(query)).slots

    async def take(self, slot_id: str, *, email: str = "jemand@example.de") -> None:
        """Somebody else books the slot."""
        vorgang = await self.bureau.vorgaenge.hold(f"anderswo {slot_id}", slot_id, AUSWEIS, "somebody else")
        await vorgang.book(Contact(name="Jemand Anderes", email=email))

    def booked(self) -> list[Slot]:
        """Every confirmed appointment's slot."""
        return [booking.slot for booking in self.port.operations.appointments(TODAY, date(2027, 1, 31))]


def slot_id(office: str, day: int, clock: str, month: int = 11) -> str:
    """The id of a slot: `slot_id("mitte", 24, "08:30")`."""
    start = datetime.combine(date(2026, month, day), time.fromisoformat(clock), BERLIN)
    return f"{office}@{int(start.timestamp())}"
