from __future__ import annotations

import asyncio

import pytest
from bs4 import BeautifulSoup, Tag

from conversations.answering import Reply
from conversations.blocks import Text
from tests.browser.sample_blocks import EVERY_BLOCK


class Page:
    """The page as a browser without JavaScript uses it: only what stands in its forms can be sent."""

    def __init__(self, http, response):
        self.http = http
        self.response = response
        self.soup = BeautifulSoup(response.text, "lxml")
        self.text = self.soup.get_text(" ", strip=True)

    def fields(self, form: Tag) -> dict[str, str]:
        return {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}

    async def submit(self, selector: str, **values: str) -> Page:
        form = self.soup.select_one(selector)
        assert form["method"] == "post"
        return await self.post({**self.fields(form), **values})

    async def post(self, fields: dict[str, str]) -> Page:
        return Page(self.http, await self.http.post("/chat", data=fields))

    async def press(self, label: str) -> Page:
        button = next(button for button in self.soup.select("button") if button.get_text() == label)
        form = (
            self.soup.select_one(f"form#{button['form']}")
            if button.get("form")
            else button.find_parent("form")
        )
        pressed = {button["name"]: button["value"]} if button.get("name") else {}
        return await self.post({**self.fields(form), **pressed})


@pytest.fixture
async def page(http) -> Page:
    return Page(http, await http.get("/chat"))


async def test_the_page_says_first_that_it_is_a_program(page):
    assert page.response.status_code == 200
    assert page.text.index("Sie sprechen mit einem Programm") < page.text.index("Ihre Frage")


async def test_looking_at_the_page_starts_no_conversation(page, http):
    fields = page.fields(page.soup.select_one("form.ask"))
    auth = {"Authorization": f"Bearer {fields['token']}"}
    unknown = await http.get(f"/api/v1/conversations/{fields['conversation_id']}", headers=auth)
    assert unknown.status_code == 404


async def test_the_first_message_sent_twice_begins_and_asks_once(page, fake_engine):
    fields = {**page.fields(page.soup.select_one("form.ask")), "text": "Hallo"}
    once, again = await asyncio.gather(page.post(fields), page.post(fields))
    assert "Antwort 1" in once.text
    assert again.text == once.text
    assert len(fake_engine.heard) == 1


