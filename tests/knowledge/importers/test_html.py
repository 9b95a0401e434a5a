"""HTML becomes safe, structured text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.importers.html import clean_line, html_to_text


def test_paragraphs_lists_and_headings_keep_their_shape():
    source = (
        "<h3>Kosten</h3><p>Das kostet:</p>\n<ul>\n <li><p>10 Euro</p></li>\n <li>20&nbsp;Euro</li>\n</ul>"
        "<p>Ende.</p>"
    )
    assert html_to_text(source) == "## Kosten\n\nDas kostet:\n\n- 10 Euro\n- 20 Euro\n\nEnde."


def test_line_breaks_stay_line_breaks():
    assert html_to_text("<p>eins:<br>\n zwei<br><br>drei</p>") == "eins:\nzwei\n\ndrei"


def test_a_bold_line_of_its_own_is_a_heading_and_bold_words_are_not():
    assert html_to_text("<p><strong>Antrag</strong></p><p>Sie <b>müssen</b> kommen.</p>") == (
        "## Antrag\n\nSie müssen kommen."
    )
    assert html_to_text("<p><strong>Bitte zahlen Sie vor Ort.</strong></p>") == "Bitte zahlen Sie vor Ort."


def test_a_table_row_is_one_line():
    assert html_to_text("<table><tr><td>Kinder</td><td>5 €</td></tr></table>") == "- Kinder: 5 €"


def test_scripts_styles_and_attributes_are_gone():
    source = '<p onclick="x()">Hallo<script>alert(1)</script><style>p{}</style></p><img src=x onerror=y>'
    assert html_to_text(source) == "Hallo"


def test_invisible_characters_are_gone_and_odd_blanks_are_plain():
    assert html_to_text("<p>\u200bPass\u00adfoto\u00a0\u200b6\u202fEuro</p>") == "Passfoto 6 Euro"
    assert clean_line(" Bürger\u200bbüro\u00a0&amp; Co ") == "Bürgerbüro & Co"


def test_letters_with_loose_dots_are_composed():
    assert clean_line("Bu\u0308rger") == "Bürger"


@settings(deadline=None)  # test machines are shared
@given(st.text(st.sampled_from("<>/pbrulia &;\"'=\u200b\n\u00a0ä"), max_size=120))
def test_whatever_comes_in_no_tag_comes_out(source):
    text = html_to_text(source)
    assert "<p>" not in text
    assert "\u200b" not in text
    assert text == text.strip()
    assert "\n\n\n" not in text
