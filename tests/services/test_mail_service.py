"""The whole service with e-mail: confirmed by a link, reminded, and told when something is free again."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar

from tests.channels.mail.mail_server import certificate, running
from tests.services.clock import MORNING
from tests.services.conftest import ERIKA, card
from tests.services.threads import in_thread
from tests.services.town import TITLES, WALDHOF
from tests.support.conversation import Conversation

PATIENCE_SECONDS = 20
SENDER = "termine@stadt.example"


def in_time(holds: Callable[[], object]) -> None:
    """Wait for what one of the service's jobs brings about."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


class Post:
    """What the town's mail server has taken."""

    def __init__(self, server) -> None:
        self._server = server

    def mail(self, to: str, subject: str):
        """The mail to this address, waited for; it comes once."""
        in_time(lambda: self.mails(to, subject))
        (mail,) = self.mails(to, subject)
        return mail

    def mails(self, to: str, subject: str = ""):
        return [m for m in self._server.mails if m.recipients == [to] and subject in m.message["Subject"]]


@pytest.fixture(scope="module")
def mail_server(tmp_path_factory):
    """It speaks only encrypted, with a certificate of the town's own."""
    tls, ca_file = certificate(tmp_path_factory.mktemp("zertifikat"))
    with in_thread(running(starttls=tls)) as server:
        server.ca_file = ca_file
        yield server


@pytest.fixture
def post(mail_server):
    mail_server.mails.clear()
    return Post(mail_server)


@pytest.fixture(scope="module")
def service(make_service, clock, mail_server):
    made = make_service(
        clock,
        LOTSE_EMAIL_VERIFICATION="true",
        LOTSE_SMTP_HOST="127.0.0.1",
        LOTSE_SMTP_PORT=mail_server.port,
        LOTSE_SMTP_CA_FILE=mail_server.ca_file,
        LOTSE_MAIL_FROM=SENDER,
    )
    with made.running():
        yield made


def asks(day) -> str:
    return (
        f"Ich brauche einen Termin für einen Personalausweis in Waldhof am {day.day}.{day.month}.{day.year}"
    )


def fill_in(chat, email: str):
    return chat.send(form="termin_kontakt", values=ERIKA | {"email": email})


def links(mail) -> list[str]:
    return re.findall(r"http://\S+", mail.part("plain"))


def heading(page) -> str:
    return BeautifulSoup(page.text, "html.parser").h1.get_text()


def confirm(web, post, email: str) -> str:
    """Follow the link in the mail and press the button; the appointment's page."""
    (link,) = [link for link in links(post.mail(email, "Bitte bestätigen")) if "/bestaetigen/" in link]
    assert web.post(link).status_code == 303
    return link.partition("/bestaetigen/")[0]


def begin(web, day, email: str):
    chat = Conversation(web)
    answer = chat.send(text=asks(day))
    assert answer.blocks("form"), answer.text
    return chat, fill_in(chat, email)


def test_an_appointment_holds_once_the_button_behind_the_mails_link_is_pressed(web, post, clock, service):
    chat, answer = begin(web, clock.now + timedelta(days=2), "erika@gänßlein.example")
    assert answer.status == 200
    assert "Fast fertig" in answer.text
    wire = "erika@xn--gnlein-cta2b.example"
    mail = post.mail(wire, "Bitte bestätigen")
    assert mail.encrypted
    (link,) = [link for link in links(mail) if "/bestaetigen/" in link]
    for _ in range(2):  # a mail scanner comes first
        assert heading(web.get(link)) == "Möchten Sie diesen Termin bestätigen?"
    assert "bestätigen Sie den Termin zuerst" in chat.send(text="Zeig mir meinen Termin").text
    assert web.post(link + "x").status_code == 404

    page = web.post(link, follow_redirects=True)
    assert "Ihr Termin ist bestätigt" in page.text
    shown = chat.send(text="Zeig mir meinen Termin")
    assert "bestätigen Sie" not in shown.text
    told = post.mail(wire, "Termin gebucht")
    assert card(shown)["Code"] in told.part("plain")
    assert card(shown)["Termin"] in links(told)
    (attachment,) = told.message.iter_attachments()
    (event,) = Calendar.from_ical(attachment.get_payload(decode=True)).walk("VEVENT")
    assert event["status"] == "CONFIRMED"
    secrets = (link.rpartition("/")[2], card(shown)["Code"], card(shown)["Termin"].rpartition(".")[2])
    assert service.traces("Gänßlein", "gänßlein", wire, *secrets) == {}


