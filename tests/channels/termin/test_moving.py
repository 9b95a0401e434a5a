from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from booking.details import say_slot
from booking.model import Item, SlotQuery, State
from channels.termin.reading import read_day
from tests.booking.conformance import at, slots
from tests.booking.world import AUSWEIS, ERIKA, START
from tests.booking.zms.desk import NUMBERS

EVERY_OFFICE = pytest.mark.parametrize("site", ["embedded", "zms"], indirect=True)
ZMS = pytest.mark.parametrize("site", ["zms"], indirect=True)
TODAY = START.date()


def path(vorgang) -> str:
    return f"/termin/{vorgang.link_token}"


async def choosing(site, vorgang, query: str = ""):
    return await site.get(f"{path(vorgang)}/verschieben{query}")


@EVERY_OFFICE
async def test_the_next_free_times_are_offered_and_the_chosen_one_is_taken(site):
    vorgang = await site.office.booked()
    before = await vorgang.booking()
    page = await (await site.get(path(vorgang))).follow("Verschieben")
    free = await slots(site.office.harness)
    assert page.choices == {slot.id: say_slot(slot) for slot in free[:6]}
    assert (await vorgang.booking()).slot == before.slot
    moved = await page.press("Termin verschieben", slot=free[3].id)
    assert moved.heading == "Ihr Termin"
    assert "Ihr Termin ist verschoben." in moved.soup.select_one("[role=status]").get_text()
    assert say_slot(free[3]) in moved.text
    after = await vorgang.booking()
    assert (after.slot, after.uid, after.state) == (free[3], before.uid, State.CONFIRMED)
    assert (await site.get(path(vorgang))).status == 200  # the link is the same


@EVERY_OFFICE
async def test_a_double_click_moves_once(site):
    vorgang = await site.office.booked()
    slot = (await slots(site.office.harness))[3].id
    sent = [site.http.post(f"{path(vorgang)}/verschieben", data={"slot": slot}) for _ in range(3)]
    answers = await asyncio.gather(*sent)
    assert [answer.status_code for answer in answers] == [303] * 3
    booking = await vorgang.booking()
    assert (booking.slot.id, booking.state) == (slot, State.CONFIRMED)
    if site.office.port.capabilities.reschedule_atomic:
        assert booking.sequence == 1


async def test_all_free_times_are_reached_page_by_page_without_javascript(site):
    vorgang = await site.office.booked()
    page, seen = await choosing(site, vorgang), []
    for _ in range(200):
        assert 1 <= len(page.choices) <= 6
        seen += page.choices
        if not any(link.get_text() == "Spätere Zeiten" for link in page.soup.select("a")):
            break
        page = await page.follow("Spätere Zeiten")
    assert seen == [slot.id for slot in await slots(site.office.harness)]
    first = await page.follow("Zurück zu den ersten freien Zeiten")
    assert list(first.choices) == seen[:6]


async def test_another_day_is_chosen_through_a_plain_field(site):
    vorgang = await site.office.booked()
    page = await (await choosing(site, vorgang)).press("Zeiten zeigen", tag="2027-04-01")
    assert all("1. April 2027" in label for label in page.choices.values())
    assert len(page.choices) == 6
    later = await page.follow("Spätere Zeiten")
    assert later.soup.select_one("#feld-tag")["value"] == "2027-04-01"
    assert not set(later.choices) & set(page.choices)


async def test_a_day_with_nothing_free_says_so_and_shows_the_next(site):
    vorgang = await site.office.booked()
    page = await choosing(site, vorgang, "?tag=2027-03-26")  # Karfreitag
    assert "An Ihrem Wunschtag ist nichts frei." in page.text
    assert all("30. März 2027" in label for label in page.choices.values())


