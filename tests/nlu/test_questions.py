"""One message, one or several questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.questions import MAX_QUESTIONS, split_questions


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("Was kostet ein Perso?", ["Was kostet ein Perso?"]),
        ("Wo ist das Fundbüro und wann hat es auf?", ["Wo ist das Fundbüro", "wann hat es auf?"]),
        (
            "Welche Unterlagen brauche ich? Und was kostet das?",
            ["Welche Unterlagen brauche ich?", "Und was kostet das?"],
        ),
        ("Was kostet das, wie lange dauert es und wo muss ich hin", None),
        ("Wann und wo kann ich mich anmelden?", ["Wann und wo kann ich mich anmelden?"]),
        ("Ich ziehe um und mein Mann auch", ["Ich ziehe um und mein Mann auch"]),
        ("Ich bin umgezogen. Was muss ich tun?", ["Ich bin umgezogen. Was muss ich tun?"]),
        ("Was kostet ein Pass? Danke schon mal!", ["Was kostet ein Pass? Danke schon mal!"]),
        ("Was kostet z. B. ein Pass?", ["Was kostet z. B. ein Pass?"]),
        ("", [""]),
    ],
)
def test_a_message_is_split_where_a_new_question_begins(message, questions):
    if questions is None:
        assert split_questions(message)[-1] == "wo muss ich hin"
    else:
        assert split_questions(message) == questions


@given(st.text(max_size=300))
def test_splitting_never_fails_and_gives_a_few_parts(message):
    assert 1 <= len(split_questions(message)) <= MAX_QUESTIONS


@given(
    st.lists(
        st.sampled_from(["Was kostet ein Pass?", "Wann ist offen?", "Ich bin neu hier."]),
        min_size=1,
        max_size=9,
    )
)
def test_no_word_but_a_conjunction_is_lost(sentences):
    message = " ".join(sentences)
    assert " ".join(split_questions(message)).split() == message.split()
