"""Opening hours in German sentences."""

from datetime import date, datetime

from knowledge.model import Dienststelle
from knowledge.opening_phrases import range_rows, state_now, state_on, week_rows

AMT = Dienststelle(
    id="amt",
    titel="Amt",
    oeffnungszeiten=[
        {"tage": ["mo", "di"], "von": "08:00", "bis": "12:00"},
        {"tage": ["mo", "di"], "von": "13:30", "bis": "17:00"},
        {"tage": ["do"], "von": "08:00", "bis": "18:00", "hinweis": "nur mit Termin"},
    ],
    ausnahmen=[{"von": "2026-12-31", "geschlossen": True, "grund": "Silvester"}],
)
UNKNOWN = Dienststelle(id="amt", titel="Amt")
TODAY = date(2026, 11, 23)


def test_an_open_office_says_until_when():
    assert state_now(AMT, datetime(2026, 11, 23, 9)) == "Jetzt geöffnet, heute bis 12 Uhr."


def test_a_closed_office_says_when_it_opens_next():
    assert state_now(AMT, datetime(2026, 11, 23, 12, 30)) == (
        "Jetzt geschlossen. Wieder geöffnet heute ab 13:30 Uhr."
    )
    assert state_now(AMT, datetime(2026, 11, 22, 9)) == "Jetzt geschlossen. Wieder geöffnet morgen ab 8 Uhr."
    assert state_now(AMT, datetime(2026, 11, 24, 20)) == (
        "Jetzt geschlossen. Wieder geöffnet am Donnerstag, 26. November ab 8 Uhr."
    )


def test_a_holiday_is_named_as_the_reason():
    assert state_now(AMT, datetime(2026, 12, 25, 9)).startswith("Jetzt geschlossen (Erster Weihnachtstag).")


def test_an_open_office_warns_on_a_day_nobody_vouches_for():
    assert "Bitte fragen Sie vorher nach" in state_now(AMT, datetime(2026, 12, 24, 9))
    assert "Bitte fragen Sie vorher nach" in state_on(AMT, date(2026, 12, 28), TODAY)


def test_unknown_hours_are_not_told_as_closed():
    assert state_now(UNKNOWN, datetime(2026, 11, 23, 9)) is None
    assert state_on(UNKNOWN, TODAY, TODAY) is None


def test_a_saturday_is_answered_with_its_date():
    assert state_on(AMT, date(2026, 11, 28), TODAY) == "Am Samstag, 28. November ist geschlossen."


def test_the_days_between_the_years_are_told_one_by_one():
    rows = dict(range_rows(AMT, date(2026, 12, 24), date(2027, 1, 1), TODAY))
    assert rows["Donnerstag, 24. Dezember"] == "8 bis 18 Uhr (bitte vorher nachfragen)"
    assert rows["Freitag, 25. Dezember"] == "geschlossen (Erster Weihnachtstag)"
    assert rows["Donnerstag, 31. Dezember"] == "geschlossen (Silvester)"
    assert rows["Freitag, 1. Januar 2027"] == "geschlossen (Neujahr)"


def test_days_with_equal_hours_share_a_row():
    assert week_rows(AMT) == (
        ("Montag und Dienstag", "8 bis 12 Uhr und 13:30 bis 17 Uhr"),
        ("Mittwoch", "geschlossen"),
        ("Donnerstag", "8 bis 18 Uhr (nur mit Termin)"),
        ("Freitag bis Sonntag", "geschlossen"),
    )
