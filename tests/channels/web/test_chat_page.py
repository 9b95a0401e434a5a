from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup, Tag

from conversations.answering import Reply
from conversations.blocks import Form, FormField, Text
from conversations.errors import FormRejected
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


async def test_a_choice_that_was_not_answered_is_sent_again_as_a_choice(page, fake_engine):
    first = await page.submit("form.ask", text="Hallo")
    fake_engine.away = True
    unanswered = await first.press("Ausweis")
    assert unanswered.response.status_code == 503
    fake_engine.away = False
    again = await unanswered.press("Erneut senden")
    assert again.response.status_code == 200
    assert fake_engine.heard[-1][2] == '/auswahl{"leistung": "personalausweis"}'
    assert len(again.soup.select(".citizen")) == 2


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


def termin_kontakt(expires_at: datetime | None = None) -> Form:
    return Form(
        form="termin_kontakt",
        title="Ihre Angaben",
        fields=(
            FormField(name="name", label="Name", required=True, autocomplete="name"),
            FormField(name="email", label="E-Mail", kind="email", hint="Für die Bestätigung."),
            FormField(name="anmerkung", label="Anmerkung", kind="textarea"),
            FormField(name="einwilligung", label="Ich bin einverstanden.", kind="checkbox"),
        ),
        submit_label="Termin buchen",
        expires_at=expires_at,
    )


WRONG = {
    "value:name": 'Erika "E" <Muster>',
    "value:email": "erika",
    "value:anmerkung": "</textarea> bitte",
    "check:einwilligung": "true",
}
FORM = "form:has([name=form])"


@pytest.fixture
def kontakt(forms, fake_engine) -> list[dict]:
    """The form refuses an address without @, and everything of nobody; what it was sent."""
    received: list[dict] = []

    async def handle(conversation_id: str, values: dict) -> Reply:
        received.append(dict(values))
        if values["name"] == "niemand":
            raise FormRejected(None, "Für niemanden gibt es keinen Termin.")
        if "@" not in values["email"]:
            raise FormRejected("email", "Diese E-Mail-Adresse ist nicht vollständig.")
        return Reply(messages=((Text(text="Gebucht."),),))

    forms["termin_kontakt"] = handle
    fake_engine.blocks = (termin_kontakt(),)
    return received


async def test_a_refused_form_comes_back_with_all_that_was_typed_and_the_error_at_its_field(
    page, kontakt, tmp_path
):
    shown = await page.submit("form.ask", text="Termin")
    refused = await shown.submit(FORM, **WRONG)
    assert refused.response.status_code == 422
    form = refused.soup.select_one(FORM)
    email = form.select_one("[name='value:email']")
    assert form.select_one("[name='value:name']")["value"] == WRONG["value:name"]
    assert email["value"] == "erika"
    assert form.select_one("textarea").text == WRONG["value:anmerkung"]
    assert form.select_one("[type=checkbox]").has_attr("checked")
    assert email["aria-invalid"] == "true"
    described = [form.select_one(f"#{id}").text for id in email["aria-describedby"].split()]
    assert described == ["Für die Bestätigung.", "Diese E-Mail-Adresse ist nicht vollständig."]
    assert len(form.select("[aria-invalid]")) == 1
    alert = refused.soup.select_one("[role=alert]")
    assert "nicht vollständig" in alert.text
    assert alert.select_one("a")["href"] == f"#{email['id']}"
    assert refused.response.headers["cache-control"] == "no-store"
    assert not any(b"Muster" in file.read_bytes() for file in tmp_path.iterdir())

    booked = await refused.submit(FORM, **{**WRONG, "value:email": "erika@example.org"})
    assert booked.response.status_code == 200
    assert "Gebucht." in booked.text
    assert "Gesendet: Ihre Angaben" in booked.text
    assert booked.text.count("Dieses Formular ist abgeschlossen.") == 1
    assert not booked.soup.select(FORM)
    assert "Muster" not in booked.response.text
    assert len(kontakt) == 2


