from __future__ import annotations

from datetime import date, time

import pytest

from booking.events import EventKind, WatchState
from booking.model import Item, SlotQuery, State
from tests.booking.world import AUSWEIS

DAY = date(2027, 3, 23)
NOTHING = SlotQuery(AUSWEIS, ("mitte",), from_day=date(2027, 3, 26), to_day=date(2027, 3, 26))  # a holiday


def start(site, wish: SlotQuery = NOTHING):
    return site.office.port.watches.start(wish, "otto@example.de")


def path(watch) -> str:
    return f"/warten/{watch.ref}/{watch.secret}"


async def test_the_page_says_what_is_waited_for(site):
    wish = SlotQuery(
        (Item("ausweis", 2),),
        ("mitte", "nord"),
        from_day=DAY,
        to_day=date(2027, 4, 9),
        from_time=time(14),
        to_time=time(17, 30),
        weekdays=frozenset({3, 1}),
    )
    page = await site.get(path(start(site, wish)))
    assert page.heading == "Sie warten auf einen freien Termin"
    for piece in (
        "2 × Personalausweis beantragen",
        "Bürgerservice Mitte",
        "Bürgerservice Nord",
        "vom 23.03.2027 an bis zum 09.04.2027 (Dienstag, Donnerstag)",
        "von 14:00 Uhr an und vor 17:30 Uhr",
    ):
        assert piece in page.text
    assert "otto" not in page.response.text


async def test_a_wish_for_anything_is_said_in_words(site):
    page = await site.get(path(start(site, SlotQuery(AUSWEIS))))
    for piece in ("jede Stelle, die das anbietet", "jeder Tag", "jede Zeit"):
        assert piece in page.text
    one_day = await site.get(path(start(site, SlotQuery(AUSWEIS, from_day=DAY, to_day=DAY))))
    assert "am 23.03.2027" in one_day.text


async def test_a_button_ends_the_wait_also_when_pressed_twice(site):
    watch = start(site)
    page = await site.get(path(watch))
    for _ in range(2):
        ended = await page.press("Nicht mehr warten")
        assert ended.status == 200
        assert ended.heading == "Sie warten nicht mehr"
        assert ended.soup.select_one("[role=status]")
        assert not ended.soup.select("form")
    now = site.office.port.watches.get(watch.ref, watch.secret)
    assert (now.state, now.email) == (WatchState.ENDED, "")


async def test_the_offered_appointment_is_booked_on_its_own_page(site):
    watch = start(site, SlotQuery(AUSWEIS, ("mitte",), from_day=DAY))
    site.office.port.watches.offer()
    assert (await site.get(path(watch))).heading == "Wir haben einen Termin für Sie reserviert"
    (offer,) = [e for e in site.office.port.outbox.take() if e.kind is EventKind.WATCH_OFFER]
    vorgang = await site.office.vorgaenge.adopt(offer.booking)
    page = await site.get(f"/termin/{vorgang.link_token}")
    assert "reserviert bis 09:00 Uhr" in page.text
    typed = {"name": "Otto Muster", "email": "otto@example.de"}
    booked = await page.press("Termin verbindlich buchen", **typed)
    assert booked.heading == "Ihr Termin"
    assert (await vorgang.booking()).state is State.CONFIRMED
    site.office.port.watches.offer()
    assert (await site.get(path(watch))).heading == "Sie haben einen Termin gebucht"


async def test_a_wait_that_is_over_says_so(site):
    watch = start(site)
    site.office.clock.advance(days=10)
    site.office.port.watches.offer()
    assert (await site.get(path(watch))).heading == "Die Wartezeit ist vorbei"


async def test_a_wrong_link_reads_like_an_unknown_one(site):
    watch = start(site)
    answers = [
        await site.get(f"/warten/{watch.ref}/{watch.secret[::-1]}"),
        await site.get(f"/warten/AAAAA-AAAAA/{watch.secret}"),
        await (await site.get(path(watch))).get(f"/warten/{watch.ref.lower()}x/x"),
    ]
    assert [page.status for page in answers] == [404] * 3
    assert len({page.response.text for page in answers}) == 1
    assert "115" in answers[0].text


@pytest.mark.parametrize("site", ["zms"], indirect=True)
async def test_where_nobody_can_wait_the_link_is_unknown(site):
    page = await site.get("/warten/AAAAA-AAAAA/x")
    assert page.status == 404
    assert page.heading == "Diesen Eintrag finden wir nicht"
