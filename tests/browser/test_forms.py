"""A form in the widget: refused values, what stays on the screen, and how long the hold behind it lasts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from conversations.answering import Reply
from conversations.blocks import Card, CardLink, Form, FormField, Text
from conversations.errors import FormRejected
from tests.browser.test_announcements import LISTEN
from tests.browser.test_axe import AXE, SCHEMES, faults

MESSAGES = re.compile(r".*/messages$")
TITLE = "Ihre Angaben für den Termin"
REFUSED = "Diese E-Mail-Adresse ist nicht vollständig."
DONE = "Dieses Formular ist abgeschlossen."


def kontakt(expires_at: datetime | None = None) -> Form:
    return Form(
        form="termin_kontakt",
        title=TITLE,
        fields=(
            FormField(name="name", label="Name", required=True),
            FormField(name="email", label="E-Mail", hint="Für die Bestätigung."),
            FormField(name="einwilligung", label="Ich bin einverstanden.", kind="checkbox"),
        ),
        submit_label="Termin buchen",
        expires_at=expires_at,
    )


@dataclass
class Handler:
    """Wants an @, serves nobody, and can be slow; remembers what it was sent."""

    site: object
    received: list[dict] = field(default_factory=list)

    async def __call__(self, conversation_id: str, values: dict) -> Reply:
        self.received.append(dict(values))
        if self.site.engine.before_reply:
            await self.site.engine.before_reply()
        if values.get("name") == "niemand":
            raise FormRejected(None, "Für niemanden gibt es keinen Termin.")
        if "@" not in values.get("email", ""):
            raise FormRejected("email", REFUSED)
        return Reply(messages=((Text(text="Gebucht."),),))


@pytest.fixture
def handler(site) -> Handler:
    handler = Handler(site)
    site.forms["termin_kontakt"] = handler
    site.engine.blocks = (kontakt(),)
    return handler


class Filling:
    def __init__(self, chat):
        self.form = chat.dialog.get_by_role("form", name=TITLE)
        self.name = self.form.get_by_role("textbox", name="Name")
        self.email = self.form.get_by_role("textbox", name="E-Mail")
        self.agree = self.form.get_by_role("checkbox", name="Ich bin einverstanden.")
        self.submit = self.form.get_by_role("button", name="Termin buchen")

    def fill(self, name: str, email: str) -> None:
        self.name.fill(name)
        self.email.fill(email)


@pytest.fixture
def filling(chat, handler) -> Filling:
    chat.open().ask("Termin")
    filling = Filling(chat)
    expect(filling.form).to_be_visible()
    return filling


def voice(chat) -> str:
    return chat.dialog.locator("[aria-live]").inner_text().strip()


def stored(page: Page) -> str:
    return page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}])")


def test_a_refused_value_is_told_at_its_field_and_nothing_typed_is_lost(chat, page, handler, filling, site):
    filling.fill("Erika Mustermann", "erika.unvollständig")
    filling.agree.check()
    filling.submit.click()
    expect(filling.email).to_be_focused()
    expect(filling.email).to_have_attribute("aria-invalid", "true")
    expect(filling.email).to_have_accessible_description(f"Für die Bestätigung. {REFUSED}")
    assert voice(chat) == REFUSED
    expect(filling.name).to_have_value("Erika Mustermann")
    expect(filling.email).to_have_value("erika.unvollständig")
    expect(filling.agree).to_be_checked()
    expect(chat.log.get_by_text("Gesendet")).to_have_count(0)
    assert "Mustermann" not in stored(page)

    filling.email.fill("erika@example.org")
    filling.submit.click()
    expect(chat.messages.last).to_contain_text("Gebucht.")
    expect(chat.messages.nth(-2)).to_contain_text(f"Gesendet: {TITLE}")
    expect(filling.form).to_have_count(0)
    assert chat.focused() == DONE
    assert [values["email"] for values in handler.received] == ["erika.unvollständig", "erika@example.org"]
    for trace in ("Mustermann", "erika"):
        assert trace not in stored(page)
        assert trace not in chat.dialog.inner_text()
        assert not any(
            trace.encode() in file.read_bytes() for file in site.folder.iterdir() if file.is_file()
        )


def test_after_a_reload_the_history_reads_the_same_and_a_sent_form_is_closed(chat, page, filling):
    filling.fill("Erika", "erika@example.org")
    filling.submit.click()
    expect(chat.messages.last).to_contain_text("Gebucht.")
    before = chat.messages.all_inner_texts()
    page.reload()
    expect(chat.messages.last).to_contain_text("Gebucht.")
    assert chat.messages.all_inner_texts() == before
    expect(filling.form).to_have_count(0)


def test_an_error_of_the_whole_form_stands_at_its_button(chat, filling):
    filling.fill("niemand", "n@example.org")
    filling.submit.click()
    expect(filling.form).to_contain_text("Für niemanden gibt es keinen Termin.")
    expect(filling.submit).to_be_focused()
    assert voice(chat) == "Für niemanden gibt es keinen Termin."
    filling.name.fill("Erika")
    filling.submit.click()
    expect(chat.messages.last).to_contain_text("Gebucht.")


def test_a_double_click_sends_a_form_once(chat, site, handler, filling):
    filling.fill("Erika", "erika@example.org")
    site.hold_answers()
    filling.submit.dblclick()
    site.let_answers_go()
    expect(chat.messages.last).to_contain_text("Gebucht.")
    assert len(handler.received) == 1
    expect(chat.log.get_by_text("Gesendet")).to_have_count(1)


def test_offline_the_form_keeps_everything_and_is_sent_again_under_its_number(chat, page, handler, filling):
    filling.fill("Erika", "erika@example.org")
    numbers: list[str] = []
    page.on("request", lambda request: MESSAGES.match(request.url) and numbers.append(request.post_data_json))
    page.context.set_offline(True)
    filling.submit.click()
    expect(filling.form).to_contain_text("Ihre Angaben stehen noch im Formular.")
    expect(filling.name).to_have_value("Erika")
    page.context.set_offline(False)
    filling.submit.click()
    expect(chat.messages.last).to_contain_text("Gebucht.")
    assert len(handler.received) == 1
    assert len({sent["client_message_id"] for sent in numbers}) == 1


def test_a_changed_form_is_another_message(chat, page, handler, filling):
    """An answer that got lost must not stand for values that were never sent with it."""
    numbers: list[str] = []
    page.on("request", lambda request: MESSAGES.match(request.url) and numbers.append(request.post_data_json))
    page.route(MESSAGES, lambda route: (route.fetch(), route.fulfill(status=502, body="Bad Gateway")))
    filling.fill("Erika", "alt@example.org")
    filling.submit.click()
    expect(filling.form).to_contain_text("Ihre Angaben stehen noch im Formular.")
    page.unroute(MESSAGES)
    filling.email.fill("neu@example.org")
    filling.submit.click()
    expect(chat.messages.last).to_contain_text("Gebucht.")
    assert [values["email"] for values in handler.received] == ["alt@example.org", "neu@example.org"]
    assert len({sent["client_message_id"] for sent in numbers}) == 2


def test_a_reload_in_mid_answer_shows_the_answer_of_the_form_and_acts_once(
    chat, page, site, handler, filling
):
    filling.fill("Erika Mustermann", "erika@example.org")
    site.hold_answers()
    filling.submit.click()
    while not handler.received:
        page.wait_for_timeout(20)
    assert "Mustermann" not in stored(page)
    page.reload()
    expect(chat.log.get_by_text("Einen Augenblick bitte")).to_be_visible()
    site.let_answers_go()
    expect(chat.messages.last).to_contain_text("Gebucht.")
    expect(chat.messages.nth(-2)).to_contain_text(f"Gesendet: {TITLE}")
    assert len(handler.received) == 1


def test_a_form_that_never_arrived_is_said_to_be_lost_after_a_reload(chat, page, handler, filling):
    filling.fill("Erika", "erika@example.org")
    page.route(MESSAGES, lambda route: route.abort())
    filling.submit.click()
    expect(filling.form).to_contain_text("Keine Verbindung.")
    page.unroute(MESSAGES)
    page.reload()
    expect(chat.messages.last).to_contain_text("Ihre Angaben sind nicht angekommen.")
    expect(filling.form).to_be_visible()
    page.reload()
    expect(filling.form).to_be_visible()
    expect(chat.log.get_by_text("nicht angekommen")).to_have_count(0)
    assert [values for values in handler.received if values] == []


def test_only_the_latest_of_two_forms_of_a_kind_is_open(chat, filling):
    filling.fill("Erika", "erika@example.org")
    chat.ask("Doch lieber Dienstag")
    expect(chat.log.get_by_text(DONE)).to_have_count(1)
    expect(filling.form).to_have_count(1)
    expect(filling.name).to_have_value("")


def test_a_question_in_between_leaves_the_form_as_it_is(chat, site, filling):
    filling.name.fill("Erika")
    site.engine.blocks = None
    chat.ask("Was kostet das?")
    expect(chat.messages.last).to_contain_text("Antwort")
    expect(filling.name).to_have_value("Erika")


# The hold. The browser's clock is set by the test; the service's is the real one.


def offer(chat, site, page, minutes: float, *, behind: timedelta = timedelta()) -> datetime:
    """Ask for a form whose hold lasts so long, in a browser whose clock is `behind` the service's."""
    page.clock.install(time=datetime.now() - behind)
    page.reload()
    expires_at = datetime.now(UTC) + timedelta(minutes=minutes)
    site.engine.blocks = (kontakt(expires_at),)
    chat.open().ask("Termin")
    expect(chat.dialog.get_by_role("form", name=TITLE)).to_be_visible()
    return expires_at


