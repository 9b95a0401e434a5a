"""The words that wishes to move on are made of, folded: parts of expressions, cues for mending."""

from __future__ import annotations

from nlu.dates.fold import word_set

CUES = word_set(
    "spater spatere spateren spaterer spateres fruher fruhere fruheren fruherer fruheres zeitiger "
    "schneller andere anderen anderer anderes anderem uhrzeit zeitpunkt woanders anderswo irgendwo "
    "irgendwohin irgendwann jederzeit flexibel weitere weiteren weiterer zuruck bescheid warteliste "
    "benachrichtigen benachrichtigung benachrichtigt naheres vorherigen vorschlage alternativen anfang "
    "nirgends uberall hauptsache danach keiner keines passen tagen gleichen selben termine termin"
)
KNOWN = word_set(
    "weiter weiteres spaten spates fruhen fruhes keinem keinen keiner passend passe frage tragen lagen "
    "sagen gleiche gleicher selber selbst anfange anfragen zahlung naher nahere naheren bescheide andern "
    "anders wandern schnell schnelle schnelles danach davor bereits lieber leider reiner meiner deiner "
    "seiner kleiner gefragt passen passt zurich"
)
"""Right words that stand one typing error beside a cue and mean something else."""

OFFER = r"(?:termin\w*|zeit\w*|uhrzeit\w*|slot\w*|vorschlag\w*|moglichkeit\w*|auswahl|option\w*|angebot\w*)"
OFFICE = (
    r"(?:stelle\w*|dienststelle\w*|amt\w*|amter\w*|ort\w*|buro\w*|standort\w*|\w*(?:buro|amt|service"
    r"|center)s?"
    r"|behorde\w*|filiale\w*|aussenstelle\w*|stadtteil\w*|rathaus\w*|adresse|niederlassung|geschaftsstelle)"
)
DAY = r"(?:tag\w*|wochentag\w*|termintag\w*|datum|woche\w*|monat\w*)"
TIME = r"(?:uhrzeit\w*|zeit|zeiten|zeitpunkt\w*|zeitfenster|tageszeit\w*|stunde)"
ALL_ONE = (
    r"(?:egal|wurscht|gleich|gleichgultig|einerlei|nicht (?:so )?wichtig|zweitrangig|nebensache|schnurz"
    r"|recht"
    r"|(?:spielt|spielen) (?:fur mich |bei mir )?keine (?:grosse )?rolle)"
)
FREE = r"(?:frei\w*|verfugbar\w*|moglich\w*|offen\w*|geht|klappt|dran)"
NOT = r"(?:nicht|schlecht|ungunstig|ungern|nie|blod|doof|unpassend|unmoglich|keine zeit|verhindert)"
SMALL = (
    r"(?:bei|mir|uns|ich|wir|es|da|das|leider|halt|eben|aber|auch|gar|uberhaupt|so|einfach|doch|schon|ja"
    r"|dann)"
)
HINDERED = (
    rf"(?:kann|konnen|konnte|schaffe|schaffen|habe|haben|geht|ginge|passt|klappt|bin|sind|muss)(?: {SMALL})*"
    r"(?: (?:gut|im|in|der|zu|auf|beim|am|bei|arbeit\w*))* "
    r"(?:nicht|schlecht|ungern|keine zeit|urlaub|arbeiten|arbeit|verhindert|weg|verreist|verplant|schule"
    r"|dienst|(?:was|etwas) (?:anderes )?vor|(?:einen )?(?:anderen )?termin)"
)
