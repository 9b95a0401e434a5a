"""The appointment's own pages in a real Chromium, with scripts switched off as the pages promise."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from booking.model import SlotQuery
from booking.policy import Policy
from bot.database import open_database
from bot.settings import Settings
from tests.booking.embedded import EmbeddedDesk
from tests.booking.world import AUSWEIS
from tests.browser.test_axe import AXE, faults
from tests.channels.termin.serving import Office, served

SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
ADOPT = """(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet]; }"""
# What its own box does not show whole.
CUT = """() => [...document.querySelectorAll('body *')]
  .filter((node) => getComputedStyle(node).overflow !== 'visible' && node.localName !== 'input'
    && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1))
  .map((node) => node.outerHTML)"""
needs_axe = pytest.mark.skipif(not AXE.exists(), reason="axe-core fehlt (npm ci)")


@dataclass
class Counter:
    """The served pages, their office, and a way to run things on its loop."""

    address: str
    office: Office
    loop: asyncio.AbstractEventLoop

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    def link(self, vorgang, part: str = "") -> str:
        return f"{self.address}/termin/{vorgang.link_token}{part}"


@pytest.fixture
def open_counter(tmp_path: Path) -> Iterator[Callable[..., Counter]]:
    """Opens pages over an embedded calendar of their own."""
    stops: list[Callable[[], None]] = []

    def open_one(**policy: Any) -> Counter:
        started, box, stop = threading.Event(), {}, asyncio.Event()
        engine = open_database(Settings(data_dir=tmp_path))
        office = Office(engine, EmbeddedDesk(engine, Policy(**policy)))

        async def serve() -> None:
            async with served(tmp_path, office.desk()) as address:
                box["counter"] = Counter(address, office, asyncio.get_running_loop())
                started.set()
                await stop.wait()

        thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
        thread.start()
        assert started.wait(10), "the pages are not served"
        counter = box["counter"]

        def close() -> None:
            counter.loop.call_soon_threadsafe(stop.set)
            thread.join(10)
            engine.dispose()

        stops.append(close)
        return counter

    yield open_one
    for close in stops:
        close()


@pytest.fixture
def counter(open_counter: Callable[..., Counter]) -> Counter:
    return open_counter()


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page without JavaScript."""
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    yield context.new_page()
    context.close()


def every_page(counter: Counter) -> Iterator[tuple[str, str]]:
    """Name and address of every page that is shown for a GET without e-mail verification."""
    office = counter.office
    expired = counter.run(office.held(20))
    office.clock.advance(minutes=15)
    held, booked = counter.run(office.held(22)), counter.run(office.booked(25))
    cancelled = counter.run(office.booked(28))
    counter.run(cancelled.cancel())
    given_back = counter.run(office.held(31))
    counter.run(given_back.cancel())
    watch = office.port.watches.start(SlotQuery(AUSWEIS), "otto@example.de")
    yield "booked", counter.link(booked)
    yield "just booked", counter.link(booked, "?neu=gebucht")
    yield "held", counter.link(held)
    yield "cancelled", counter.link(cancelled, "?neu=abgesagt")
    yield "expired", counter.link(expired)
    yield "given back", counter.link(given_back)
    yield "cancel", counter.link(booked, "/absagen")
    yield "move", counter.link(booked, "/verschieben")
    yield "move anywhere", counter.link(booked, "/verschieben?wo=alle&tag=2027-03-26")
    yield "a bad day", counter.link(booked, "/verschieben?tag=morgen")
    yield "refused", counter.link(held, "/verschieben")
    yield "no calendar file", counter.link(held, "/termin.ics")
    yield "unknown", f"{counter.address}/termin/nichts"
    yield "entrance", f"{counter.address}/termin"
    yield "waiting", f"{counter.address}/warten/{watch.ref}/{watch.secret}"


def fill(page: Page, **values: str) -> None:
    labels = {"name": "Vor- und Nachname", "email": "E-Mail-Adresse", "phone": "Telefonnummer"}
    for name, value in values.items():
        page.get_by_label(labels[name]).fill(value)


@needs_axe
@SCHEMES
def test_no_page_has_a_barrier_that_axe_finds(counter, page, scheme):
    page.emulate_media(color_scheme=scheme)
    for name, address in every_page(counter):
        page.goto(address)
        assert faults(page) == [], name
        assert page.locator("h1").count() == 1, name


@needs_axe
@SCHEMES
def test_neither_has_a_page_with_faults_or_a_confirmation(open_counter, page, scheme):
    page.emulate_media(color_scheme=scheme)
    counter = open_counter(email_verification=True)
    pending, secret = counter.run(counter.office.pending(20))
    for part in ("", f"/bestaetigen/{secret}"):
        page.goto(counter.link(pending, part))
        assert faults(page) == []
    held = counter.run(counter.office.held(24))
    page.goto(counter.link(held))
    page.get_by_role("button", name="Termin verbindlich buchen").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert faults(page) == []
    page.goto(f"{counter.address}/termin")
    page.get_by_role("button", name="Termin ansehen").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert faults(page) == []
    counter.office.clock.advance(minutes=16)
    page.goto(f"{counter.address}/termin")
    page.goto(counter.link(held))
    assert faults(page) == []