def local(moment: datetime) -> str:
    return f"{moment.astimezone(ZoneInfo('Europe/Berlin')):%H:%M}"


@pytest.mark.parametrize("behind", [timedelta(), timedelta(hours=5), timedelta(minutes=-50)])
def test_the_time_left_is_the_services_however_the_clock_is_set(chat, site, page, handler, behind):
    expires_at = offer(chat, site, page, 11.5, behind=behind)
    form = chat.dialog.get_by_role("form", name=TITLE)
    expect(form).to_contain_text(f"Reserviert bis {local(expires_at)} Uhr (noch 12 Minuten)")
    expect(form).to_have_accessible_description(re.compile("^Reserviert bis"))
    page.reload()
    expect(form).to_contain_text("(noch 12 Minuten)")


def test_the_time_left_is_shown_each_minute_and_said_only_near_the_end(chat, site, page, handler):
    offer(chat, site, page, 5.5)
    form = chat.dialog.get_by_role("form", name=TITLE)
    page.evaluate(LISTEN)
    shown = []
    for _ in range(6):
        shown.append(re.search(r"noch (\d+ Minuten?)|abgelaufen", form.inner_text())[0])
        page.clock.run_for(60_000)
    assert shown == ["noch 6 Minuten", *(f"noch {n} Minuten" for n in (5, 4, 3, 2)), "noch 1 Minute"]
    page.clock.run_for(60_000)
    expect(form).to_contain_text("Ihre Reservierung ist abgelaufen.")
    page.clock.run_for(600_000)
    assert page.evaluate("() => window.heard") == [
        "Ihre Reservierung gilt noch 3 Minuten.",
        "Ihre Reservierung gilt noch eine Minute.",
        "Ihre Reservierung ist abgelaufen. Wenn Sie das Formular absenden, nennt Ihnen der Stadtlotse die "
        "nächsten freien Zeiten.",
    ]
    expect(form.get_by_role("button", name="Termin buchen")).to_be_enabled()


