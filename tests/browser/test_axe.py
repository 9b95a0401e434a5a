"""axe-core with all its rules, best practice included, on every state of the widget and on every page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sample_blocks import EVERY_BLOCK

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="axe-core fehlt (npm ci)")


def faults(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@SCHEMES
def test_the_page_with_the_closed_widget(chat, page, scheme):
    page.emulate_media(color_scheme=scheme)
    assert faults(page) == []


@SCHEMES
def test_the_open_widget(chat, page, scheme):
    page.emulate_media(color_scheme=scheme)
    chat.open()
    assert faults(page) == []


@SCHEMES
def test_every_block_type(chat, site, page, scheme):
    page.emulate_media(color_scheme=scheme)
    site.engine.blocks = EVERY_BLOCK
    chat.open().ask("Alles")
    expect(chat.messages.last).to_contain_text("In Lebensgefahr")
    assert faults(page) == []
    chat.dialog.get_by_role("button", name="Termin buchen").click()
    assert faults(page) == []


def test_over_a_small_window(chat, site, page):
    page.set_viewport_size({"width": 320, "height": 568})
    site.engine.blocks = EVERY_BLOCK
    chat.open().ask("Alles")
    expect(chat.messages.last).to_contain_text("In Lebensgefahr")
    assert faults(page) == []


@SCHEMES
def test_menu_question_and_too_long_a_text(chat, page, scheme):
    page.emulate_media(color_scheme=scheme)
    chat.open().dialog.get_by_role("button", name="Weitere Möglichkeiten").click()
    assert faults(page) == []
    chat.dialog.get_by_role("button", name="Unterhaltung löschen").click()
    chat.input.fill("a" * 1001)
    assert faults(page) == []


@SCHEMES
def test_waiting_error_and_offline(chat, site, page, scheme):
    page.emulate_media(color_scheme=scheme)
    site.hold_answers()
    chat.open().ask("Hallo")
    expect(chat.log.get_by_text("Einen Augenblick")).to_be_visible()
    assert faults(page) == []
    site.let_answers_go()
    expect(chat.messages.last).to_contain_text("Antwort 1")
    page.context.set_offline(True)
    chat.ask("Noch etwas")
    expect(chat.dialog.get_by_role("button", name="Erneut senden")).to_be_visible()
    assert faults(page) == []


def test_feedback_with_a_comment(chat, site, page):
    site.engine.blocks = EVERY_BLOCK
    chat.open().ask("Hallo")
    chat.dialog.get_by_role("button", name="Nein", exact=True).click()
    assert faults(page) == []


@SCHEMES
def test_the_page_without_javascript(site, page, scheme):
    page.emulate_media(color_scheme=scheme)
    site.engine.blocks = EVERY_BLOCK
    page.goto(f"{site.address}/chat")
    assert faults(page) == []
    page.get_by_label("Ihre Frage").fill("Alles")
    page.get_by_role("button", name="Senden").click()
    expect(page.locator("#antwort")).to_contain_text("In Lebensgefahr")
    assert faults(page) == []


def test_error_pages(site, page):
    page.goto(f"{site.address}/nichts")
    assert faults(page) == []
