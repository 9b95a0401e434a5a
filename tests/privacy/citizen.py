"""A citizen with unmistakable data, and all that is done with an appointment in one run of the service."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.support.conversation import Answer, Conversation


@dataclass(frozen=True)
class Person:
    """Contact data as typed, and the telephone number as it is kept."""

    name: str
    email: str
    phone: str
    kept_phone: str

    @property
    def values(self) -> dict[str, str]:
        """What the form sends."""
        return {"name": self.name, "email": self.email, "phone": self.phone}

    @property
    def traces(self) -> set[str]:
        """What must be found nowhere: each value, the parts of the name, the number without signs."""
        digits = "".join(sign for sign in self.phone if sign.isdigit())
        local, _, domain = self.email.partition("@")
        words = {word for word in self.name.split() if len(word) > 5}
        return {self.name, *words, self.email, local, domain, self.phone, digits, self.kept_phone}


ASCII = Person(
    "Waldemar Quitschfidel", "quitschfidel.privat@kolibri-funk.example", "0621 4711 0815", "+4962147110815"
)
UMLAUTS = Person(
    "Jörgünd Überschwänglich-Größe", "schwaenglich@bücherwürmer.example", "0621/33 44 55-66", "+4962133445566"
)


@dataclass
class Known:
    """What the service told the citizen and nobody else may find: numbers, codes, secret halves of links."""

    numbers: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    vorgaenge: set[str] = field(default_factory=set)
    transcripts: list[str] = field(default_factory=list)

    def learn(self, answer: Answer) -> None:
        """Note what a card shows in clear."""
        secrets = answer.secrets
        self.numbers |= {secrets["nummer"]} if "nummer" in secrets else set()
        self.codes |= {secrets["code"]} if "code" in secrets else set()
        for card in answer.blocks("card"):
            for link in card["links"]:
                if "/termin/" in link["url"]:
                    token = link["url"].split("/termin/")[1].split("/")[0]
                    vorgang, _, secret = token.partition(".")
                    self.vorgaenge.add(vorgang)
                    self.links.add(secret)

    @property
    def secrets(self) -> set[str]:
        """Codes and links, as shown and as people type them."""
        return {form for code in self.codes for form in (code, code.replace("-", ""))} | self.links


class Citizen(Conversation):
    """A conversation that can be read again, and erased."""

    def __init__(self, http: httpx.Client) -> None:
        super().__init__(http)
        self.id = self._path.rsplit("/", 1)[1]

    def transcript(self) -> str:
        """The whole conversation as a reloaded page gets it."""
        return self._http.get(self._path, headers=self._headers).raise_for_status().text

    def erase(self) -> None:
        """End and forget the conversation."""
        self._http.delete(self._path, headers=self._headers).raise_for_status()


SENTENCE = "Ich brauche einen Termin für den Personalausweis, egal wo, so früh wie möglich"


def live_through(http: httpx.Client, person: Person, known: Known) -> str:
    """Book, show, move, tell it all in the chat, and elsewhere cancel; returns the conversation's id."""
    citizen = Citizen(http)
    asked = citizen.send(text=SENTENCE)
    assert asked.blocks("form"), asked.text
    refused = citizen.send(form="termin_kontakt", values={**person.values, "email": f"{person.name}@"})
    assert refused.status == 422
    booked = _done(citizen.send(form="termin_kontakt", values=person.values), known)
    _done(citizen.send_again(), known)
    _done(citizen.send(form="termin_kontakt", values=person.values), known)
    _done(citizen.send(text="Zeig mir meinen Termin"), known)
    assert citizen.send(text="Was kostet das eigentlich?").status == 200
    known.transcripts.append(citizen.transcript())
    link = next(link["url"] for link in booked.blocks("card")[0]["links"])
    for path in ("", "/termin.ics"):
        http.get(link.removesuffix("/termin.ics") + path)
    assert citizen.send(text="Ich möchte den Termin verschieben").buttons
    moving = citizen.send(text="zwei Wochen später")
    assert moving.times, moving.text
    _done(citizen.send(choice=moving.times[0].choice), known)
    known.transcripts.append(citizen.transcript())
    for told in (
        f"Ich heiße {person.name}, meine E-Mail ist {person.email}, Telefon {person.phone}",
        f"Meine Terminnummer ist {booked.secrets['nummer']}, der Code {booked.secrets['code']}",
        f"Der Link {link} geht nicht",
    ):
        assert citizen.send(text=told).status == 200
    _cancel_elsewhere(http, booked.secrets, person, known)
    return citizen.id


def _cancel_elsewhere(http: httpx.Client, secrets: dict[str, str], person: Person, known: Known) -> None:
    other = Citizen(http)
    assert other.send(text="Ich möchte meinen Termin ansehen").blocks("form")
    wrong: dict[str, Any] = {"nummer": secrets["nummer"], "code": person.name}
    assert other.send(form="termin_code", values=wrong).status == 422
    _done(other.send(form="termin_code", values=secrets), known)
    assert "wirklich absagen" in other.send(text="Termin absagen").text
    assert "abgesagt" in other.send(text="ja").text
    known.transcripts.append(other.transcript())
    other.erase()


def _done(answer: Answer, known: Known) -> Answer:
    assert answer.status == 200, answer.error
    known.learn(answer)
    return answer