def test_after_a_long_sleep_only_what_is_true_now_is_said(chat, site, page, handler):
    offer(chat, site, page, 10)
    page.evaluate(LISTEN)
    page.clock.fast_forward("20:00")
    expect(chat.dialog.get_by_role("form", name=TITLE)).to_contain_text("abgelaufen")
    (heard,) = page.evaluate("() => window.heard")
    assert heard.startswith("Ihre Reservierung ist abgelaufen.")


def test_a_form_that_is_gone_says_nothing_more(chat, site, page, handler):
    offer(chat, site, page, 5)
    filling = Filling(chat)
    filling.fill("Erika", "erika@example.org")
    filling.submit.click()
    expect(chat.messages.last).to_contain_text("Gebucht.")
    page.evaluate(LISTEN)
    page.clock.run_for(600_000)
    assert page.evaluate("() => window.heard") == []


def test_a_calendar_file_is_downloaded_without_an_empty_tab(chat, site):
    page_url, ics = "https://stadt.example/termin/abc", "https://stadt.example/termin/abc/termin.ics"
    links = (CardLink(label="Termin ansehen", url=page_url), CardLink(label="In den Kalender", url=ics))
    site.engine.blocks = (Card(title="Ihr Termin", links=links),)
    chat.open().ask("Termin")
    calendar = chat.dialog.get_by_role("link", name="In den Kalender", exact=True)
    expect(calendar).to_have_attribute("href", ics)
    expect(calendar).to_have_attribute("rel", "noreferrer")
    assert calendar.get_attribute("download") is not None
    assert calendar.get_attribute("target") is None
    shown = chat.dialog.get_by_role("link", name="Termin ansehen (öffnet in neuem Tab)")
    expect(shown).to_have_attribute("target", "_blank")
    expect(shown).to_have_attribute("rel", "noopener noreferrer")


