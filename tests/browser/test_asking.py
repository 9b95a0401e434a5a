from __future__ import annotations

from playwright.sync_api import expect

from conversations.blocks import Notice, Text
from tests.browser.sample_blocks import EVERY_BLOCK

ANSWER = (Text(text="46 Euro"), Notice(kind="source", text="§ 1 PAuswGebV"))


def test_a_question_asked_in_the_widget_is_answered(chat, site, violations):
    chat.open().ask("Was kostet ein neuer Perso?")
    expect(chat.messages.last).to_contain_text("Antwort 1")
    assert [text for _, text, _ in site.engine.heard] == ["Was kostet ein neuer Perso?"]
    assert violations == []


def test_every_block_is_shown(chat, site, violations):
    site.engine.blocks = EVERY_BLOCK
    chat.open().ask("Alles")
    answer = chat.messages.last
    for text in ("27,60 €", "nur beim ersten Ausweis", "68159 Mannheim", "Termin buchen", "In Lebensgefahr"):
        expect(answer).to_contain_text(text)
    expect(answer.get_by_role("table")).to_be_visible()
    expect(answer.get_by_role("checkbox", name="Alter Ausweis")).to_be_visible()
    expect(answer.get_by_role("link", name="Telefon 115")).to_have_attribute("href", "tel:115")
    expect(answer.get_by_role("link", name="Online beantragen")).to_be_visible()
    expect(answer.get_by_role("textbox", name="E-Mail")).to_have_attribute("autocomplete", "email")
    expect(answer.get_by_role("list", name="Freie Termine").get_by_role("button")).to_have_count(2)
    assert violations == []


def test_a_choice_is_sent_as_it_was_offered_and_shown_with_its_label(chat, site):
    chat.open().dialog.get_by_role("button", name="Ausweis").click()
    expect(chat.messages.last).to_contain_text("Antwort 1")
    expect(chat.messages.nth(-2)).to_contain_text("Ausweis")
    assert site.engine.heard[0][2] == '/auswahl{"leistung": "personalausweis"}'


def test_a_slot_is_taken_with_the_keyboard_and_shown_with_its_place(chat, site, page):
    site.engine.blocks = EVERY_BLOCK
    chat.open().ask("Alles")
    slots = chat.dialog.get_by_role("list", name="Freie Termine")
    slots.get_by_role("button").first.focus()
    page.keyboard.press("Tab")
    second = slots.get_by_role("button", name="Di, 24. November, 10:30 Uhr Bürgerservice K 7")
    expect(second).to_be_focused()
    site.engine.blocks = None
    page.keyboard.press("Enter")
    expect(chat.messages.last).to_contain_text("Antwort")
    expect(chat.messages.nth(-2)).to_contain_text("Di, 24. November, 10:30 Uhr, Bürgerservice K 7")
    assert site.engine.heard[-1][2] == '/auswahl{"termin": "10"}'
    page.reload()
    expect(chat.messages.nth(-2)).to_contain_text("Di, 24. November, 10:30 Uhr, Bürgerservice K 7")


def test_a_form_tells_what_is_missing_and_leads_there(chat, site):
    site.engine.blocks = EVERY_BLOCK
    chat.open().ask("Alles")
    form = chat.dialog.get_by_role("form", name="Ihre Angaben für den Termin")
    form.get_by_role("button", name="Termin buchen").click()
    name = form.get_by_role("textbox", name="Name")
    expect(name).to_be_focused()
    expect(name).to_have_accessible_description("Bitte füllen Sie dieses Feld aus.")
    expect(name).to_have_attribute("aria-invalid", "true")


def test_a_checklist_prints_by_itself(chat, site, page):
    site.engine.blocks = EVERY_BLOCK
    chat.open().ask("Alles")
    # The frame's own print is caught, as no test can look at paper.
    page.evaluate(
        """() => { const append = Element.prototype.append; window.printed = [];
             Element.prototype.append = function (...nodes) {
               append.apply(this, nodes);
               const frame = nodes.find((node) => node.localName === 'iframe');
               if (frame) frame.contentWindow.print = () => {
                 window.printed.push(frame.contentDocument.body.innerText);
                 frame.contentWindow.dispatchEvent(new Event('afterprint')); };
             }; }"""
    )
    chat.dialog.get_by_role("button", name="Liste drucken").click()
    (printed,) = page.evaluate("() => window.printed")
    assert "Geburtsurkunde" in printed
    assert "46,00" not in printed
    assert page.locator("iframe").count() == 0


def test_feedback_reaches_the_service(chat, site, page):
    site.engine.blocks = ANSWER
    chat.open().ask("Hallo")
    with page.expect_response("**/feedback") as response:
        chat.dialog.get_by_role("button", name="Nein", exact=True).click()
    assert response.value.status == 204
    comment = chat.dialog.get_by_role("textbox", name="Was hat gefehlt?")
    expect(comment).to_be_focused()
    comment.fill("Die Adresse")
    with page.expect_request("**/feedback") as request:
        chat.dialog.get_by_role("button", name="Abschicken").click()
    assert request.value.post_data_json["comment"] == "Die Adresse"
    assert chat.focused() == "Danke für Ihre Rückmeldung."


def test_only_the_latest_answer_is_asked_about(chat, site):
    question = chat.open().dialog.get_by_role("group", name="War das hilfreich?")
    chat.ask("Danke")
    expect(chat.messages.last).to_contain_text("Antwort 1")
    expect(question).to_have_count(0)
    site.engine.blocks = ANSWER
    for _ in range(2):
        chat.ask("Was kostet das?")
        expect(chat.messages.last).to_contain_text("46 Euro")
        expect(question).to_have_count(1)


def test_near_the_limit_the_room_left_is_told_and_nothing_is_cut_off(chat, site):
    chat.open().input.fill("ä" * 900)
    expect(chat.dialog.locator("#count")).to_have_text("Noch 100 Zeichen")
    chat.input.fill("ä" * 1010)
    expect(chat.dialog.locator("#count")).to_have_text(
        "Ihre Nachricht ist zu lang. Bitte kürzen Sie sie um 10 Zeichen."
    )
    chat.input.press("Enter")
    expect(chat.input).to_have_value("ä" * 1010)
    assert site.engine.heard == []
    chat.input.fill("😀" * 1000)
    chat.input.press("Enter")
    expect(chat.messages.last).to_contain_text("Antwort 1")


def test_without_javascript_the_page_leads_to_the_same_conversation(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.address)
    page.get_by_role("link", name="auch ohne JavaScript").click()
    page.get_by_label("Ihre Frage").fill("Was kostet ein Ausweis?")
    page.get_by_role("button", name="Senden").click()
    expect(page.locator("#antwort")).to_contain_text("Antwort 1")
    page.reload()
    expect(page.locator("#antwort")).to_contain_text("Antwort 1")
    assert len(site.engine.heard) == 1
    assert "token" not in page.url
    assert context.cookies() == []
    context.close()
