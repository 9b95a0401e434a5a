"""What must hold for every day, every time and every text."""

import time
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.dates import find_dates, read_wish, say
from nlu.dates.numerals import cardinal, ordinal_stem
from nlu.dates.vocabulary import MONTHS, WEEKDAYS, WORDS

NOW = datetime(2026, 11, 25, 10, 0)
TODAY = NOW.date()
moments = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1))
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))
coming = st.dates(min_value=TODAY, max_value=TODAY + timedelta(days=364))
talk = st.lists(
    st.one_of(
        st.sampled_from(sorted(WORDS)),
        st.sampled_from(["Termin", ",", ".", "-", "/", "und", "oder", "nicht", "bitte", "§", "€", "kann"]),
        st.sampled_from(["3.", "12.", "3.12.", "15", "15:30", "2026", "8.30", "h", "Uhr"]),
        st.integers(0, 99999).map(str),
    ),
    max_size=25,
).map(" ".join)


def written_days(day: date) -> list[str]:
    month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    year = "zweitausend" + (cardinal(day.year - 2000) if day.year > 2000 else "")
    return [
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d.%m.%Y}",
        f"am {day.day}. {month.capitalize()} {day.year}",
        f"{weekday.capitalize()}, den {day.day}. {month.capitalize()} {day.year}",
        f"{ordinal_stem(day.day)}er {month} {day.year}",
        f"am {ordinal_stem(day.day)}en {month} {year}",
    ]


def only(text: str, now: datetime = NOW):
    spans = find_dates(text, now)
    assert len(spans) == 1, (text, spans)
    assert text[spans[0].start : spans[0].end] == text
    return spans[0]


@given(days, moments)
def test_every_day_is_read_back_from_each_way_of_writing_it(day: date, now: datetime) -> None:
    for text in written_days(day):
        span = only(text, now)
        assert (span.kind, span.begin) == ("date", datetime.combine(day, datetime.min.time())), text
        assert span.until == span.begin + timedelta(days=1)


@given(coming)
def test_a_day_without_its_year_is_the_coming_one(day: date) -> None:
    for text in (f"{day.day}.{day.month}.", f"am {day.day}. {MONTHS[day.month - 1]}"):
        if (day.month, day.day) != (2, 29):
            assert only(text).begin.date() == day


@given(st.integers(1, 28), moments)
def test_a_bare_day_of_the_month_is_never_past(day: int, now: datetime) -> None:
    found = only(f"am {day}.", now).begin.date()
    assert found.day == day
    assert 0 <= (found - now.date()).days <= 31


@given(st.integers(0, 6), moments)
def test_a_weekday_is_the_next_one_after_today(weekday: int, now: datetime) -> None:
    found = only(WEEKDAYS[weekday], now).begin.date()
    assert found.weekday() == weekday
    assert 1 <= (found - now.date()).days <= 7


@given(st.integers(7, 23), st.integers(0, 59))
def test_every_office_time_is_read_back_from_each_way_of_saying_it(hour: int, minute: int) -> None:
    digits = f"{hour}:{minute:02d}"
    texts = [digits, f"um {digits} Uhr", f"{hour}.{minute:02d} Uhr", f"{hour}h{minute:02d}"]
    if minute:
        spoken = "eins" if minute == 1 else cardinal(minute)
        texts += [f"{hour} Uhr {minute}", f"{cardinal(hour)} Uhr {spoken}"]
    else:
        texts += [f"{hour} Uhr", f"um {cardinal(hour)} Uhr", f"{hour}h", f"gegen {hour} Uhr"]
    for text in texts:
        span = only(text)
        assert (span.kind, span.begin.hour, span.begin.minute) == ("time", hour, minute), text
        assert NOW <= span.begin < NOW + timedelta(days=1)


@given(st.integers(1, 12))
def test_the_fractions_of_an_hour_agree_with_each_other(hour: int) -> None:
    def minutes(text: str) -> int:
        begin = only(text).begin
        return (begin.hour * 60 + begin.minute) % 720

    full, name = hour * 60 % 720, "eins" if hour == 1 else cardinal(hour)
    assert minutes(f"halb {name}") == (full - 30) % 720
    assert minutes(f"viertel nach {name}") == (full + 15) % 720
    assert minutes(f"viertel vor {name}") == minutes(f"dreiviertel {name}") == (full - 15) % 720
    assert minutes(f"viertel {name}") == (full - 45) % 720
    assert minutes(f"fünf vor halb {name}") == (full - 35) % 720


@given(coming, st.integers(0, 60))
def test_a_range_of_days_keeps_both_ends(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    span = only(f"vom {first.day}.{first.month}.{first.year} bis {last.day}.{last.month}.{last.year}")
    assert (span.begin.date(), span.until.date()) == (first, last + timedelta(days=1))


@given(coming)
def test_offsets_point_at_the_expression_inside_a_sentence(day: date) -> None:
    for written in written_days(day):
        text = f"Grüß Gott 🙂, ginge es {written} bei Ihnen?"
        (span,) = find_dates(text, NOW)
        assert text[span.start : span.end] == written


@settings(max_examples=300, deadline=None)
@given(st.one_of(talk, st.text(max_size=80)), moments)
def test_no_text_makes_it_fail_and_every_span_is_sound(text: str, now: datetime) -> None:
    last = 0
    for span in read_wish(text, now).spans:
        assert last <= span.start < span.end <= len(text)
        last = span.end
        assert (span.begin is None or span.until is None) == span.open
        assert span.begin or span.until
        if span.begin and span.until:
            assert span.begin < span.until
        assert set(span.as_dict()) == {"start", "end", "kind", "from", "to", "open"}
        assert say(span, now)


@given(st.sampled_from([datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59)]), talk)
def test_the_ends_of_the_calendar_do_no_harm(now: datetime, text: str) -> None:
    find_dates(text, now)


@pytest.mark.parametrize(
    "unit",
    [
        "Ich möchte am Montag um 10 Uhr kommen. ",
        "der die das am um ",
        "von 9 bis ",
        "drei Tage nach ",
        "dritter Montag nach ",
        "am 3. und ",
        "Woche nach ",
        "zwischen 3 und ",
        "nicht montags, ",
        "mo ",
        "1",
        "1.2.",
        "ä",
    ],
)
def test_the_cost_grows_no_faster_than_the_text(unit: str) -> None:
    def cost(length: int) -> float:
        text = (unit * length)[:length]
        times = []
        for _ in range(3):
            begin = time.perf_counter()
            read_wish(text, NOW)
            times.append(time.perf_counter() - begin)
        return min(times)

    cost(1000)
    # five times the text: linear is 5 times the cost, quadratic 25; below 50 ms the clock is too coarse
    assert cost(10_000) < max(16 * cost(2000), 0.05)