@pytest.mark.parametrize(
    ("tag", "sentence"),
    [
        ("2027-02-31", "Diesen Tag gibt es nicht"),
        ("gestern", "Diesen Tag gibt es nicht"),
        ("٢٠٢٧-٠٤-٠١", "Diesen Tag gibt es nicht"),
        ("2027-03-21", "Dieser Tag ist vorbei"),
        ("1985-03-01", "Dieser Tag ist vorbei"),
        ("2028-03-21", "So weit im Voraus gibt es noch keine Termine"),
        ("9999-12-31", "So weit im Voraus gibt es noch keine Termine"),
    ],
)
async def test_a_bad_day_is_told_at_its_field_and_the_next_times_stay(site, tag, sentence):
    vorgang = await site.office.booked()
    page = await (await choosing(site, vorgang)).press("Zeiten zeigen", tag=tag)
    assert page.status == 422
    assert sentence in page.errors[0]
    field = page.soup.select_one("#feld-tag")
    assert (field["value"], field["aria-invalid"]) == (tag, "true")
    assert sentence in page.soup.find(id=field["aria-describedby"]).get_text()
    assert len(page.choices) == 6


def test_days_are_read_as_fields_send_them_and_as_people_write_them():
    assert read_day("2027-04-01") == read_day("1.4.2027") == read_day(" 01. 04. 2027 ") == date(2027, 4, 1)
    assert read_day("") is read_day("0.0.0000") is read_day("2027-4-1-1") is None


async def test_without_a_choice_the_page_asks_for_one_and_stays_where_it_was(site):
    vorgang = await site.office.booked()
    page = await (await choosing(site, vorgang, "?tag=2027-04-01")).follow("Spätere Zeiten")
    again = await page.press("Termin verschieben")
    assert again.status == 422
    assert again.errors == ["Bitte wählen Sie eine neue Zeit."]
    assert again.choices == page.choices


@EVERY_OFFICE
async def test_a_slot_that_somebody_took_leaves_the_old_one_and_offers_the_next_best(site):
    vorgang = await site.office.booked()
    page = await choosing(site, vorgang)
    wanted = list(page.choices)[2]
    await site.office.vorgaenge.hold("other", wanted, AUSWEIS, "key")
    lost = await page.press("Termin verschieben", slot=wanted)
    assert lost.status == 409
    assert "gerade vergeben" in lost.errors[0]
    assert "Ihr bisheriger Termin bleibt bestehen" in lost.errors[0]
    assert wanted not in lost.choices
    assert list(lost.choices)[:2] == list(page.choices)[:2]
    assert (await vorgang.booking()).state is State.CONFIRMED
    moved = await lost.press("Termin verschieben", slot=next(iter(lost.choices)))
    assert moved.heading == "Ihr Termin"


@pytest.mark.parametrize("slot", ["x", "mitte@1", "mitte@99999999999", "anderswo@1806487200", "';--"])
async def test_a_made_up_slot_changes_nothing(site, slot):
    vorgang = await site.office.booked()
    before = await vorgang.booking()
    page = await (await choosing(site, vorgang)).press("Termin verschieben", slot=slot)
    assert page.status == 409
    assert await vorgang.booking() == before


async def test_other_offices_are_a_link_away_and_named(site):
    vorgang = await site.office.booked()
    page = await (await choosing(site, vorgang)).follow("An allen Stellen suchen")
    assert any(label.endswith("Bürgerservice Nord") for label in page.choices.values())
    moved = await page.press("Termin verschieben", slot=next(s for s in page.choices if s.startswith("nord")))
    assert "Bürgerservice Nord" in moved.text
    back = await (await choosing(site, vorgang, "?wo=alle")).follow("Nur bei der bisherigen Stelle suchen")
    assert all(slot.startswith("nord") for slot in back.choices)


async def test_the_time_that_one_has_is_not_offered_again(site):
    slot = (await slots(site.office.harness, AUSWEIS, "nord"))[0]  # three counters: it is free once more
    vorgang = await site.office.vorgaenge.hold("c", slot.id, AUSWEIS, "key")
    await vorgang.book(ERIKA)
    assert slot in await slots(site.office.harness, AUSWEIS, "nord")
    assert slot.id not in (await choosing(site, vorgang)).choices


