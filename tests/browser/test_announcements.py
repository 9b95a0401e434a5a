from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

LISTEN = """() => {
  window.heard = [];
  const root = document.querySelector('stadtlotse-chat').shadowRoot;
  const live = '[aria-live], [role=status], [role=alert], [role=log]';
  const regionOf = ({ target }) => (target.closest ? target : target.parentElement)?.closest(live);
  new MutationObserver((changes) => {
    const regions = new Set(changes.filter((change) => change.addedNodes.length).map(regionOf));
    for (const region of regions) {
      const text = region?.textContent.trim();
      if (text) window.heard.push(text);
    }
  }).observe(root, { subtree: true, childList: true, characterData: true });
}"""


@pytest.fixture
def heard(chat, page: Page):
    page.evaluate(LISTEN)
    return lambda: page.evaluate("() => window.heard")


def test_that_it_is_a_program_is_visible_and_said_before_the_first_input(chat, heard, page):
    page.evaluate(
        """() => document.querySelector('stadtlotse-chat').shadowRoot.addEventListener('input',
             () => window.heard.push('INPUT'))"""
    )
    chat.open()
    expect(chat.dialog.locator("#program")).to_have_text("Sie sprechen mit einem Programm.")
    expect(chat.dialog.locator("#program")).to_be_in_viewport()
    expect(chat.dialog).to_have_accessible_description("Sie sprechen mit einem Programm.")
    chat.ask("Hallo")
    expect(chat.messages.last).to_contain_text("Antwort 1")
    words = heard()
    assert "Sie sprechen mit einem Programm" in words[0]
    assert words.index("INPUT") > 0


def test_each_complete_answer_is_said_exactly_once(chat, heard):
    chat.open()
    for number in (1, 2, 3):
        chat.ask(f"Frage {number}")
        expect(chat.messages.last).to_contain_text(f"Antwort {number}")
    words = heard()
    assert len([word for word in words if "Guten Tag" in word]) == 1
    for number in (1, 2, 3):
        assert [word for word in words if f"Antwort {number}" in word] == [f"Antwort {number}"]
    assert not [word for word in words if "Frage" in word]


def test_history_is_never_said_again(chat, page, heard):
    chat.open().ask("Hallo")
    expect(chat.messages.last).to_contain_text("Antwort 1")
    listen_from_the_start = f"customElements.whenDefined('stadtlotse-chat').then({LISTEN})"
    page.add_init_script(f"addEventListener('DOMContentLoaded', () => {listen_from_the_start})")
    page.reload()
    expect(chat.messages.last).to_contain_text("Antwort 1")
    chat.ask("Noch eine Frage")
    expect(chat.messages.last).to_contain_text("Antwort 2")
    assert page.evaluate("() => window.heard") == ["Antwort 2"]


def test_closing_and_opening_says_nothing_again(chat, heard):
    chat.open().ask("Hallo")
    expect(chat.messages.last).to_contain_text("Antwort 1")
    before = heard()
    chat.input.press("Escape")
    chat.launcher.click()
    chat.ask("Zweite")
    expect(chat.messages.last).to_contain_text("Antwort 2")
    assert heard() == [*before, "Antwort 2"]
