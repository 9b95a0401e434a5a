from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sample_blocks import EVERY_BLOCK

# WCAG 2.2, 1.4.12: nothing may be lost when readers set these.
TEXT_SPACING = """dialog, dialog * { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important; } dialog p { margin-block-end: 2em !important; }"""

ADD_STYLES = """(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
  const root = document.querySelector('stadtlotse-chat').shadowRoot;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]; }"""

# What stands out of its own box or scrolls sideways.
SIDEWAYS = """() => { const root = document.querySelector('stadtlotse-chat').shadowRoot;
  const visible = [...root.querySelectorAll('dialog, dialog *')].filter((node) =>
    node.getClientRects().length && !node.closest('.hidden') && !node.closest('svg'));
  return visible.filter((node) => node.getBoundingClientRect().right > innerWidth + 1
      || node.getBoundingClientRect().left < -1
      || (node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX !== 'visible'))
    .map((node) => node.localName + '.' + node.className)
    .concat(document.documentElement.scrollWidth > innerWidth ? ['the page'] : []); }"""

# Whether the middle of the focused element is what one would hit there.
COVERED = """() => { const root = document.querySelector('stadtlotse-chat').shadowRoot;
  const node = root.activeElement; const box = node.getBoundingClientRect();
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  if (bottom <= top) return node.outerHTML;
  const hit = root.elementFromPoint((box.left + box.right) / 2, (top + bottom) / 2);
  return node === hit || node.contains(hit) || hit?.contains(node) ? null : node.outerHTML; }"""


@pytest.fixture
def small(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 256})


def test_at_400_percent_input_send_and_close_are_usable(small, chat, site):
    chat.open()
    for control in (chat.input, chat.send_button, chat.dialog.get_by_role("button", name="Chat schließen")):
        expect(control).to_be_in_viewport(ratio=1)
    chat.input.fill("Was kostet das?")
    chat.send_button.click()
    expect(chat.messages.last).to_contain_text("Antwort 1")
    expect(chat.messages.last.get_by_text("Antwort 1")).to_be_in_viewport()
    chat.dialog.get_by_role("button", name="Chat schließen").click()
    expect(chat.launcher).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("styles", ["", TEXT_SPACING, "dialog { font-size: 2em !important; }"])
def test_nothing_scrolls_sideways(small, chat, site, page, styles):
    site.engine.blocks = EVERY_BLOCK
    chat.open()
    page.evaluate(ADD_STYLES, styles)
    chat.ask("Alles mit einem Rechtsschutzversicherungsgesellschaftenverzeichnis")
    expect(chat.messages.last).to_contain_text("In Lebensgefahr")
    assert page.evaluate(SIDEWAYS) == []


@pytest.mark.parametrize("size", [(320, 256), (390, 844), (1280, 800)])
def test_the_focus_is_never_covered(chat, site, page, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(reduced_motion="reduce")
    site.engine.blocks = EVERY_BLOCK
    chat.open().ask("Alles")
    expect(chat.messages.last).to_contain_text("In Lebensgefahr")
    for _ in range(25):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("() => document.activeElement?.localName") != "stadtlotse-chat":
            break
        assert page.evaluate(COVERED) is None


def test_text_at_200_percent_and_with_spacing_is_all_there(chat, site, page):
    site.engine.blocks = EVERY_BLOCK
    chat.open().ask("Alles")
    expect(chat.messages.last).to_contain_text("In Lebensgefahr")
    page.evaluate(ADD_STYLES, TEXT_SPACING + " dialog { font-size: 2em !important; }")
    cut = page.evaluate(
        """() => [...document.querySelector('stadtlotse-chat').shadowRoot
             .querySelectorAll('button, label, p, td, th, dd, dt, li, h2, a')]
             .filter((node) => node.getClientRects().length && !node.closest('.hidden')
               && (node.scrollHeight > node.clientHeight + 2 && getComputedStyle(node).overflowY !== 'visible'
                 || node.scrollWidth > node.clientWidth + 2 && getComputedStyle(node).display !== 'inline'))
             .map((node) => node.outerHTML)"""
    )
    assert cut == []


@pytest.mark.parametrize("size", [(320, 256), (390, 844), (1280, 800)])
def test_a_long_answer_is_shown_from_its_beginning_and_moves_nothing_else(chat, site, page, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate("() => scrollTo(0, 50)")
    before = page.evaluate("() => scrollY")
    site.engine.blocks = EVERY_BLOCK
    chat.open()
    for number in range(2):
        chat.ask(f"Alles {number}")
        expect(chat.messages).to_have_count(2 + 2 * (number + 1))
        expect(chat.messages.last.get_by_text("Ein neuer Personalausweis")).to_be_in_viewport(ratio=1)
        expect(chat.dialog.get_by_role("heading", name="Stadtlotse")).to_be_in_viewport(ratio=1)
        expect(chat.send_button).to_be_in_viewport(ratio=1)
    assert page.evaluate("() => scrollY") == before


def test_targets_are_large_enough(chat, site, page):
    site.engine.blocks = EVERY_BLOCK
    chat.open().ask("Alles")
    expect(chat.messages.last).to_contain_text("In Lebensgefahr")
    chat.dialog.get_by_role("button", name="Weitere Möglichkeiten").click()
    sizes = page.evaluate(
        """() => [...document.querySelector('stadtlotse-chat').shadowRoot
             .querySelectorAll('dialog button, dialog a, dialog input, dialog textarea')]
             .filter((node) => node.getClientRects().length)
             .map((node) => { const box = (node.closest('label') ?? node).getBoundingClientRect();
               return [node.localName, node.textContent, Math.round(box.width), Math.round(box.height)]; })"""
    )
    assert [size for size in sizes if size[2] < 24 or size[3] < 24] == []
    assert [size for size in sizes if size[0] == "button" and (size[2] < 44 or size[3] < 44)] == []


def test_with_reduced_motion_nothing_moves(chat, site, page):
    page.emulate_media(reduced_motion="reduce")
    site.hold_answers()
    chat.open().ask("Hallo")
    expect(chat.log.get_by_text("Einen Augenblick")).to_be_visible()
    running = "() => document.getAnimations().length + " + (
        "document.querySelector('stadtlotse-chat').shadowRoot.getAnimations().length"
    )
    assert page.evaluate(running) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(running) > 0  # the count can tell


def test_in_forced_colours_every_control_has_a_border(chat, site, page):
    page.emulate_media(forced_colors="active")
    site.engine.blocks = EVERY_BLOCK
    chat.open().ask("Alles")
    expect(chat.messages.last).to_contain_text("In Lebensgefahr")
    bare = page.evaluate(
        """() => [...document.querySelector('stadtlotse-chat').shadowRoot
             .querySelectorAll('button, textarea, input:not([type=checkbox]), .bot > .text, .citizen .text')]
             .filter((node) => node.getClientRects().length)
             .filter((node) => parseFloat(getComputedStyle(node).borderTopWidth) < 1)
             .map((node) => node.outerHTML)"""
    )
    assert bare == []
