"""HTML from foreign catalogues as safe plain text: "- " before list items, "## " before headings."""

from __future__ import annotations

import html
import re
import unicodedata

import nh3
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

# Everything else goes; what is inside script and style goes with it.
KEPT_TAGS = {
    *("p", "div", "br", "ul", "ol", "li", "strong", "b", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("table", "tr", "td", "th"),
}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
HEADING_CHARACTERS = 100  # a longer bold text is an emphasised sentence
# Zero-width characters, word joiner, byte order mark, soft hyphen: nobody sees them, and they break words.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u202f\u2007\u2009"), " ")


def clean_line(text: str) -> str:
    """One line without markup entities, invisible characters and odd blanks."""
    return re.sub(r"\s+", " ", clean_characters(html.unescape(text))).strip()


def clean_characters(text: str) -> str:
    """Composed letters (NFC), no invisible characters, every blank a plain one."""
    return unicodedata.normalize("NFC", text).translate(_INVISIBLE).translate(_BLANKS)


def html_to_text(source: str) -> str:
    """The text of an HTML fragment; plain text comes through as paragraphs."""
    safe = nh3.clean(clean_characters(source), tags=KEPT_TAGS, attributes={})
    soup = BeautifulSoup(safe, "html.parser")
    for node in list(soup.find_all(string=True)):
        node.replace_with(re.sub(r"\s+", " ", node))
    for bold in soup.find_all(("strong", "b")):
        if _is_heading(bold):
            bold.replace_with(f"\n\n## {_inline(bold)}\n")
    for br in soup.find_all("br"):
        br.replace_with("\n")
    for row in soup.find_all("tr"):
        row.replace_with("\n- " + ": ".join(_inline(cell) for cell in row.find_all(("td", "th"))) + "\n")
    for item in soup.find_all("li"):
        for inner in item.find_all(("p", "div")):
            inner.insert_after(" ")
            inner.unwrap()
        item.insert(0, "\n- ")
        item.append("\n")
    for heading in soup.find_all(HEADINGS):
        heading.replace_with(f"\n\n## {_inline(heading)}\n")
    for block in soup.find_all(("p", "div", "ul", "ol", "table")):
        block.insert(0, "\n\n")
        block.append("\n\n")
    return _tidy(soup.get_text())


def _is_heading(bold: Tag) -> bool:
    """A short bold text that stands alone on its line."""
    text = _inline(bold)
    if not text or len(text) > HEADING_CHARACTERS or text.endswith(".") or bold.find_parent("li") is not None:
        return False
    return _ends_line(bold, forward=True) and _ends_line(bold, forward=False)


def _ends_line(bold: Tag, forward: bool) -> bool:
    siblings = bold.next_siblings if forward else bold.previous_siblings
    for sibling in siblings:
        if isinstance(sibling, NavigableString) and not sibling.strip():
            continue
        return isinstance(sibling, Tag) and sibling.name == "br"
    return True


def _inline(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _tidy(text: str) -> str:
    lines = [" ".join(line.split()) for line in text.splitlines()]
    kept = [line for line in lines if line not in ("-", "##")]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return re.sub(r"^(- .*)\n\n(?=- )", r"\1\n", text, flags=re.MULTILINE)
