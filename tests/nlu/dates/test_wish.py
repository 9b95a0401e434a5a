from datetime import datetime

import pytest

from nlu.dates import read_wish

NOW = datetime(2026, 11, 25, 10, 0)  # a Wednesday


def allows(text: str, moment: str) -> bool:
    return read_wish(text, NOW).allows(datetime.fromisoformat(moment))


@pytest.mark.parametrize(
    ("text", "fits", "does_not"),
    [
        ("nächste Woche, am liebsten am Dienstag", "2026-12-01T09:00", "2026-12-03T09:00"),
        ("nächste Woche, dienstags oder donnerstags, vormittags", "2026-12-03T09:00", "2026-12-03T14:00"),
        ("nächste Woche, dienstags oder donnerstags, vormittags", "2026-12-01T09:00", "2026-12-08T09:00"),
        ("Montag um 10 oder Dienstag um 14 Uhr", "2026-12-01T14:00", "2026-12-01T10:00"),
        ("Montag oder Dienstag vormittags", "2026-11-30T09:00", "2026-11-30T15:00"),
        ("in den nächsten zwei Wochen ab 16 Uhr", "2026-11-26T16:30", "2026-11-26T15:00"),
        ("nicht montags", "2026-12-01T09:00", "2026-12-07T09:00"),
        ("nicht montags und nicht vor 10 Uhr", "2026-12-01T10:00", "2026-12-01T09:30"),
        ("nicht montags und nicht vor 10 Uhr", "2026-12-01T10:00", "2026-12-07T10:00"),
        ("nächste Woche, aber nicht am Freitag", "2026-12-03T09:00", "2026-12-04T09:00"),
        ("nicht am Freitagnachmittag", "2026-12-04T09:00", "2026-12-11T15:00"),
        ("außer Montag und Mittwoch", "2026-12-01T09:00", "2026-12-02T09:00"),
        ("weder Montag noch Dienstag", "2026-12-02T09:00", "2026-12-08T09:00"),
        ("Montags geht es bei mir nicht", "2026-12-01T09:00", "2026-11-30T09:00"),
        ("Nicht am Montag, sondern am Dienstag", "2026-12-01T09:00", "2026-11-30T09:00"),
        ("statt Montag lieber Mittwoch", "2026-12-02T09:00", "2026-11-30T09:00"),
        ("Dienstag geht nicht vor 10 Uhr", "2026-12-01T10:30", "2026-12-01T09:30"),
        ("nachmittags passt mir nicht", "2026-12-01T09:00", "2026-12-01T14:00"),
        ("Dienstag um 3:30", "2026-12-01T15:30", "2026-12-01T03:30"),
        ("gegen 15 Uhr", "2026-12-01T14:30", "2026-12-01T17:00"),
        ("ab Januar dienstags", "2027-01-05T09:00", "2026-12-01T09:00"),
        ("Dienstag ab 14 Uhr", "2026-12-01T15:00", "2026-12-02T15:00"),
        ("montags bis donnerstags", "2026-12-03T09:00", "2026-12-04T09:00"),
        ("bis Freitag", "2026-11-27T09:00", "2026-11-28T09:00"),
        ("werktags nach 16 Uhr", "2026-12-01T16:30", "2026-12-05T16:30"),
    ],
)
def test_a_wish_tells_fitting_slots_from_others(text: str, fits: str, does_not: str) -> None:
    assert allows(text, fits)
    assert not allows(text, does_not)


@pytest.mark.parametrize(
    "text",
    [
        "so früh wie möglich",
        "möglichst bald bitte",
        "schnellstmöglich",
        "der nächste freie Termin",
        "zum nächstmöglichen Zeitpunkt",
        "so bald wie moeglich",
        "ich brauche dringend einen Termin",
        "ab sofort",
        "Dienstag so früh wie möglich",
    ],
)
def test_the_soonest_slot_is_asked_for(text: str) -> None:
    assert read_wish(text, NOW).earliest


@pytest.mark.parametrize("text", ["am Dienstag früh", "so", "nicht so bald", "um 9"])
def test_the_soonest_slot_is_not_asked_for(text: str) -> None:
    assert not read_wish(text, NOW).earliest


def test_as_early_as_possible_is_no_time_of_day() -> None:
    wish = read_wish("so früh wie möglich", NOW)
    assert wish.earliest
    assert wish.wanted == ()


def test_excluded_weekdays_can_be_asked_for() -> None:
    assert read_wish("nicht montags und freitags", NOW).exclude_weekdays == {0, 4}


def test_not_only_denies_nothing() -> None:
    assert read_wish("nicht nur montags", NOW).exclude == ()


def test_a_text_without_a_when_is_an_empty_wish() -> None:
    assert read_wish("Ich brauche einen neuen Personalausweis", NOW).is_empty
    assert not read_wish("vormittags", NOW).is_empty
