"""Which Leistung or Dienststelle a sentence is about, given what was talked about before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.ages import without_age
from knowledge.search import Kind, Match, SearchResult
from nlu.anaphora import names_only_a_case, points_back, speaks_of_age
from nlu.choices import Choice, find_choice, pick
from nlu.text import is_aspect_word, is_function_word, words

# The slot of what „Meinten Sie …?" offered; the next turn may say which.
OFFERED = "kandidaten"
# Where something is and when it is open is a question to the office, when one fits nearly as well.
PLACE_ASPECTS = {"ort", "oeffnungszeit", "kontakt"}
NEARLY = 0.8
# The search asks back when a rival comes within a tenth of the best. In three of four such sentences the best
# was the right one (docs/adr/0004-search.md): it is answered unless the rival is all but equal.
RIVAL = 0.9
EQUAL = 0.97


@dataclass(frozen=True)
class Thema:
    """What a question is about."""

    kind: Kind
    id: str


@dataclass(frozen=True)
class Likely:
    """One entry fits best, but others come near: it is answered, and they are offered beside the answer."""

    thema: Thema
    others: tuple[Match, ...]


@dataclass(frozen=True)
class Ambiguous:
    """Several entries fit equally well."""

    matches: tuple[Match, ...]


@dataclass(frozen=True)
class Missing:
    """The sentence names no topic and none was talked about before."""


@dataclass(frozen=True)
class NotFound:
    """The sentence names a topic that the catalogue does not have."""


Outcome = Thema | Likely | Ambiguous | Missing | NotFound


def thema_in(values: Mapping[str, object]) -> Thema | None:
    """The topic that slots or a payload's entities hold, or None."""
    kinds: tuple[Kind, ...] = ("leistung", "dienststelle")
    for kind in kinds:
        if isinstance(id_ := values.get(kind), str) and id_:
            return Thema(kind, id_)
    return None


def offered_in(values: Mapping[str, object]) -> tuple[Thema, ...]:
    """What „Meinten Sie …?" offered in the turn before, as `offered_as_json` kept it."""
    stored = values.get(OFFERED)
    return tuple(Thema(kind, id_) for kind, id_ in stored) if isinstance(stored, list) else ()


def offered_as_json(matches: Sequence[Match]) -> list[list[str]]:
    """For the slot `OFFERED`."""
    return [[match.kind, match.id] for match in matches]


def among_offered(text: str, offered: Sequence[Thema], title_of: Callable[[Thema], str]) -> Thema | None:
    """Which of the offered topics „das zweite" or „das für den Fahrzeugschein" means, if just one fits."""
    titles = [title_of(thema) for thema in offered]
    chosen = find_choice(text)
    telling = [word for word in words(text) if not (is_function_word(word) or is_aspect_word(word))]
    by_words = Choice("label", " ".join(telling))
    found = pick(chosen, titles) if chosen else None
    found = pick(by_words, titles) if found is None else found
    return offered[found] if found is not None else None


def find_thema(text: str, aspekt: str, before: Thema | None, find: Callable[[str], SearchResult]) -> Outcome:
    """Say what `text` is about; a topic that it names replaces the one from `before`."""
    if not text:
        return before or Missing()
    result = find(without_age(text))
    if not result.terms or (names_only_a_case(result.terms) and (points_back(text) or speaks_of_age(text))):
        return before or Missing()
    if result.decision != "none" and aspekt in PLACE_ASPECTS and (office := _only_office(result.matches)):
        return Thema(office.kind, office.id)
    match result.decision:
        case "answer":
            return Thema(result.matches[0].kind, result.matches[0].id)
        case "clarify" if before in [Thema(match.kind, match.id) for match in result.matches]:
            return before  # „das Anmelden" fits many; the one that was talked about is meant
        case "clarify":
            return _weighed(result.matches)
        case _:
            return before if before and points_back(text) and not result.unknown_terms else NotFound()


def _only_office(matches: tuple[Match, ...]) -> Match | None:
    """The one Dienststelle that fits nearly as well as the best match, if there is just one."""
    near = [m for m in matches if m.kind == "dienststelle" and m.score >= NEARLY * matches[0].score]
    return near[0] if len(near) == 1 else None


def _weighed(matches: tuple[Match, ...]) -> Likely | Ambiguous:
    """Answer the best of several where it leads by a little; ask where two are equal, or all are weak."""
    best, *others = matches
    near = [match for match in others if match.kind == best.kind and _share(match, best) > RIVAL]
    if near and _share(near[0], best) <= EQUAL and best.score >= 0.5:
        return Likely(Thema(best.kind, best.id), tuple(near))
    return Ambiguous(matches)


def _share(match: Match, best: Match) -> float:
    """How strong `match` is beside `best`, from 0 to 1; scores are s / (s + constant) of a strength s."""
    return (
        (match.score / (1 - match.score)) / (best.score / (1 - best.score)) if best.score < 1 else match.score
    )
