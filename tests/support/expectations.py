"""What editors may write in a dialogue about an answer: one key each; an unknown key is a typing error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from tests.support.conversation import Answer, FreeTime
from tests.support.days import WEEKDAYS, open_week

# What WCAG and a small screen bear at once, and what the issue promises.
MOST_CHOICES = 6


def check(answer: Answer, expected: dict[str, Any], before: Sequence[FreeTime], today: date) -> None:
    """Fail where the answer is not as written; `before` are the times offered until then."""
    assert answer.status == 200, (answer.status, answer.error)
    assert set(expected) <= set(CHECKS), f"unbekannt: {set(expected) - set(CHECKS)}"
    check_choices(answer)
    for key, value in expected.items():
        CHECKS[key](answer, value, before, today)


def check_choices(answer: Answer) -> None:
    """Holds for every answer: few choices, and free times can be read as plain text as well."""
    for block in answer.blocks("buttons"):
        assert len(block["buttons"]) <= MOST_CHOICES, block["buttons"]
    assert len(answer.times) <= MOST_CHOICES, answer.times
    said = " ".join(block["text"] for block in answer.blocks("text"))
    for offered in answer.times:
        assert offered.start.strftime("%H:%M") in said, offered
        assert offered.place in said, offered
    assert "~~" not in answer.text, f"Marke nicht ersetzt: {answer.text}"


def check_refused(answer: Answer, expected: dict[str, Any]) -> None:
    """A form that was not taken: which field, and what is said there."""
    assert set(expected) <= {"feld", "enthaelt"}, f"unbekannt: {set(expected) - {'feld', 'enthaelt'}}"
    assert answer.status == 422, (answer.status, answer.text)
    assert answer.error["code"] == "form_rejected", answer.error
    assert answer.error["field"] == expected["feld"], answer.error
    for part in expected.get("enthaelt", []):
        assert part.lower() in answer.text.lower(), f"„{part}“ fehlt in: {answer.text}"


def _contains(answer: Answer, parts: list[str]) -> None:
    for part in parts:
        assert part.lower() in answer.text.lower(), f"„{part}“ fehlt in: {answer.text}"


def _lacks(answer: Answer, parts: list[str]) -> None:
    for part in parts:
        assert part.lower() not in answer.text.lower(), f"„{part}“ steht in: {answer.text}"


def _has_buttons(answer: Answer, labels: list[str]) -> None:
    for label in labels:
        assert any(label.lower() in offered.lower() for offered in answer.buttons), (
            f"Knopf „{label}“ fehlt: {list(answer.buttons)}"
        )


def _offers(answer: Answer, wanted: int | bool) -> None:
    count = len(answer.times)
    assert bool(count) == wanted if isinstance(wanted, bool) else count == wanted, answer.text


def _has_form(answer: Answer, name: str | bool) -> None:
    forms = {block["form"]: block for block in answer.blocks("form")}
    if name is False:
        assert not forms, forms
        return
    assert name in forms, answer.text
    expires_at = forms[name]["expires_at"]
    if expires_at:
        assert datetime.fromisoformat(expires_at) > datetime.now(UTC), expires_at


def _shows_secrets(answer: Answer, wanted: bool) -> None:
    assert (set(answer.secrets) == {"nummer", "code"}) == wanted, answer.text


def _on_day(answer: Answer, name: str, today: date) -> None:
    assert {offered.start.date() for offered in answer.times} == {open_week(today)[name]}, answer.text


def _on_weekday(answer: Answer, name: str) -> None:
    assert {offered.start.weekday() for offered in answer.times} == {WEEKDAYS.index(name)}, answer.text


def _from(answer: Answer, clock: str) -> None:
    assert min(offered.start.time() for offered in answer.times) >= time.fromisoformat(clock), answer.text


def _until(answer: Answer, clock: str) -> None:
    assert max(offered.start.time() for offered in answer.times) < time.fromisoformat(clock), answer.text


def _at(answer: Answer, place: str) -> None:
    assert answer.times, answer.text
    assert all(place in offered.place for offered in answer.times), answer.text


def _compared(answer: Answer, how: str, before: Sequence[FreeTime]) -> None:
    now = answer.times
    assert now, answer.text
    assert before, "zuvor wurde nichts angeboten"
    days, earlier_days = ({t.start.date() for t in times} for times in (now, before))
    held = {
        "spaeter": min(t.start for t in now) > max(t.start for t in before),
        "frueher": max(t.start for t in now) < min(t.start for t in before),
        "andere_tage": not days & earlier_days,
        "anderer_ort": not {t.place for t in now} & {t.place for t in before},
        "gleich": [(t.start, t.place) for t in now] == [(t.start, t.place) for t in before],
    }
    assert held[how], f"nicht „{how}“ als zuvor: {[(t.start, t.place) for t in before]} → {answer.text}"


Check = Callable[[Answer, Any, Sequence[FreeTime], date], None]

CHECKS: dict[str, Check] = {
    "enthaelt": lambda answer, value, *_: _contains(answer, value),
    "enthaelt_nicht": lambda answer, value, *_: _lacks(answer, value),
    "knoepfe": lambda answer, value, *_: _has_buttons(answer, value),
    "quelle": lambda answer, value, *_: _has_notice(answer, "source", value),
    "unbestaetigt": lambda answer, value, *_: _has_notice(answer, "unconfirmed", value),
    "warnung": lambda answer, value, *_: _has_notice(answer, "warning", value),
    "nachrichten": lambda answer, value, *_: _says(answer, value),
    "formular": lambda answer, value, *_: _has_form(answer, value),
    "nummer_und_code": lambda answer, value, *_: _shows_secrets(answer, value),
    "zeiten": lambda answer, value, *_: _offers(answer, value),
    "tag": lambda answer, value, _, today: _on_day(answer, value, today),
    "wochentag": lambda answer, value, *_: _on_weekday(answer, value),
    "ab": lambda answer, value, *_: _from(answer, value),
    "vor": lambda answer, value, *_: _until(answer, value),
    "stelle": lambda answer, value, *_: _at(answer, value),
    "als_zuvor": lambda answer, value, before, _: _compared(answer, value, before),
}


def _has_notice(answer: Answer, kind: str, wanted: bool) -> None:
    assert (kind in answer.notices) == wanted, answer.text


def _says(answer: Answer, count: int) -> None:
    assert len(answer.messages) == count, answer.text