@pytest.mark.skipif(not AXE.exists(), reason="axe-core fehlt (npm ci)")
@SCHEMES
def test_axe_finds_nothing_in_any_state_of_a_form(chat, site, page, handler, scheme):
    page.emulate_media(color_scheme=scheme)
    site.engine.blocks = (kontakt(datetime.now(UTC) + timedelta(minutes=10)),)
    chat.open().ask("Termin")
    filling = Filling(chat)
    expect(filling.form).to_contain_text("noch 10 Minuten")
    assert faults(page) == []
    filling.fill("Erika", "erika")
    filling.submit.click()
    expect(filling.email).to_be_focused()
    assert faults(page) == []
    filling.fill("niemand", "n@example.org")
    filling.submit.click()
    expect(filling.form).to_contain_text("Für niemanden")
    assert faults(page) == []
    filling.name.fill("Erika")
    filling.submit.click()
    expect(chat.messages.last).to_contain_text("Gebucht.")
    assert faults(page) == []
    site.engine.blocks = (kontakt(datetime.now(UTC) - timedelta(minutes=10)),)
    chat.ask("Noch einmal")
    expect(filling.form).to_contain_text("abgelaufen")
    assert faults(page) == []


@pytest.mark.skipif(not AXE.exists(), reason="axe-core fehlt (npm ci)")
@SCHEMES
def test_without_javascript_a_refused_form_leads_to_its_field(site, page, handler, scheme):
    page.emulate_media(color_scheme=scheme)
    site.engine.blocks = (kontakt(datetime.now(UTC) + timedelta(minutes=10)),)
    page.goto(f"{site.address}/chat")
    page.get_by_label("Ihre Frage").fill("Termin")
    page.get_by_role("button", name="Senden").click()
    assert faults(page) == []
    page.get_by_label("Name").fill("Erika")
    page.get_by_label("E-Mail").fill("erika")
    page.get_by_role("button", name="Termin buchen").click()
    email = page.get_by_label("E-Mail")
    expect(email).to_have_value("erika")
    expect(email).to_have_accessible_description(f"Für die Bestätigung. {REFUSED}")
    assert faults(page) == []
    page.get_by_role("link", name="Zum Feld").click()
    expect(email).to_be_in_viewport()
    email.fill("erika@example.org")
    page.get_by_role("button", name="Termin buchen").click()
    expect(page.locator("#antwort")).to_contain_text("Gebucht.")
    assert [values["email"] for values in handler.received] == ["erika", "erika@example.org"]
    assert faults(page) == []
