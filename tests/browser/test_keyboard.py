from __future__ import annotations

import pytest
from playwright.sync_api import expect


def tab_stops(page, count: int) -> list[str]:
    stops = []
    for _ in range(count):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate(
                """() => { let node = document.activeElement;
                     while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
                     return (node.getRootNode().host ? 'widget: ' : 'page: ') + node.textContent.trim(); }"""
            )
        )
    return stops


def test_closed_only_the_launcher_is_in_the_tab_order(chat, page):
    stops = tab_stops(page, 12)
    assert [stop for stop in stops if stop.startswith("widget")] == ["widget: Fragen an die Stadt"]


def test_after_closing_only_the_launcher_is_in_the_tab_order_again(chat, page):
    chat.open().input.press("Escape")
    expect(chat.dialog).to_be_hidden()
    assert chat.focused() == "Fragen an die Stadt"
    page.locator("body").evaluate("() => document.activeElement.blur()")
    assert [stop for stop in tab_stops(page, 12) if "widget" in stop] == ["widget: Fragen an die Stadt"]


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_enter_and_space_open_and_escape_gives_the_focus_back(chat, page, key):
    chat.launcher.focus()
    page.keyboard.press(key)
    expect(chat.input).to_be_focused()
    page.keyboard.press("Escape")
    expect(chat.dialog).to_be_hidden()
    expect(chat.launcher).to_be_focused()


def test_a_whole_conversation_needs_no_mouse(chat, page, site):
    chat.launcher.focus()
    page.keyboard.press("Enter")
    chat.log.get_by_text("Guten Tag").wait_for()
    page.keyboard.type("Was kostet das?")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Und wo?")
    page.keyboard.press("Enter")
    expect(chat.messages.last).to_contain_text("Antwort 1")
    assert site.engine.heard[0][1] == "Was kostet das?\nUnd wo?"
    expect(chat.input).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert chat.focused() != "BODY"


def test_the_menu_opens_and_closes_by_keyboard_and_escape_closes_it_first(chat, page):
    chat.open()
    menu = chat.dialog.get_by_role("button", name="Weitere Möglichkeiten")
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert chat.focused() == "Neue Unterhaltung"
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(chat.dialog).to_be_visible()


def test_beside_the_page_the_page_stays_usable_and_over_it_the_page_is_inert(chat, page):
    chat.open()
    page.get_by_role("link", name="Themen").focus()
    assert chat.focused() == "Themen"
    page.set_viewport_size({"width": 390, "height": 700})
    expect(chat.dialog).to_be_visible()
    page.wait_for_function(
        "() => document.querySelector('stadtlotse-chat').shadowRoot.querySelector('dialog:modal')"
    )


def test_after_a_reload_the_open_chat_takes_no_focus(chat, page):
    chat.open()
    page.reload()
    expect(chat.log.get_by_text("Guten Tag")).to_be_visible()
    assert page.evaluate("() => document.activeElement === document.body")
