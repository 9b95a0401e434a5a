from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

MESSAGES = re.compile(r".*/messages$")
OFFLINE = "Keine Verbindung. Ihre Nachricht ist nicht verloren. Bitte senden Sie sie erneut."


def voice(chat) -> str:
    return chat.dialog.locator("[aria-live]").inner_text().strip()


def test_offline_the_message_stays_and_is_sent_again_once(chat, site, page):
    chat.open()
    page.context.set_offline(True)
    chat.ask("Was kostet das?")
    again = chat.dialog.get_by_role("button", name="Erneut senden")
    expect(again).to_be_visible()
    assert voice(chat) == OFFLINE
    page.context.set_offline(False)
    again.click()
    expect(chat.messages.last).to_contain_text("Antwort 1")
    expect(again).to_be_hidden()
    expect(chat.log.get_by_text("Was kostet das?")).to_have_count(1)
    assert len(site.engine.heard) == 1
    expect(chat.input).to_be_focused()


def test_with_the_engine_away_the_citizen_is_told_kindly_and_asks_again(chat, site):
    chat.open()
    site.engine.away = True
    chat.ask("Hallo")
    again = chat.dialog.get_by_role("button", name="Erneut senden")
    expect(again).to_be_visible()
    assert "Ihre Nachricht ist gespeichert" in voice(chat)
    site.engine.away = False
    again.click()
    expect(chat.messages.last).to_contain_text("Antwort 1")


@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_broken_gateway_loses_nothing(chat, site, page, status):
    chat.open()
    page.route(MESSAGES, lambda route: route.fulfill(status=status, body="<html>Bad Gateway</html>"))
    chat.ask("Hallo")
    expect(chat.dialog.get_by_role("button", name="Erneut senden")).to_be_visible()
    page.unroute(MESSAGES)
    chat.dialog.get_by_role("button", name="Erneut senden").click()
    expect(chat.messages.last).to_contain_text("Antwort 1")
    assert len(site.engine.heard) == 1


def test_a_stream_that_breaks_off_is_not_taken_for_an_answer(chat, site, page):
    chat.open()
    half = 'event: message\ndata: {"id": "x", "sender": "bot", "time": "2026-11-22T10:00:00Z", "blocks": '
    page.route(MESSAGES, lambda route: route.fulfill(content_type="text/event-stream", body=half))
    chat.ask("Hallo")
    expect(chat.dialog.get_by_role("button", name="Erneut senden")).to_be_visible()


def test_a_reload_in_mid_answer_loses_nothing_and_doubles_nothing(chat, site, page):
    chat.open()
    site.hold_answers()
    chat.ask("Was kostet das?")
    expect(chat.log.get_by_text("Einen Augenblick bitte")).to_be_visible()
    while not site.engine.heard:
        page.wait_for_timeout(20)
    page.reload()
    expect(chat.log.get_by_text("Was kostet das?")).to_be_visible()
    site.let_answers_go()
    expect(chat.messages.last).to_contain_text("Antwort 1")
    expect(chat.log.get_by_text("Was kostet das?")).to_have_count(1)
    expect(chat.log.get_by_text("Antwort 1")).to_have_count(1)
    assert len(site.engine.heard) == 1


def test_a_message_that_never_arrived_is_sent_after_the_reload(chat, site, page):
    chat.open()
    page.route(MESSAGES, lambda route: route.abort())
    chat.ask("Was kostet das?")
    expect(chat.dialog.get_by_role("button", name="Erneut senden")).to_be_visible()
    page.unroute(MESSAGES)
    page.reload()
    expect(chat.messages.last).to_contain_text("Antwort 1")
    expect(chat.log.get_by_text("Was kostet das?")).to_have_count(1)


def test_a_choice_from_before_a_reload_is_sent_again_as_a_choice(chat, site, page):
    chat.open()
    site.engine.away = True
    chat.dialog.get_by_role("button", name="Ausweis").click()
    again = chat.dialog.get_by_role("button", name="Erneut senden")
    expect(again).to_have_count(1)
    chat.ask("Noch eine Frage")
    expect(again).to_have_count(2)
    page.reload()
    expect(again).to_have_count(2)
    site.engine.away = False
    again.first.click()
    expect(chat.log.get_by_text("Antwort 1")).to_be_visible()
    assert site.engine.heard[-1][2] == '/auswahl{"leistung": "personalausweis"}'


def test_a_double_click_sends_once_and_a_second_text_stays_in_the_field(chat, site):
    chat.open()
    site.hold_answers()
    chat.dialog.get_by_role("button", name="Ausweis").dblclick()
    chat.ask("Zweite Frage")
    expect(chat.input).to_have_value("Zweite Frage")
    site.let_answers_go()
    expect(chat.messages.last).to_contain_text("Antwort 1")
    assert len(site.engine.heard) == 1
    chat.input.press("Enter")
    expect(chat.messages.last).to_contain_text("Antwort 2")
    expect(chat.input).to_have_value("")


def test_what_was_typed_survives_a_reload(chat, page):
    chat.open().input.fill("Ich wollte noch fragen")
    page.reload()
    expect(chat.input).to_have_value("Ich wollte noch fragen")


def test_an_expired_conversation_begins_anew_with_the_text_kept(chat, site, page):
    chat.open()
    page.route(
        MESSAGES, lambda route: route.continue_(url=route.request.url.replace("/messages", "0/messages"))
    )
    chat.ask("Was kostet das?")
    expect(chat.log.get_by_text("abgelaufen")).to_be_visible()
    expect(chat.input).to_have_value("Was kostet das?")
    page.unroute(MESSAGES)
    chat.input.press("Enter")
    expect(chat.messages.last).to_contain_text("Antwort 1")


def test_when_the_service_cannot_be_reached_at_all_the_citizen_can_try_again(chat, page):
    page.route("**/api/v1/conversations", lambda route: route.abort())
    chat.launcher.click()
    expect(chat.log.get_by_text("115")).to_be_visible()
    page.unroute("**/api/v1/conversations")
    chat.dialog.get_by_role("button", name="Noch einmal versuchen").click()
    expect(chat.log.get_by_text("Guten Tag")).to_be_visible()


def test_when_the_widgets_own_files_fail_the_launcher_says_so_and_works_later(chat, page):
    page.route("**/panel.css", lambda route: route.abort())
    chat.launcher.click()
    expect(chat.host.get_by_role("status")).to_contain_text("Bitte versuchen Sie es noch einmal.")
    page.unroute("**/panel.css")
    chat.launcher.click()
    expect(chat.log.get_by_text("Guten Tag")).to_be_visible()
