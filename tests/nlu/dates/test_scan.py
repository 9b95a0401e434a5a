"""Readings of appointment talk, said on Wednesday, 25 November 2026, at ten in the morning."""

from datetime import datetime

import pytest

from nlu.dates import find_dates

NOW = datetime(2026, 11, 25, 10, 0)

DAYS = """
heute                                         | 2026-11-25
in zwei Wochen am Dienstag                    | 2026-12-08
Dienstag über eine Woche                      | 2026-12-08
morgen                                        | 2026-11-26
uebermorgen                                   | 2026-11-27
Übermorgen                                    | 2026-11-27
3.12.                                         | 2026-12-03
den 3.12                                      | 2026-12-03
3. 12. 2026                                   | 2026-12-03
03.12.26                                      | 2026-12-03
3/12/2026                                     | 2026-12-03
2026-12-03                                    | 2026-12-03
3. Dezember 2026                              | 2026-12-03
dritter dezember                              | 2026-12-03
am dritten zwölften                           | 2026-12-03
am 3ten Dez.                                  | 2026-12-03
am 3.                                         | 2026-12-03
am 26.                                        | 2026-11-26
am 25.                                        | 2026-11-25
am 31.                                        | 2026-12-31
am 15. nächsten Monats                        | 2026-12-15
nächsten Monat am 15.                         | 2026-12-15
Montag, 30.11.                                | 2026-11-30
Fr, 4. Dezember                               | 2026-12-04
Dienstag                                      | 2026-12-01
Mittwoch                                      | 2026-12-02
diesen Freitag                                | 2026-11-27
nächsten Dienstag                             | 2026-12-01
naechsten dinstag                             | 2026-12-01
nachsten donerstag                            | 2026-11-26
übernächsten Freitag                          | 2026-12-04
letzten Freitag                               | 2026-11-20
Dienstag in einer Woche                       | 2026-12-08
Montag in acht Tagen                          | 2026-12-07
Donnerstag in zwei Wochen                     | 2026-12-10
heute in 14 Tagen                             | 2026-12-09
in zwei Wochen                                | 2026-12-09
in drei Monaten                               | 2027-02-25
Mittwoch nächster Woche                       | 2026-12-02
nächste Woche am Donnerstag                   | 2026-12-03
diese Woche Freitag                           | 2026-11-27
erster Montag im Januar                       | 2027-01-04
am letzten Freitag des Monats                 | 2026-11-27
am ersten Montag im Monat                     | 2026-12-07
Karfreitag                                    | 2027-03-26
am 1. Advent                                  | 2026-11-29
Heilige Drei Könige                           | 2027-01-06
einen Tag vor Heiligabend                     | 2026-12-23
Dienstag nach Ostern                          | 2027-03-30
am 29. Februar                                | 2028-02-29
"""

STRETCHES = """
nächste Woche                                 | 2026-11-30 2026-12-07
kommende Woche                                | 2026-11-30 2026-12-07
nächsten Monat                                | 2026-12-01 2027-01-01
im Januar                                     | 2027-01-01 2027-02-01
nächstes Jahr im März                         | 2027-03-01 2027-04-01
vom 3. bis 10. Mai                            | 2027-05-03 2027-05-11
20. - 30.11.                                  | 2026-11-20 2026-12-01
vom 28.12. bis 3.1.                           | 2026-12-28 2027-01-04
zwischen dem 10. und 15. Dezember             | 2026-12-10 2026-12-16
Montag bis Mittwoch                           | 2026-11-30 2026-12-03
Donnerstag bis Freitag nächster Woche         | 2026-12-03 2026-12-05
Anfang Januar                                 | 2027-01-01 2027-01-11
Ende nächster Woche                           | 2026-12-03 2026-12-05
in der zweiten Dezemberhälfte                 | 2026-12-16 2027-01-01
am Wochenende                                 | 2026-11-28 2026-11-30
KW 49                                         | 2026-11-30 2026-12-07
in den Osterferien                            | 2027-03-25 2027-04-04
zwischen den Jahren                           | 2026-12-27 2027-01-01
zwischen Weihnachten und Neujahr              | 2026-12-27 2027-01-01
über Weihnachten                              | 2026-12-24 2026-12-27
in der Woche nach Pfingsten                   | 2027-05-24 2027-05-31
die nächsten drei Tage                        | 2026-11-26 2026-11-29
ab Montag                                     | 2026-11-30 None
ab dem 3. Dezember                            | 2026-12-03 None
nach den Osterferien                          | 2027-04-04 None
nach Weihnachten                              | 2026-12-27 None
von Montag an                                 | 2026-11-30 None
nicht vor Freitag                             | 2026-11-27 None
nicht später als Freitag                      | None 2026-11-28
bis Freitag                                   | None 2026-11-28
spätestens bis Freitag                        | None 2026-11-28
vor Weihnachten                               | None 2026-12-24
bis Ende des Monats                           | None 2026-12-01
bis Ende der Woche                            | None 2026-11-30
"""

