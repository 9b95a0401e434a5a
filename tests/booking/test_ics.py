from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from booking.details import EXAMPLE_NOTICE, UNCONFIRMED_NOTICE, TerminDetails
from booking.ics import method_of, to_ics
from booking.model import BERLIN, Booking, Contact, Item, Slot, State

ROOT = Path(__file__).parents[2]
NODE = shutil.which("node")
STAMP = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
NAME, EMAIL, SECRET = "Özgür Muster", "oezguer@example.de", "s3cr3t-of-the-booking"
DETAILS = TerminDetails(
    "2 × Personalausweis beantragen",
    "Bürgerservice Mitte",
    ("K 7, 3. Stock", "68159 Mannheim"),
    ("Biometrisches Passfoto", "Geburtsurkunde, falls Sie zum ersten Mal kommen; sonst nicht"),
    hint="Bitte kommen Sie fünf Minuten früher. 🙂",
)


def booked(start: datetime, minutes: int = 20, state: State = State.CONFIRMED) -> Booking:
    start = start.astimezone(UTC)
    slot = Slot("mitte@x", "mitte", start.astimezone(BERLIN), _berlin(start + timedelta(minutes=minutes)))
    contact = Contact(NAME, EMAIL, "+49621293")
    return Booking("r", SECRET, "7KQ2M-9TXB4", "u1@lotse", 3, state, slot, (Item("ausweis", 2),), contact)


def _berlin(moment: datetime) -> datetime:
    return moment.astimezone(BERLIN)


TUESDAY = booked(datetime(2026, 11, 24, 14, 5, tzinfo=BERLIN))


def write(booking: Booking = TUESDAY, details: TerminDetails = DETAILS, url: str | None = None) -> bytes:
    return to_ics(booking, details, url=url, stamp=STAMP)


def read(data: bytes) -> tuple[Calendar, Event]:
    calendar = Calendar.from_ical(data)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_the_file_says_what_when_and_where():
    calendar, event = read(write())
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    assert calendar["prodid"]
    assert event["summary"] == "Termin: 2 × Personalausweis beantragen"
    assert event["location"] == "Bürgerservice Mitte, K 7, 3. Stock, 68159 Mannheim"
    assert event["dtstart"].dt == datetime(2026, 11, 24, 14, 5, tzinfo=BERLIN)
    assert event["dtend"].dt == datetime(2026, 11, 24, 14, 25, tzinfo=BERLIN)
    assert event["dtstart"].params["TZID"] == event["dtend"].params["TZID"] == "Europe/Berlin"
    assert event["dtstamp"].dt == STAMP
    assert event["status"] == "CONFIRMED"


def test_the_description_holds_number_papers_and_the_offices_words():
    description = str(read(write())[1]["description"])
    for text in (TUESDAY.number, *DETAILS.unterlagen, DETAILS.hint):
        assert text in description
    assert UNCONFIRMED_NOTICE not in description
    assert EXAMPLE_NOTICE not in description


def test_an_unchecked_list_of_papers_says_so():
    unchecked = replace(DETAILS, unterlagen_unconfirmed=True)
    assert UNCONFIRMED_NOTICE in read(write(details=unchecked))[1]["description"]


def test_an_example_says_that_nobody_waits_in_the_title_too():
    event = read(write(details=replace(DETAILS, is_example=True)))[1]
    assert event["description"].startswith(EXAMPLE_NOTICE)
    assert "Beispiel" in event["summary"]


def test_whoever_sees_the_calendar_learns_no_secret_and_nothing_about_the_citizen():
    text = write().decode().replace("\r\n ", "")
    for private in (NAME, EMAIL, "621293", SECRET):
        assert private not in text


def test_a_moved_appointment_is_the_same_event_with_a_higher_number():
    moved = replace(booked(datetime(2026, 11, 25, 9, tzinfo=BERLIN)), sequence=4)
    before, after = read(write())[1], read(write(moved))[1]
    assert before["uid"] == after["uid"] == "u1@lotse"
    assert (before["sequence"], after["sequence"]) == (3, 4)


def test_a_cancelled_appointment_is_struck_out_and_reminds_nobody():
    cancelled = replace(TUESDAY, state=State.CANCELLED)
    calendar, event = read(write(cancelled))
    assert calendar["method"] == method_of(cancelled) == "CANCEL"
    assert (event["status"], event["uid"]) == ("CANCELLED", "u1@lotse")
    assert event.walk("VALARM") == []
    assert "gilt nicht mehr" in event["description"]
    assert DETAILS.hint not in event["description"]


@pytest.mark.parametrize(
    ("state", "method", "status"),
    [
        (State.HELD, "PUBLISH", "TENTATIVE"),
        (State.PENDING_EMAIL, "PUBLISH", "TENTATIVE"),
        (State.CONFIRMED, "PUBLISH", "CONFIRMED"),
        (State.CANCELLED, "CANCEL", "CANCELLED"),
        (State.EXPIRED, "CANCEL", "CANCELLED"),
    ],
)
def test_only_what_is_booked_is_called_certain(state: State, method: str, status: str):
    calendar, event = read(write(replace(TUESDAY, state=state)))
    assert (calendar["method"], event["status"]) == (method, status)


