"""Short answers: yes, no, stop; and „yes, but …", which is none of them."""

from __future__ import annotations

import re

from nlu.dates.fold import word_set
from nlu.termin.words import Sentence

_YES = word_set(
    "ja jaja jo joa jap jep jepp jup jupp yes yep yo jawohl jawoll jou okay ok oki okidoki okey okee klar "
    "logo sicher genau richtig korrekt stimmt passt einverstanden gerne gern gebongt perfekt super prima "
    "wunderbar toll bestens top freilich naturlich selbstverstandlich unbedingt nehme nehm nimm nehmen "
    "bestatige bestatigen bestatigt zustimmen zugestimmt buchen buche abgemacht deal ordnung hervorragend "
    "ausgezeichnet jawoh exakt gut bin dabei hort an recht ist geht schon wollen dafur absolut definitiv "
    "doch spitze cool fein machen mach machs mache"
)
_STRONG_YES = _YES - word_set(
    "doch machen mach machs mache nehmen buche cool toll super ist an geht schon wollen recht hort bin"
)
_NO = word_set(
    "nein nee ne na nix noe no nope nop nicht niemals nie keinesfalls ungern falsch verkehrt neee naa nah "
    "neinnein "
    "keineswegs keinen keine kein"
)
"""German no-words; „nicht" makes a no of what stands around it („stimmt nicht", „lieber doch nicht")."""

_COURTESY = word_set(
    "bitte danke dankeschon vielen dank sehr besten herzlichen mal dann das den der die des es dem ich "
    "mir mich uns wir so also halt eben schon jetzt auch ist ware war wurde geht gehen sie du ihr euch "
    "ihnen und auf jeden fall in gut alles ganz einfach gleich hier ach oh ah ahm hm hmm och nun naja "
    "wohl da fur zu einen ein eine dieser diesen diese dieses meinen mein meine termin buchung zeit "
    "uhrzeit wie vorgeschlagen angegeben oben will mochte haben habe hatte hat wurd wunsche gesagt doch "
    "lass lassen verbindlich schoen von echt volle total wirklich wird werden sein bin ok okay herr frau "
    "ja machen mach machs mache geht's scho nur bleibt bleiben leider schade"
)
_COMMANDS = word_set(
    "absagen sagen sage sag ab stornieren storniere loschen losche verschieben verschiebe verlegen "
    "umbuchen ausfuhren bestatigen buchen buche weiter fortfahren abschicken senden reservieren "
    "reserviere eintragen trag tragen behalten behalte lassen andern"
)
_NO_FILLERS = word_set(
    "bloss da nix lieber doch noch eher besser notig notwendig erforderlich momentan gerade keinen kein "
    "keine fall "
    "brauche brauch auf danke lass mal sein gar uberhaupt absolut jetzt richtig korrekt passt anders "
    "abgesagt genau gewunscht mehr leider"
)
_HEDGES = re.compile(
    r"\b(?:aber|lieber|besser|sondern|ausser|wenn|falls|oder|vielleicht|eventuell|evtl|kommt drauf"
    r"|weiss nicht"
    r"|unsicher|mal sehen|moment|jedoch|allerdings|nur)\b"
)
_ABORT = re.compile(
    r"\b(?:abbrechen|abbruch|abbrich|brich\b.{0,20}\bab|breche?n?\b.{0,20}\bab|abgebrochen|vergiss(?: es"
    r"|s)?|vergesst es"
    r"|vergessen (?:sies|sie|wir)(?: (?:es|das))?|lass(?:en)?(?: (?:wir|sie|es|das|uns|mal|lieber))+(?: "
    r"(?:sein|bleiben|gut sein|mal))?"
    r"|lass(?:e|t)? (?:gut sein|mal|stecken)|ich lasse? (?:es|das)(?: \w+){0,2}"
    r"|(?:doch |jetzt |gar )?kein(?:en)? termin(?: (?:mehr|machen|buchen|bitte|haben|notig|mochte|brauche"
    r"|ich|will))*"
    r"|kein interesse(?: mehr)?|hat sich (?:schon )?erledigt|(?:schon )?erledigt|ist hinfallig|stopp?"
    r"|aufhoren|hor auf|horen wir auf|beenden|beende"
    r"|schluss(?: jetzt| damit)?|exit|quit|cancel|nicht mehr notig|nichts buchen|nicht buchen|doch nicht mehr"
    r"|(?:ich )?(?:uberlege?|uberleg) (?:ich |es |mir |das )+(?:noch ?mal|noch|spater|anders|erst"
    r"|lieber)*(?: mal)?"
    r"|(?:ich )?(?:habe?s? |hat )?(?:ich )?(?:es |das )?(?:mir )?(?:es |das )?(?:noch ?mal )?anders "
    r"uberlegt|ein andermal|ein anderes mal|nicht weiter ?machen"
    r"|will (?:ich )?(?:jetzt )?nicht mehr|mag (?:ich )?nicht mehr|mochte (?:ich )?nicht mehr|gar nicht "
    r"mehr|ich hore auf|ich (?:rufe?|gehe?|komme) (?:lieber|dann|doch|einfach)(?: lieber)? (?:an|hin"
    r"|vorbei)|raus hier|null bock)(?!\w)"
)
_ABORT_FILLERS = _COURTESY | word_set(
    "nein nee ne lieber doch sorry entschuldigung tut leid aber mehr buchung buchen vorgang terminbuchung "
    "reservierung terminvereinbarung komplett alles hat sich brauche brauch kann konnen konnten wollen "
    "will schade okay na egal erst spater noch nochmal hiermit sofort bitte ganze ganzen aktion heute "
    "erstmal das dauert mir zu lang weil kompliziert lange umstandlich nervt selbst anruf telefonisch "
    "momentan"
)
_AGREES = re.compile(
    r"(?:(?:bitte|dann|ja|gut|so|also|na|jetzt) )*(?:(?:mache?n?|machs|buchen?)(?: (?:sie|das|es|mal|bitte"
    r"|wir|so|dann|ihr))*"
    r"|auf (?:jeden|alle) falle?|(?:(?:das )?(?:hort sich|klingt) (?:sehr |doch )?gut(?: an)?)|von mir "
    r"aus(?: gerne?)?|meinetwegen|(?:das )?ist (?:mir )?recht|soll mir recht sein"
    r"|(?:das|der|die|den|es|so)? ?(?:geht|ginge|nehmen)(?: (?:bei mir|wir|so|gut|schon|klar|fur mich"
    r"|bitte))*)"
)
_DOUBLE_NEGATIONS = frozenset({"warum nicht", "nicht schlecht", "ja warum nicht", "klar warum nicht"})
_THUMBS_UP, _THUMBS_DOWN = "👍✅🆗👌", "👎❌"
_ASKS = re.compile(r"(?:was|wie|wann|wo|warum|wieso|kann (?:ich|man)|darf|muss|ob|welche\w*)\b(?! nicht)")
_YES_CUES = word_set(
    "einverstanden selbstverstandlich naturlich richtig korrekt bestatigen perfekt wunderbar"
)
_KNOWN = _YES | _NO | _COURTESY | _COMMANDS | _NO_FILLERS