CLOCKS = """
15 Uhr                                        | 15:00
3 Uhr                                         | 15:00
um drei                                       | 15:00
halb vier                                     | 15:30
halb eins                                     | 12:30
Viertel nach acht                             | 08:15
viertel neun                                  | 08:15
dreiviertel neun                              | 08:45
fünf vor halb vier                            | 15:25
zwanzig nach 3                                | 15:20
fünfzehn Uhr dreißig                          | 15:30
zehn uhr fünfzehn                             | 10:15
8.30 Uhr                                      | 08:30
um 8.30                                       | 08:30
09:00                                         | 09:00
17h30                                         | 17:30
15Uhr                                         | 15:00
gegen 15 Uhr                                  | 15:00
ca. 15h                                       | 15:00
so gegen halb drei                            | 14:30
abends um halb acht                           | 19:30
8 Uhr morgens                                 | 08:00
zwölf Uhr mittags                             | 12:00
3 Uhr nachts                                  | 03:00
Punkt neun                                    | 09:00
viertel vor zwölf mittags                     | 11:45
mittags um eins                               | 13:00
"""

HOURS = """
zwischen 9 und 11                             | 09:00 11:00
von 14 bis 16 Uhr                             | 14:00 16:00
8.30-12.00 Uhr                                | 08:30 12:00
von zwei bis vier                             | 14:00 16:00
von 9 bis 3                                   | 09:00 15:00
nachmittags                                   | 12:00 19:00
am späten Vormittag                           | 10:00 12:00
nach der Arbeit                               | 17:00 21:00
ab 14 Uhr                                     | 14:00 None
nach 16 Uhr                                   | 16:00 None
frühestens 10 Uhr                             | 10:00 None
nicht vor 10 Uhr                              | 10:00 None
bis 12 Uhr                                    | None 12:00
spätestens 11 Uhr                             | None 11:00
nicht später als 16 Uhr                       | None 16:00
nach 9:30 aber vor 11                         | 09:30 11:00
"""

TOGETHER = """
am 3.12. um 15 Uhr                            | datetime 2026-12-03T15:00
morgen früh um 8                              | datetime 2026-11-26T08:00
Dienstag Nachmittag um drei                   | datetime 2026-12-01T15:00
pünktlich um 17 Uhr morgen                    | datetime 2026-11-26T17:00
2026-12-03T10:15                              | datetime 2026-12-03T10:15
in zwei Stunden                               | datetime 2026-11-25T12:00
übermorgen früh                               | datetimerange 2026-11-27T03:00 2026-11-27T12:00
am Mittwochnachmittag                         | datetimerange 2026-12-02T12:00 2026-12-02T19:00
Donnerstag von 9:30 bis 11                    | datetimerange 2026-11-26T09:30 2026-11-26T11:00
zwischen 10 und 12 Uhr am Freitag             | datetimerange 2026-11-27T10:00 2026-11-27T12:00
kommende Woche nachmittags                    | datetimerange 2026-11-30T12:00 2026-12-06T19:00
Mo-Fr 9-12 Uhr                                | datetimerange 2026-11-30T09:00 2026-12-04T12:00
Freitag ab 13:30                              | datetimerange 2026-11-27T13:30 None
ab Montag 14 Uhr                              | datetimerange 2026-11-30T14:00 None
bis Freitag 12 Uhr                            | datetimerange None 2026-11-27T12:00
innerhalb von zwei Wochen                     | datetimerange 2026-11-25T10:00 2026-12-09T00:00
"""

NO_DATES = """
Kapitel 3
§ 3 Abs. 4 BMG
Was kostet ein Reisepass unter 24 Jahren?
Ich bin ab 16 Jahren berechtigt
37 Euro
Das macht 22,80 Euro oder 12.50 €
Rufen Sie 0621 293-9500 an
Tel. 0621/293 2931
Meine Nummer: 0171 12 34 56 78
Behördennummer 115
Bürgerservice K 7, 68161 Mannheim
Ich wohne in Q 5, 14-22
Zimmer 3.12
Version 3.10
Guten Morgen, ich brauche Hilfe
Guten Abend!
Schönes Wochenende
Ich heiße Frau Mai
Ich habe 2 Kinder und brauche 3 Ausweise
Wie lange dauert das, 4 bis 6 Wochen?
Der Ausweis gilt zehn Jahre
Ich weiß nichts davon
Mögen Sie mir helfen?
Das ist mir so lieber
nächsten 5
am dritten Schalter
30. Februar
32.13.2026
25:99 Uhr
in den Osterferien 2041
Chinesisches Neujahr
"""


def _rows(table: str) -> list[tuple[str, ...]]:
    lines = (line.split("|") for line in table.strip().splitlines())
    return [(text.strip(), *values.split()) for text, values in lines]


