"""Takes the pictures of docs/bilder from a running service: `make screenshots`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

from bot.settings import load_settings
from tests.support import chromium

FOLDER = Path(__file__).parent
QUESTION = "Was kostet ein neuer Perso?"
# File name, width and height in CSS pixels: a desk, and the narrowest phone that WCAG 1.4.10 asks for.
PICTURES = (("widget.png", 1200, 760), ("widget-320.png", 320, 640))


def main() -> int:
    """Take all pictures; 1 and a German sentence where the service or the browser is missing."""
    if chromium.executable() is None:
        print(chromium.MISSING, file=sys.stderr)
        return 1
    address = f"{load_settings().own_origin}/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch_options())
        for name, width, height in PICTURES:
            try:
                _take(browser, address, FOLDER / name, width, height)
            except Error as fault:
                print(f"{name} ließ sich nicht aufnehmen: {fault.message.splitlines()[0]}", file=sys.stderr)
                print(f"Läuft der Dienst unter {address}? Sonst zuerst: make start", file=sys.stderr)
                return 1
            print(f"docs/bilder/{name} ({width} × {height})")
    return 0


def _take(browser: Browser, address: str, file: Path, width: int, height: int) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": height}, locale="de-DE", reduced_motion="reduce"
    )
    page.goto(address)
    page.get_by_role("button", name="Fragen an die Stadt").click()
    field = page.get_by_role("textbox", name="Ihre Frage")
    field.fill(QUESTION)
    field.press("Enter")
    # The answer's own first words: its fee, which the catalogue gives in this form.
    page.get_by_text(re.compile(r"\d+,\d\d €")).first.wait_for()
    page.screenshot(path=file)
    page.close()


if __name__ == "__main__":
    sys.exit(main())