def test_an_appointment_without_words_still_has_its_time():
    event = read(write(details=TerminDetails("", "")))[1]
    assert (event["summary"], event["dtstart"].dt) == ("Termin", TUESDAY.slot.start)


def test_the_calendar_reminds_the_day_before():
    (alarm,) = read(write())[1].walk("VALARM")
    assert alarm["action"] == "DISPLAY"
    assert alarm["trigger"].dt == timedelta(days=-1)


def test_a_link_and_an_organizer_stand_there_only_where_they_are_given():
    event = read(write())[1]
    assert "url" not in event
    assert "organizer" not in event
    given_ = to_ics(TUESDAY, DETAILS, url="https://example.de/x", stamp=STAMP, organizer="termin@example.de")
    event = read(given_)[1]
    assert (event["url"], event["organizer"]) == ("https://example.de/x", "mailto:termin@example.de")


def test_lines_end_with_crlf_and_are_folded_at_75_octets():
    long = replace(DETAILS, title="Ä" * 200, unterlagen=("🪪" * 120,))
    data = write(details=long)
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    event = read(data)[1]
    assert event["summary"].endswith("Ä" * 200)
    assert "🪪" * 120 in event["description"]


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@settings(deadline=None)  # a busy machine is no fault
@given(title=texts, office=texts, paper=texts)
def test_no_text_of_an_editor_breaks_the_file(title: str, office: str, paper: str):
    hostile = TerminDetails(title, f"{office}\r\nURL:https://evil.example", (), (f"{paper}\rEND:VEVENT",))
    data = write(details=hostile)
    calendar, event = read(data)
    assert "url" not in event
    assert calendar.errors == event.errors == []
    assert event["location"].endswith("URL:https://evil.example")
    assert event["description"].endswith("END:VEVENT")


# Minutes since the epoch, around both changes of the clock and over years.
_SPRING, _AUTUMN = datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC)
near_changes = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from([_SPRING, _AUTUMN]),
    st.integers(-240, 240),
)
any_time = st.builds(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes),
    st.integers(0, 12 * 365 * 24 * 60),
)


@settings(deadline=None)  # a busy machine is no fault
@given(near_changes | any_time, st.integers(1, 300))
def test_what_is_read_back_is_the_very_moment(start: datetime, minutes: int):
    event = read(write(booked(start, minutes)))[1]
    assert event["dtstart"].dt.astimezone(UTC) == start
    assert event["dtend"].dt.astimezone(UTC) == start + timedelta(minutes=minutes)


def test_nine_oclock_stays_nine_oclock_on_both_sides_of_the_change():
    for day in (date(2027, 3, 27), date(2027, 3, 29), date(2027, 10, 30), date(2027, 11, 1)):
        start = datetime(day.year, day.month, day.day, 9, tzinfo=BERLIN)
        assert f"DTSTART;TZID=Europe/Berlin:{day:%Y%m%d}T090000" in write(booked(start)).decode()


def test_the_two_half_past_twos_are_different():
    first, second = (datetime(2027, 10, 31, hour, 30, tzinfo=UTC) for hour in (0, 1))
    assert write(booked(first)) != write(booked(second))
    assert b"DTSTART:20271031T013000Z" in write(booked(second))


def test_the_files_own_zone_is_berlins():
    """Whoever does not know the zone's name computes with its rules."""
    (zone,) = Calendar.from_ical(write()).walk("VTIMEZONE")
    own = zone.to_tz(lookup_tzid=False)
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    while moment.year < 2037:
        wall = moment.astimezone(ZoneInfo("Europe/Berlin")).replace(tzinfo=None)
        is_plain = _berlin(moment).replace(fold=0).utcoffset() == _berlin(moment).replace(fold=1).utcoffset()
        if is_plain:
            assert wall.replace(tzinfo=own).utcoffset() == _berlin(moment).utcoffset(), wall
        moment += timedelta(hours=7)


@pytest.mark.skipif(
    NODE is None or not (ROOT / "node_modules" / "ical.js").is_dir(), reason="ical.js fehlt (npm ci)"
)
class TestAsThunderbirdReadsIt:
    def read(self, data: bytes) -> dict:
        program = Path(__file__).with_name("read_ics.mjs")
        done = subprocess.run([NODE, program], input=data, capture_output=True, check=True, cwd=ROOT)
        return json.loads(done.stdout)

    def test_it_is_the_same_event(self):
        said = self.read(write())
        (event,) = said["events"]
        assert said["method"] == "PUBLISH"
        assert (event["uid"], event["sequence"]) == ("u1@lotse", 3)
        assert event["location"] == "Bürgerservice Mitte, K 7, 3. Stock, 68159 Mannheim"
        assert DETAILS.hint in event["description"]

    @pytest.mark.parametrize("change", [_SPRING, _AUTUMN], ids=["spring", "autumn"])
    def test_every_quarter_of_an_hour_around_the_change_of_clocks_is_that_moment(self, change: datetime):
        starts = [change + timedelta(minutes=15 * n) for n in range(-12, 13)]
        for start in starts:
            (event,) = self.read(write(booked(start, 20)))["events"]
            assert (event["start"], event["end"]) == (start.timestamp(), start.timestamp() + 1200)