def _only(text: str):
    spans = find_dates(text, NOW)
    assert len(spans) == 1, f"{text}: {spans}"
    assert (spans[0].start, spans[0].end) == (0, len(text)), text
    return spans[0].as_dict()


def _midnight(day: str) -> str | None:
    return None if day == "None" else f"{day}T00:00:00"


@pytest.mark.parametrize(("text", "day"), _rows(DAYS))
def test_a_day_is_read(text: str, day: str) -> None:
    span = _only(text)
    assert (span["kind"], span["from"], span["open"]) == ("date", f"{day}T00:00:00", False)


@pytest.mark.parametrize(("text", "first", "end"), _rows(STRETCHES))
def test_a_stretch_of_days_is_read_with_its_exclusive_end(text: str, first: str, end: str) -> None:
    span = _only(text)
    assert (span["kind"], span["from"], span["to"]) == ("daterange", _midnight(first), _midnight(end))
    assert span["open"] == ("None" in (first, end))


@pytest.mark.parametrize(("text", "clock"), _rows(CLOCKS))
def test_a_time_of_day_is_read_for_an_office(text: str, clock: str) -> None:
    span = _only(text)
    assert (span["kind"], span["from"][11:16]) == ("time", clock)
    assert datetime.fromisoformat(span["from"]) >= NOW, "a time without a day is still to come"


@pytest.mark.parametrize(("text", "start", "end"), _rows(HOURS))
def test_hours_are_read_and_end_when_said(text: str, start: str, end: str) -> None:
    span = _only(text)
    assert span["kind"] == "timerange"
    assert [moment and moment[11:16] for moment in (span["from"], span["to"])] == [
        None if side == "None" else side for side in (start, end)
    ]
    assert span["open"] == ("None" in (start, end))


@pytest.mark.parametrize("row", _rows(TOGETHER), ids=lambda row: row[0])
def test_days_and_times_together_make_one_span(row: tuple[str, ...]) -> None:
    text, kind, first, *rest = row
    span = _only(text)
    assert span["kind"] == kind
    assert span["from"] == (None if first == "None" else f"{first}:00")
    if rest:
        assert span["to"] == (None if rest[0] == "None" else f"{rest[0]}:00")


@pytest.mark.parametrize("text", NO_DATES.strip().splitlines())
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert find_dates(text, NOW) == []


def test_several_dates_in_a_sentence_keep_their_places() -> None:
    text = "Ich hätte gern am Montag um 10 Uhr einen Termin, zur Not auch Dienstag ab 14 Uhr."
    assert [text[span.start : span.end] for span in find_dates(text, NOW)] == [
        "am Montag um 10 Uhr",
        "Dienstag ab 14 Uhr",
    ]


def test_places_are_right_behind_umlauts_emoji_and_composed_letters() -> None:
    text = "Grüße 🙂 aus Köln: u\u0308bermorgen bitte"
    (span,) = find_dates(text, NOW)
    assert text[span.start : span.end] == "u\u0308bermorgen"


def test_two_days_of_one_month_share_it() -> None:
    days = [span.as_dict()["from"] for span in find_dates("am 3. oder 5. Mai", NOW)]
    assert days == ["2027-05-03T00:00:00", "2027-05-05T00:00:00"]


def test_a_bare_abbreviation_inside_a_sentence_is_no_weekday() -> None:
    assert find_dates("Das ist so. Danke, Fr. Maier", NOW) == []
    assert len(find_dates("Di oder Do", NOW)) == 2


def test_what_is_ruled_out_is_not_offered_as_a_date() -> None:
    assert find_dates("nicht montags", NOW) == []
    assert [span.kind for span in find_dates("Montag kann ich nicht, aber Mittwoch", NOW)] == ["date"]


def test_an_offset_on_the_clock_is_ignored() -> None:
    aware = datetime.fromisoformat("2026-11-25T10:00:00+01:00")
    assert find_dates("morgen um 9", aware) == find_dates("morgen um 9", NOW)


def test_the_other_reading_of_an_ambiguous_time_is_kept() -> None:
    (spoken,) = find_dates("morgen um 3 Uhr", NOW)
    assert spoken.alternative == datetime(2026, 11, 26, 3, 0)
    (written,) = find_dates("morgen um 3:30", NOW)
    assert written.begin == datetime(2026, 11, 26, 3, 30)
    assert written.alternative == datetime(2026, 11, 26, 15, 30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ich hätte gern am 3. einen Termin", "am 3."),
        ("am dritten eine Beratung", "am dritten"),
        ("Geht um 9 ein Termin?", "um 9"),
    ],
)
def test_an_article_behind_a_number_is_no_number(text: str, expected: str) -> None:
    assert [text[span.start : span.end] for span in find_dates(text, NOW)] == [expected]