async def test_nothing_free_says_so_and_offers_the_other_offices(site):
    vorgang = await site.office.booked()
    for days in range(31):
        await site.office.harness.close_office("mitte", TODAY + timedelta(days=days))
    page = await choosing(site, vorgang)
    assert page.status == 200
    assert "keine andere Zeit frei" in page.text
    assert (await page.follow("An allen Stellen suchen")).choices


async def test_where_all_later_times_are_gone_meanwhile_the_first_ones_are_shown(site):
    vorgang = await site.office.booked()
    free = await slots(site.office.harness)
    query = SlotQuery(AUSWEIS, ("mitte",), limit=len(free) - 1)
    cursor = (await site.office.port.find_slots(query)).cursor
    assert list((await choosing(site, vorgang, f"?weiter={cursor}")).choices) == [free[-1].id]
    await site.office.harness.close_office("mitte", free[-1].start.date())
    page = await choosing(site, vorgang, f"?weiter={cursor}")
    assert list(page.choices) == [slot.id for slot in free[:6]]


@pytest.mark.parametrize("cursor", ["x", "9" * 19 + ".1", "-1.0", "<b>"])
async def test_a_made_up_cursor_shows_times(site, cursor):
    vorgang = await site.office.booked()
    response = await site.http.get(f"{path(vorgang)}/verschieben", params={"weiter": cursor})
    assert response.status_code == 200


async def test_only_a_booked_appointment_can_be_moved(site):
    held, booked = await site.office.held(), await site.office.booked(14)
    refused = await choosing(site, held)
    assert refused.status == 409
    assert "noch nicht bestätigt" in refused.text
    page = await choosing(site, booked)
    await booked.cancel()
    assert (await choosing(site, booked)).heading == "Dieser Termin ist abgesagt"
    late = await page.press("Termin verschieben", slot=next(iter(page.choices)))
    assert late.status == 409
    assert "abgesagt" in late.text


async def test_a_past_appointment_is_not_moved(site):
    vorgang = await site.office.booked()
    page = await choosing(site, vorgang)
    site.office.clock.now = at(TODAY + timedelta(days=1), 7)
    free = (await slots(site.office.harness))[0].id
    assert (await page.press("Termin verschieben", slot=free)).status == 409
    assert (await choosing(site, vorgang)).heading == "Dieser Termin ist vorbei"


async def test_for_several_persons_only_times_long_enough_are_offered(site):
    items = (Item("ausweis", 3),)
    slot = (await slots(site.office.harness, items))[12]
    vorgang = await site.office.vorgaenge.hold("c", slot.id, items, "key")
    await vorgang.book(ERIKA)
    page = await choosing(site, vorgang)
    assert list(page.choices) == [slot.id for slot in (await slots(site.office.harness, items))[:6]]


async def test_the_embedded_calendar_promises_that_the_old_appointment_stays(site):
    page = await choosing(site, await site.office.booked())
    assert "Ihr Termin bleibt bestehen, bis Sie eine neue Zeit gewählt haben." in page.text


@ZMS
async def test_where_moving_is_two_steps_the_page_says_so(site):
    page = await choosing(site, await site.office.booked())
    assert "Erst wird der neue Termin gebucht, dann der alte abgesagt." in page.text


@ZMS
async def test_an_office_behind_a_captcha_is_a_link(site):
    vorgang = await site.office.booked()
    page = await choosing(site, vorgang)
    site.office.harness.zms.offices[NUMBERS["mitte"]].scope["captchaActivatedRequired"] = True
    refused = await page.press("Termin verschieben", slot=list(page.choices)[1])
    assert refused.status == 409
    assert refused.soup.select_one("main a[href^='https://stadt.example/termine']")
    site.office.clock.advance(hours=1)  # the catalogue is read anew
    shown = await choosing(site, vorgang)
    assert shown.heading == refused.heading == "Diese Stelle vergibt Termine auf ihrer eigenen Seite"
    assert shown.soup.select_one("main a[href^='https://stadt.example/termine']")
    assert (await vorgang.booking()).state is State.CONFIRMED