def test_what_nobody_confirms_in_time_is_free_again(web, post, clock):
    day, email = clock.now + timedelta(days=3), "spaet@stadt.example"
    chat, _ = begin(web, day, email)
    (link,) = [link for link in links(post.mail(email, "Bitte bestätigen")) if "/bestaetigen/" in link]
    before = Conversation(web).send(text=asks(day))
    clock.advance(timedelta(minutes=61))
    page = web.post(link, follow_redirects=True)
    assert heading(page) == "Diese Reservierung ist abgelaufen"
    assert "Ihr Termin:" not in chat.send(text="Zeig mir meinen Termin").text
    again = Conversation(web).send(text=asks(day))
    assert "08:00" in again.blocks("text")[0]["text"]
    assert "08:00" not in before.blocks("text")[0]["text"]
    assert post.mails(email, "gebucht") == []


def test_the_day_before_a_reminder_comes_once(web, post, clock):
    day, email = clock.now + timedelta(days=5), "otto@stadt.example"
    begin(web, day, email)
    page = confirm(web, post, email)
    post.mail(email, "Termin gebucht")
    clock.go_to((day - timedelta(days=1)).replace(hour=9, minute=55, second=0))
    assert post.mails(email, "Erinnerung") == []
    clock.advance(timedelta(minutes=10))
    reminder = post.mail(email, "Erinnerung")
    clock.advance(timedelta(hours=1))
    web.post(f"{page}/absagen")
    post.mail(email, "abgesagt")  # the mailer has seen to all that was due before it
    assert post.mail(email, "Erinnerung") is reminder
    assert TITLES[WALDHOF] in reminder.part("plain")


def test_who_waits_is_offered_by_mail_what_becomes_free_and_books_it_on_the_page(web, post, clock):
    clock.go_to((clock.now + timedelta(days=1)).replace(hour=MORNING, minute=0))  # offers are made by day
    day = clock.now + timedelta(days=3)
    pages = []
    for email in ("eins@stadt.example", "zwei@stadt.example"):  # then the day is full
        begin(web, day, email)
        pages.append(confirm(web, post, email))

    waiting, email = Conversation(web), "wartet@stadt.example"
    full = waiting.send(text=asks(day))
    assert full.blocks("form") == []
    assert day.date() not in [t.start.date() for t in full.times if t.place == TITLES[WALDHOF]]
    form = waiting.send(choice=full.buttons["Sagen Sie mir Bescheid"])
    assert [block["form"] for block in form.blocks("form")] == ["termin_bescheid"]
    assert waiting.send(form="termin_bescheid", values={"email": "keine"}).error["field"] == "email"
    assert "Warteliste" in waiting.send(form="termin_bescheid", values={"email": email}).text
    (watch,) = links(post.mail(email, "Warteliste"))
    assert heading(web.get(watch)) == "Sie warten auf einen freien Termin"

    assert "abgesagt" in web.post(f"{pages[0]}/absagen", follow_redirects=True).text
    offer = post.mail(email, "frei")
    (book,) = [link for link in links(offer) if "/termin/" in link]
    assert heading(web.get(book)) == "Ihr Termin ist reserviert"
    assert Conversation(web).send(text=asks(day)).blocks("form") == []  # it is held for who waits

    sent = web.post(f"{book}/buchen", data=ERIKA | {"email": email}, follow_redirects=True)
    assert heading(sent) in ("Ihr Termin", "Bitte bestätigen Sie Ihren Termin")
    confirm(web, post, email)
    assert heading(web.get(book)) == "Ihr Termin"
    in_time(lambda: heading(web.get(watch)) == "Sie haben einen Termin gebucht")


def test_whose_office_closes_is_moved_by_the_operator_and_told_by_mail(web, post, clock, service):
    day, email = clock.now + timedelta(days=6), "umzug@stadt.example"
    begin(web, day, email)
    page = confirm(web, post, email)
    service.operate("schliessen", WALDHOF, f"{day:%d.%m.%Y}", "--grund", "Wasserschaden")
    moved = json.loads(service.operate("betroffene", "--stelle", WALDHOF, "--verschieben", "--ja", "--json"))
    assert len(moved["moved"]) == 1
    told = post.mail(email, "verschoben")
    assert f"{day.day}. " in told.part("plain").partition("gilt nicht mehr")[0]
    assert page in links(told)
    assert TITLES[WALDHOF] in web.get(page).text