def is_yes(text: str) -> bool:
    """Whether a text says yes and nothing that goes against it: „ja genau", „nehm ich", „ja, absagen"."""
    words = _words(text)
    if _is_sign(text, _THUMBS_UP) or " ".join(words) in _DOUBLE_NEGATIONS:
        return True
    if not words or _HEDGES.search(" ".join(words)) or "?" in text:
        return False
    if any(word in _NO for word in words) or is_abort(text):
        return False
    if _AGREES.fullmatch(" ".join(words)):
        return True
    return any(word in _STRONG_YES for word in words) and all(
        word in _YES | _COURTESY | _COMMANDS for word in words
    )


def is_no(text: str) -> bool:
    """Whether a text says no and nothing else: „nee", „nein danke", „lieber doch nicht", „stimmt nicht"."""
    words = _words(text)
    if _is_sign(text, _THUMBS_DOWN):
        return True
    if not words or "?" in text or is_abort(text) or " ".join(words) in _DOUBLE_NEGATIONS:
        return False
    if not any(word in _NO for word in words):
        return False
    if words[0] in ("ja", "jo") and len(words) > 1:
        return False
    allowed = _NO | _NO_FILLERS | _COURTESY | _COMMANDS | {"stimmt", "gut"}
    return all(word in allowed for word in words)


def is_abort(text: str) -> bool:
    """Whether a text ends what is under way: „abbrechen", „vergiss es", „doch keinen Termin".

    A question about ending, or a sentence that goes on to something else, is none.
    """
    sentence = " ".join(_words(text))
    if not sentence or _ASKS.match(sentence):
        return False
    if _ABORT.search(sentence) is None:
        return False
    left = _ABORT.sub(" ", sentence).split()
    return sum(word not in _ABORT_FILLERS for word in left) == 0


def _words(text: str) -> list[str]:
    words = [word.form for word in Sentence(text, _YES_CUES, _KNOWN).words]
    return [word for word in words if word[0].isalnum()]


def _is_sign(text: str, signs: str) -> bool:
    """Whether a text is nothing but some of the signs."""
    letters = [letter for letter in text if not letter.isspace()]
    return any(letter in signs for letter in letters) and not any(letter.isalnum() for letter in letters)
