"""What of a long text fits into an answer."""

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answer import MAX_SENTENCES
from knowledge.free_text import HEADINGS
from knowledge.texts import MAX_ITEMS, blocks_of, excerpt, plain, section, sentences_of, whole


def test_a_sentence_does_not_end_after_an_ordinal_or_an_abbreviation():
    text = "Ab dem 1. Mai gilt das, z. B. Für Kinder bzw. Jugendliche. Nach § 3 Abs. 2 nicht. Ende."
    assert sentences_of(text) == [
        "Ab dem 1. Mai gilt das, z. B. Für Kinder bzw. Jugendliche.",
        "Nach § 3 Abs. 2 nicht.",
        "Ende.",
    ]


def test_an_excerpt_has_at_most_three_sentences_and_says_when_there_is_more():
    found = excerpt("Eins ist da. Zwei ist da. Drei ist da. Vier ist da.")
    assert found.sentences == ("Eins ist da.", "Zwei ist da.", "Drei ist da.")
    assert found.shortened


def test_no_sentence_is_told_after_one_that_was_left_out():
    found = excerpt("Erster Satz.\n\n" + "Sehr lang " * 60 + ".\n\nDas gilt dann nicht.")
    assert found.sentences == ("Erster Satz.",)


def test_a_list_stands_under_its_lead_in():
    found = excerpt("Das brauchen Sie:\n\n- Ausweis\n- Foto")
    (listing,) = found.lists
    assert listing.title == "Das brauchen Sie"
    assert [item.text for item in listing.items] == ["Ausweis", "Foto"]
    assert not found.shortened


def test_short_lines_of_one_paragraph_are_a_list():
    (listing,) = excerpt("mit Kennzeichen: ab 17,80 Euro\nohne: ab 20,50 Euro").lists
    assert len(listing.items) == 2


def test_lists_under_two_headings_stay_apart():
    online, office = excerpt("## Online\n\n- ab 17 Euro\n\n## Vor Ort\n\n- ab 24 Euro").lists
    assert (online.title, office.title) == ("Online", "Vor Ort")


def test_a_fee_text_is_told_whole_with_what_stands_after_the_list():
    found = whole("- unter 24: 27,60 Euro\n- ab 24: 46 Euro\n\n## Bitte zahlen Sie vor Ort")
    assert [item.text for item in found.lists[0].items] == [
        "unter 24: 27,60 Euro",
        "ab 24: 46 Euro",
        "Bitte zahlen Sie vor Ort",
    ]
    assert not found.shortened


words = st.text(st.sampled_from("abcäß §1,"), min_size=1, max_size=30).map(str.strip).filter(bool)
lines = st.one_of(words, words.map("- {}".format), words.map("## {}".format), words.map("{}:".format))


@settings(deadline=None)  # test machines are shared
@given(st.lists(lines, max_size=15).map("\n\n".join))
def test_a_short_text_is_told_whole(text):
    found = whole(text)
    told = [*found.sentences]
    for listing in found.lists:
        told += [listing.title or "", *(item.text for item in listing.items)]
    if not found.shortened:
        assert _letters("".join(told)) == _letters(plain(text))
    assert sum(len(listing.items) for listing in found.lists) <= MAX_ITEMS
    assert len(found.sentences) <= MAX_SENTENCES


@settings(deadline=None)  # test machines are shared
@given(st.text(st.sampled_from("ab.: \n-#A"), max_size=200))
def test_any_text_can_be_taken_apart(text):
    assert all(block.lines and all(block.lines) for block in blocks_of(text)) or plain(text).strip() == ""
    assert len(excerpt(text).sentences) <= MAX_SENTENCES


def test_the_documents_are_found_under_their_heading():
    text = "Wir helfen.\n\n## Erforderliche Unterlagen\n\n- Ausweis\n- Foto\n\n## Kosten\n\n10 Euro"
    assert [item.text for item in section(text, HEADINGS["unterlagen"]).lists[0].items] == ["Ausweis", "Foto"]
    assert section(text, HEADINGS["gebuehren"]).sentences == ("10 Euro",)


def test_a_sentence_about_sending_documents_is_not_a_list_of_documents():
    text = "Sie können den Antrag und die Unterlagen online einreichen:\n\n- Laden Sie alles hoch."
    assert section(text, HEADINGS["unterlagen"]) is None


def _letters(text: str) -> list[str]:
    return sorted(c for c in text if c.isalnum())