async def test_a_page_of_another_site_cannot_put_its_conversation_before_a_citizen(page, http, fake_engine):
    fields = {**page.fields(page.soup.select_one("form.ask")), "text": "Hallo"}
    response = await http.post("/chat", data=fields, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert fields["token"] not in response.text
    assert fake_engine.heard == []


@pytest.mark.parametrize(
    "change", [{"conversation_id": "x"}, {"token": "kurz"}, {"conversation_id": "A" * 32}]
)
async def test_only_an_access_of_our_making_begins_a_conversation(page, fake_engine, change):
    refused = await page.submit("form.ask", text="Hallo", **change)
    assert refused.response.status_code == 401
    assert fake_engine.heard == []


async def test_a_conversation_goes_on_over_several_forms_without_cookie_or_address(page, fake_engine):
    first = await page.submit("form.ask", text="Was kostet das?")
    second = await first.submit("form.ask", text="Und wo?")
    assert [text for _, text, _ in fake_engine.heard] == ["Was kostet das?", "Und wo?"]
    assert len({conversation for conversation, _, _ in fake_engine.heard}) == 1
    assert "Antwort 1" in second.text
    assert "Antwort 2" in second.text
    assert "set-cookie" not in second.response.headers
    assert second.response.headers["cache-control"] == "no-store"
    token = second.soup.select_one("[name=token]")["value"]
    assert all(token not in link["href"] for link in second.soup.select("a"))


async def test_the_same_page_sent_twice_acts_once(page, fake_engine):
    first = await page.submit("form.ask", text="Hallo")
    fields = {**first.fields(first.soup.select_one("form.ask")), "text": "Noch eine Frage"}
    again, once = await asyncio.gather(first.post(fields), first.post(fields))
    assert len(fake_engine.heard) == 2
    assert again.text == once.text


async def test_going_back_and_writing_something_else_is_a_new_message(page, fake_engine):
    first = await page.submit("form.ask", text="Hallo")
    await first.submit("form.ask", text="Eine Frage")
    changed = await first.submit("form.ask", text="Eine andere Frage")
    assert changed.response.status_code == 200
    assert [text for _, text, _ in fake_engine.heard] == ["Hallo", "Eine Frage", "Eine andere Frage"]


async def test_a_choice_of_the_greeting_works_as_the_first_message(page, fake_engine):
    answered = await page.press("Ausweis")
    assert fake_engine.heard[0][2] == '/auswahl{"leistung": "personalausweis"}'
    assert "Antwort 1" in answered.text


@pytest.mark.parametrize("text", ["", "  \n ", "ä" * 1001])
async def test_a_refused_text_stays_in_the_field_with_the_reason(page, text):
    refused = await page.submit("form.ask", text=text)
    assert refused.response.status_code == 422
    assert refused.soup.select_one("[role=alert]")
    assert refused.soup.select_one("textarea").text.strip() == text.strip()
    assert refused.soup.title.text.startswith("Fehler")


@pytest.mark.parametrize(
    "sent",
    [
        {"content": b"\xff=\xfe&text=%ff"},
        {"json": {"text": "Hallo"}},
        {"content": b""},
        {"files": {"text": ("a.txt", b"Hallo")}},
        {"data": {"conversation_id": "x" * 5000, "token": "y" * 5000, "text": "Hallo"}},
    ],
    ids=["no utf-8", "json", "nothing", "a file", "made up"],
)
async def test_what_no_browser_sends_is_refused_with_a_page(http, fake_engine, sent):
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if "content" in sent else {}
    response = await http.post("/chat", headers=headers, **sent)
    assert 400 <= response.status_code < 500
    assert "Ihre Frage" in response.text
    assert fake_engine.heard == []


async def test_with_the_engine_away_the_message_is_kept_and_can_be_sent_again(page, fake_engine):
    first = await page.submit("form.ask", text="Hallo")
    fake_engine.away = True
    unanswered = await first.submit("form.ask", text="Noch eine Frage")
    assert unanswered.response.status_code == 503
    assert "gespeichert" in unanswered.text
    fake_engine.away = False
    again = await unanswered.press("Erneut senden")
    assert "Antwort 2" in again.text
    assert again.text.count("Noch eine Frage") == 1


async def test_erasing_ends_the_conversation(page, fake_engine):
    first = await page.submit("form.ask", text="Hallo")
    erased = await first.press("Unterhaltung jetzt löschen")
    assert "gelöscht" in erased.text
    assert len(fake_engine.forgotten) == 1
    stale = await first.submit("form.ask", text="Noch da?")
    assert stale.response.status_code == 404
    assert stale.soup.select_one("textarea").text == "Noch da?"
    assert stale.soup.select_one("[name=token]")["value"] != first.soup.select_one("[name=token]")["value"]


async def test_every_block_is_shown_and_its_controls_work(page, fake_engine, forms):
    received: list[dict] = []

    async def handle(conversation_id: str, values: dict) -> Reply:
        received.append(dict(values))
        return Reply(messages=((Text(text="Gebucht."),),))

    forms["kontakt"] = handle
    fake_engine.blocks = EVERY_BLOCK
    shown = await page.submit("form.ask", text="Alles")
    for piece in ("46,00 €", "nur beim ersten Ausweis", "K 7", "10:30 Uhr", "§ 1 PAuswGebV", "112"):
        assert piece in shown.text
    assert shown.soup.select_one('a[href="tel:115"]')
    booked = await shown.submit(
        "form:has([name=form])",
        **{"value:name": "Erika", "value:email": "e@example.org", "check:einwilligung": "true"},
    )
    assert received == [{"name": "Erika", "email": "e@example.org", "einwilligung": True}]
    assert "Gebucht." in booked.text
    assert "Erika" not in booked.response.text


async def test_markup_of_citizens_and_answers_stays_text(page, fake_engine):
    evil = "<img src=x onerror=alert(1)>\"'></textarea><script>alert(1)</script>"
    fake_engine.blocks = (Text(text=evil),)
    shown = await page.submit("form.ask", text=evil)
    assert not shown.soup.select("img, script")
    assert shown.text.count(evil) == 2
