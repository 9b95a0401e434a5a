"""Takes the pictures of docs/bilder from a running service: `make screenshots`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

from bot.settings import load_settings
from tests.support import chromium

FOLDER = Path(__file__).parent
QUESTION = "Was kostet ein neuer Perso?"
# The answer's own first words: its fee, which the catalogue gives in this form.
FEE = re.compile(r"\d+,\d\d €")
BOOKING = "Ich brauche nächste Woche einen Termin für zwei Personalausweise, egal wo"
RESERVED = re.compile(r"Für Sie reserviert")
# File name, width and height in CSS pixels (a desk, and the narrowest phone that WCAG 1.4.10 asks for), what
# is asked, and what shows that the answer is there.
PICTURES = (
    ("widget.png", 1200, 760, QUESTION, FEE),
    ("widget-320.png", 320, 640, QUESTION, FEE),
    ("termin.png", 1200, 900, BOOKING, RESERVED),
)


def main() -> int:
    """Take all pictures; 1 and a German sentence where the service or the browser is missing."""
    if chromium.executable() is None:
        print(chromium.MISSING, file=sys.stderr)
        return 1
    address = f"{load_settings().own_origin}/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch_options())
        for name, width, height, question, sign in PICTURES:
            try:
                page = _page(browser, address, width, height)
                _ask(page, question, sign)
                page.screenshot(path=FOLDER / name)
                page.close()
            except Error as fault:
                print(f"{name} ließ sich nicht aufnehmen: {fault.message.splitlines()[0]}", file=sys.stderr)
                print(f"Läuft der Dienst unter {address}? Sonst zuerst: make start", file=sys.stderr)
                return 1
            print(f"docs/bilder/{name} ({width} × {height})")
    return 0


def _page(browser: Browser, address: str, width: int, height: int) -> Page:
    page = browser.new_page(
        viewport={"width": width, "height": height}, locale="de-DE", reduced_motion="reduce"
    )
    page.goto(address)
    return page


def _ask(page: Page, question: str, sign: re.Pattern[str]) -> None:
    page.get_by_role("button", name="Fragen an die Stadt").click()
    field = page.get_by_role("textbox", name="Ihre Frage")
    field.fill(question)
    field.press("Enter")
    page.get_by_text(sign).first.wait_for()


if __name__ == "__main__":
    sys.exit(main())