async def test_an_error_of_the_whole_form_stands_at_its_beginning(page, kontakt):
    shown = await page.submit("form.ask", text="Termin")
    refused = await shown.submit(FORM, **{**WRONG, "value:name": "niemand"})
    form = refused.soup.select_one(FORM)
    assert form.select_one("p.error").text == "Für niemanden gibt es keinen Termin."
    assert not form.select("[aria-invalid]")
    assert not refused.soup.select("[role=alert] a")


async def test_while_the_form_cannot_be_taken_its_values_stay_and_nobody_says_they_are_kept(
    page, kontakt, forms
):
    async def fail(conversation_id: str, values: dict) -> Reply:
        raise OSError

    shown = await page.submit("form.ask", text="Termin")
    forms["termin_kontakt"] = fail
    refused = await shown.submit(FORM, **WRONG)
    assert refused.response.status_code == 503
    assert "nicht angekommen" in refused.soup.select_one("[role=alert]").text
    assert "gespeichert" not in refused.soup.select_one("[role=alert]").text
    assert refused.soup.select_one(f"{FORM} [name='value:name']")["value"] == WRONG["value:name"]
    assert not refused.soup.select_one(".again")


async def test_a_form_sent_twice_at_once_acts_once(page, kontakt):
    shown = await page.submit("form.ask", text="Termin")
    fields = {
        **shown.fields(shown.soup.select_one(FORM)),
        **WRONG,
        "value:email": "erika@example.org",
    }
    once, again = await asyncio.gather(shown.post(fields), shown.post(fields))
    assert again.text == once.text
    assert len(kontakt) == 1


async def test_only_the_latest_of_two_forms_of_a_kind_can_be_sent(page, kontakt):
    first = await page.submit("form.ask", text="Termin")
    second = await first.submit("form.ask", text="Doch lieber Dienstag")
    assert len(second.soup.select(FORM)) == 1
    assert second.soup.select_one("#antwort").select_one(FORM)
    assert second.text.count("Dieses Formular ist abgeschlossen.") == 1


async def test_a_question_in_between_leaves_the_form_open(page, kontakt, fake_engine):
    shown = await page.submit("form.ask", text="Termin")
    fake_engine.blocks = (Text(text="Das kostet nichts."),)
    asked = await shown.submit("form.ask", text="Was kostet das?")
    assert len(asked.soup.select(FORM)) == 1


async def test_the_page_says_until_when_the_time_is_kept(page, kontakt, fake_engine):
    expires_at = datetime.now(UTC) + timedelta(minutes=10)
    fake_engine.blocks = (termin_kontakt(expires_at),)
    shown = await page.submit("form.ask", text="Termin")
    assert f"Reserviert bis {expires_at.astimezone(ZoneInfo('Europe/Berlin')):%H:%M} Uhr." in shown.text
    fake_engine.blocks = (termin_kontakt(datetime.now(UTC) - timedelta(seconds=1)),)
    over = await shown.submit("form.ask", text="Noch da?")
    assert "Ihre Reservierung ist abgelaufen." in over.text
    assert "Reserviert bis" not in over.text


async def test_slots_are_a_named_list_of_buttons_with_time_and_place(page, fake_engine):
    fake_engine.blocks = EVERY_BLOCK
    shown = await page.submit("form.ask", text="Alles")
    slots = shown.soup.select_one("[aria-label='Freie Termine']")
    assert [button.text for button in slots.select("button")] == [
        "Di, 24. November, 9:00 Uhr, Bürgerservice K 7",
        "Di, 24. November, 10:30 Uhr, Bürgerservice K 7",
    ]
    taken = await shown.press("Di, 24. November, 9:00 Uhr, Bürgerservice K 7")
    assert fake_engine.heard[-1][2] == '/auswahl{"termin": "9"}'
    assert "Di, 24. November, 9:00 Uhr, Bürgerservice K 7" in taken.soup.select(".citizen")[-1].text
