"""How many people come along: „zu dritt", „für zwei Personen", „ich und meine Frau"."""

from __future__ import annotations

import re

from nlu.dates.fold import plain
from nlu.dates.numerals import cardinals
from nlu.termin.words import Sentence

MOST_PERSONS = 20  # more is a group for which nobody books at the counter

_NUMBERS = {
    plain(word): int(value)
    for word, value in cardinals().items()
    if value == int(value) and 1 <= value < 100 and word not in ("paar", "eines")
}
_GROUPS = {
    "zweit": 2, "zwot": 2, "dritt": 3, "viert": 4, "funft": 5, "sechst": 6, "siebt": 7, "acht": 8, "neunt": 9,
    "zehnt": 10,
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,4}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_PEOPLE = (
    r"(?:person(?:en)?|leuten?|mann|menschen|erwachsene[nrm]?|kopfe|teilnehmer\w*|mitglieder\w*"
    r"|antragsteller\w*)"
)
_KIN = (
    r"(?:ehe)?(?:frau|mann|gattin|gatte|partner|partnerin)|(?:lebens|ehe)\w*partner(?:in)?|(?:enkel|stief"
    r"|zwillings|pflege)?"
    r"(?:sohn|tochter|kind|junge|bub|madchen)|baby|(?:schwieger|gross|ur|stief)?(?:mutter|vater|oma|opa)"
    r"|mama|papa|bruder|schwester"
    r"|freundin|freund|verlobte[rn]?|cousine|cousin|onkel|tante|neffe|nichte|mitbewohner(?:in)?|kleine[rn]?"
    r"|nachbar(?:in)?"
)
_MANY_KIN = (
    r"(?:\w*kinder[n]?|sohne[n]?|tochtern|jungs|madels|madchen|geschwistern?|enkeln?|freunde[n]?|babys"
    r"|zwillingen?|eltern|schwiegereltern)"
)
_TWINS = ("eltern", "zwilling")
_MY = r"(?:mein|unser|unsr|dein|sein|ihr|eur)(?:e[mnrs]?)?|de[rmn]|die|das|ein(?:e[mnr]?)?"
_ADJECTIVE = (
    r"(?:(?:klein|neugeboren|gross|jungst|altest|minderjahrig|erwachsen|beid|lieb|zukunftig|kunftig"
    r"|gemeinsam)\w* )?"
)
# „meine Frau", „meine zwei Kinder", „3 Erwachsene", „ich": the members of a list of people.
_ITEM = rf"(?:ich|mich|mir|(?:(?:{_MY}) )?(?:{_NUMBER} )?{_ADJECTIVE}(?:{_PEOPLE}|{_MANY_KIN}|{_KIN}))"
_JOIN = r"(?: (?:und|sowie|mit|plus|,|& |\+|auch|noch|dazu|samt|fur|zusammen))+ "
_LIST = re.compile(rf"(?P<before>(?:\b\w+ )??)\b(?P<list>{_ITEM}(?:{_JOIN}{_ITEM})*)(?![\w-])")
_ONE_ITEM = re.compile(rf"\b{_ITEM}(?![\w-])")
_COUNT_OF = re.compile(rf"\b(?P<number>{_NUMBER})\b")
_GROUP = re.compile(rf"\bzu (?P<group>{'|'.join(_GROUPS)})(?:en)?\b")
_WE_ARE = re.compile(
    rf"\b(?:wir (?:sind|waren|kommen)(?: (?:nur|insgesamt|zu|dann))*|wir|uns) (?P<number>{_NUMBER}|beiden?)"
    r"(?= *$| *[.,!?;]| (?:brauchen|mochten|wollen|hatten|bitte|kommen|und|zusammen|sind|einen|den"
    r"|insgesamt|neue\w*))"
)
_BOTH = re.compile(r"\bwir (?:brauchen|mochten|wollen|wurden|hatten)(?: \w+)? beide\b")
_FAMILY = re.compile(r"\bfamilie\b")
_ALONE = re.compile(
    r"\b(?:nur (?:fur )?(?:ich|mich)|ich allein\w*|alleine?|nur eine person|fur mich(?: selbst| selber| "
    r"allein\w*)?)\b"
    r"(?! (?:und|sowie|mit|wichtig|nicht|ist|ware|passt|geht|am|besser|gut|gunstig|zu))"
)


def find_persons(text: str) -> int | None:
    """The number of persons named, 1 to 20; None when the text names none.

    >>> find_persons("Wir sind zu dritt")
    3
    """
    number = count_persons(text)
    return number if number is not None and 1 <= number <= MOST_PERSONS else None


def count_persons(text: str) -> int | None:
    """The number of persons named, however many; None when the text names none or leaves it open.

    „mit meiner Frau" is two, „für meine Frau" is one; „meine Kinder" and „die ganze Familie" stay open.
    """
    sentence = Sentence(text).text
    if group := _GROUP.search(sentence):
        return _GROUPS[group["group"]]
    if _FAMILY.search(sentence):
        return None
    if we := _WE_ARE.search(sentence):
        return 2 if we["number"].startswith("beide") else _number(we["number"])
    if _BOTH.search(sentence):
        return 2
    counts = [_count_list(match) for match in _LIST.finditer(sentence)]
    counted = [count for count in counts if count]
    if counted:
        return None if -1 in counted else max(counted)
    return 1 if _ALONE.search(sentence) else None


def _count_list(match: re.Match[str]) -> int:
    """People of one list; 0 when it says nothing of who comes, -1 when it leaves the number open."""
    items = _ONE_ITEM.findall(match["list"])
    values = [_value(item) for item in items]
    before = match["before"].strip()
    if len(items) == 1:
        if items[0] in ("ich", "mich", "mir"):
            return 0
        counts_people = _COUNT_OF.match(items[0]) and not re.match(r"ein", items[0])
        if (
            before not in ("fur", "mit", "und", "plus", "samt")
            and not counts_people
            and not items[0].startswith("eine person")
        ):
            return 0
    if 0 in values:
        return -1
    along = before in ("mit", "samt", "plus", "und") and not {"ich", "mich", "mir"} & set(items)
    return sum(values) + along


def _value(item: str) -> int:
    """How many people one member of a list is; 0 when it does not say."""
    if item in ("ich", "mich", "mir"):
        return 1
    words = item.split()
    is_many = re.fullmatch(_MANY_KIN, words[-1]) is not None and words[-1] not in ("madchen",)
    numbers = [word for word in words[:-1] if _COUNT_OF.fullmatch(word)]
    if numbers:
        return _number(numbers[-1])
    if "beid" in item or (is_many and any(twin in words[-1] for twin in _TWINS)):
        return 2
    return (
        0
        if is_many or re.fullmatch(r"personen|leuten?|menschen|teilnehmer\w*|mitglieder\w*", words[-1])
        else 1
    )


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]