def test_at_320_pixels_and_with_large_text_nothing_scrolls_sideways_or_is_cut(counter, page):
    page.set_viewport_size({"width": 320, "height": 256})
    spacing = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
      word-spacing: .16em !important; } p { margin-block-end: 2em !important; }"""
    for name, address in every_page(counter):
        page.goto(address)
        for styles in ("", spacing, "html { font-size: 200% !important; }"):
            page.evaluate(ADOPT, styles)
            assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, (name, styles)
            assert page.evaluate(CUT) == [], (name, styles)


def test_targets_are_large_enough(counter, page):
    for name, address in every_page(counter):
        page.goto(address)
        sizes = page.evaluate(
            """() => [...document.querySelectorAll('button, input:not([type=hidden]), a')]
                 .filter((node) => !node.closest('p, li') || node.closest('.termin-actions, .choice'))
                 .map((node) => { const box = node.getBoundingClientRect();
                   return [node.localName, node.type ?? '', node.textContent, box.width, box.height]; })"""
        )
        assert [size for size in sizes if size[3] < 24 or size[4] < 24] == [], name
        mains = [size for size in sizes if size[0] in ("button", "a")]
        assert [size for size in mains if size[4] < 44] == [], name


def test_a_whole_business_needs_neither_mouse_nor_script(counter, plain):
    held = counter.run(counter.office.held(20))
    page = plain
    page.goto(counter.link(held))
    for typed in ("Erika Mustermann", "erika@", ""):
        page.keyboard.press("Tab")
        page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(page).to_have_title("Fehler: Ihr Termin ist reserviert – Stadtlotse")
    page.keyboard.press("Tab")  # the first stop is the way to the fault
    page.keyboard.press("Enter")
    expect(page.get_by_label("E-Mail-Adresse")).to_be_focused()
    expect(page.get_by_label("Vor- und Nachname")).to_have_value("Erika Mustermann")
    page.keyboard.press("End")
    page.keyboard.type("example.de")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Ihr Termin ist gebucht.")

    page.get_by_role("link", name="Verschieben").focus()
    page.keyboard.press("Enter")
    second = page.get_by_role("radio").nth(1)
    label = page.locator(f"label[for='{second.get_attribute('id')}']").inner_text()
    page.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    expect(second).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Ihr Termin ist verschoben.")
    expect(page.get_by_text(label)).to_be_visible()

    page.get_by_role("link", name="Absagen").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Ja, Termin absagen").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dieser Termin ist abgesagt")


def test_the_focus_goes_down_the_page(counter, page):
    """What is read first is reached first, on every page."""
    for name, address in every_page(counter):
        page.goto(address)
        tops = page.evaluate(
            """() => [...document.querySelectorAll('a, button, input:not([type=hidden])')]
                 .map((node) => Math.round(node.getBoundingClientRect().top))"""
        )
        assert page.locator("[tabindex]:not([tabindex='-1'])").count() == 0, name
        assert tops == sorted(tops), name


def test_a_page_that_was_sent_twice_acts_once(counter, plain):
    held = counter.run(counter.office.held(20))
    plain.goto(counter.link(held))
    fill(plain, name="Erika Mustermann", email="erika@example.de")
    plain.get_by_role("button", name="Termin verbindlich buchen").dblclick()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Ihr Termin")
    plain.reload()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Ihr Termin")
    plain.go_back()
    counter.run(held.cancel())
    plain.reload()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Dieser Termin ist abgesagt")


def test_the_calendar_file_is_saved_under_its_name(counter, plain):
    booked = counter.run(counter.office.booked(20))
    plain.goto(counter.link(booked))
    with plain.expect_download() as waiting:
        plain.get_by_role("link", name="In den Kalender").click()
    assert waiting.value.suggested_filename == "termin.ics"


def test_the_print_shows_appointment_and_papers_but_no_buttons(counter, page):
    booked = counter.run(counter.office.booked(20))
    page.goto(counter.link(booked))
    page.emulate_media(media="print")
    expect(page.get_by_text("Ein biometrisches Passfoto")).to_be_visible()
    expect(page.get_by_text(booked.number)).to_be_visible()
    for hidden in ("Absagen", "Verschieben", "In den Kalender", "115"):
        expect(page.get_by_role("link", name=hidden)).to_be_hidden()


def test_no_page_breaks_its_own_policy_or_asks_another_site(counter, page, violations):
    elsewhere: list[str] = []
    page.on("request", lambda r: elsewhere.append(r.url) if not r.url.startswith(counter.address) else None)
    for _, address in every_page(counter):
        page.goto(address)
        assert page.context.cookies() == []
    pages_refused_on_purpose = [text for text in violations if "Failed to load resource" not in text]
    assert pages_refused_on_purpose == []
    assert elsewhere == []
