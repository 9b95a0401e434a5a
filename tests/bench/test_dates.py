"""The measuring of dates: its list of left-out expressions and its judge."""

from datetime import datetime

import pytest

from bench.dates import CORPUS, Case, is_right, load_cases, load_left_out
from bench.dates_readers import Answer
from nlu.dates import find_dates

needs_corpus = pytest.mark.skipif(not CORPUS.exists(), reason=f"die Messdaten fehlen: {CORPUS}")


def day(answer: Answer | None) -> bool:
    case = Case(1, "heute", "datetime", [datetime(2013, 2, 12)], "Day", None)
    return is_right(case, answer)


def test_the_judge_wants_the_whole_day() -> None:
    assert day(Answer(datetime(2013, 2, 12), datetime(2013, 2, 13)))
    assert not day(Answer(datetime(2013, 2, 12), datetime(2013, 2, 14)))
    assert not day(Answer(datetime(2013, 2, 12), None, open=True))
    assert not day(None)


def test_a_library_without_ends_is_judged_by_its_instant() -> None:
    assert day(Answer(datetime(2013, 2, 12, 4, 30), None))
    assert not day(Answer(datetime(2013, 2, 13, 4, 30), None))


def test_every_left_out_category_has_its_reason_and_no_line_is_named_twice() -> None:
    categories = load_left_out()
    lines = [line for category in categories for line in category["lines"]]
    assert len(lines) == len(set(lines))
    assert all(len(category["reason"]) > 20 for category in categories)


@needs_corpus
def test_nineteen_of_twenty_expressions_for_appointments_are_read_exactly() -> None:
    left_out = set().union(*(category["lines"] for category in load_left_out()))
    cases = [case for case in load_cases() if case.line not in left_out]
    right = 0
    for case in cases:
        spans = find_dates(case.text, datetime(2013, 2, 12, 4, 30))
        answer = Answer(spans[0].begin, spans[0].until, spans[0].open) if len(spans) == 1 else None
        right += is_right(case, answer)
    assert right / len(cases) >= 0.95
