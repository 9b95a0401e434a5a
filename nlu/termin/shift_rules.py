"""What people say to move on among offers: patterns over a folded `Sentence`."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from nlu.termin.shift_words import ALL_ONE, DAY, FREE, HINDERED, NOT, OFFER, OFFICE, SMALL, TIME

Kind = Literal[
    "watch", "start_over", "nearer", "other_office", "anywhere", "other_day", "earlier", "later",
    "other_time", "any_time", "more", "back",
]  # fmt: skip

ORDER: tuple[Kind, ...] = (
    *("watch", "start_over", "nearer", "other_office", "anywhere", "other_day"),
    *("earlier", "later", "other_time", "any_time", "more", "back"),
)
"""The more a kind says about the next offer, the earlier it stands; earlier and later as in the sentence."""


class Rule(NamedTuple):
    """One way of saying one kind; `deniable`: a „nicht" before or behind takes it back."""

    kind: Kind
    pattern: re.Pattern[str]
    deniable: bool = True


def _rules(kind: Kind, *patterns: str, deniable: bool = True) -> list[Rule]:
    return [Rule(kind, re.compile(rf"\b(?:{pattern})(?!\w)"), deniable) for pattern in patterns]


RULES: tuple[Rule, ...] = (
    *_rules(
        "watch",
        r"(?:sag\w*|gib|gebe|geben|gebt|gebts|schick\w*)"
        r"(?! ich\b)(?<!ich gebe)(?<!ich sage)(?: (?!ich\b)\w+){0,4} bescheid(?! (?:uber|vom|von))",
        r"bescheid (?:sagen|geben|bekommen ,? ?(?:wenn|sobald|falls)|kriegen|wenn|sobald|falls)|wart(?:e"
        r"|er)liste",
        r"benachrichtig\w+|(?:e ?- ?)?mail\w* (?:an mich )?(?:wenn|sobald|falls)",
        r"(?:informier\w*|meld\w*|schreib\w*|ruf\w*|mail\w*)(?: (?!ich\b)\w+){0,5} ,? ?(?:wenn|sobald|falls)"
        r"(?: \w+){0,5} (?:frei\w*|verfugbar|gibt|absagt|ausfallt|abspringt)",
        r"(?:wenn|sobald|falls|sollte)(?: \w+){0,4} (?:frei|fruher|offen) ?(?:wird|werden|werde)"
        r"(?! (?:mochte|wurde|nehme|konnte|komme))",
        r"(?:wenn|sobald|falls)(?: \w+){0,3} (?:absagt|abspringt|ausfallt)",
        r"(?:auf|in) (?:die|eine|eure|ihre|der) (?:\w+ )?liste(?: setzen| aufnehmen| schreiben)?"
        r"|nachruckliste",
    ),
    *_rules(
        "start_over",
        r"von (?:ganz )?(?:vorne?|anfang)(?: an)?|von (?:null|neuem)|alles (?:noch ?mal |wieder )?(?:neu"
        r"|auf anfang)"
        r"|(?:noch ?mal|noch einmal|wieder|ganz|komplett|alles) (?:ganz )?neu(?: \w+)?",
        r"(?:alles|noch ?mal|noch einmal) (?:loschen|zurucksetzen|verwerfen)|neustart|(?:neu|noch ?mal) "
        r"(?:starten"
        r"|anfangen|beginnen|ansetzen)|(?:noch ?mal|noch einmal|lieber) alles",
        r"(?:fangen|fang|beginnen|starten|starte|fange)(?: \w+){1,3} (?:neu|noch ?mal|von vorne?)",
    ),
    *_rules(
        "nearer",
        r"(?:noch |viel |etwas |bisschen |lieber )*(?:naher|dichter)(?! (?:informier\w*|erklar\w*"
        r"|beschreib\w*|kommen))",
        r"(?:in|aus) (?:der|die|unmittelbarer|nachster|meiner|unserer|direkter)? ?nahe|in meiner gegend|in "
        r"der gegend"
        r"|(?:was|etwas|einen|eins|eine) naher\w*",
        r"nahe? (?:an|am|bei|beim|zu|zum|zur)|nahe(?= (?:der|dem|den)\b)|(?:um die|an der) ecke(?! gebracht)"
        r"|nicht (?:so |zu |ganz so )?weit(?: weg)?(?: (?:von|vom))?",
        r"in (?:richtung|\w+nahe)|\w{4,}nahe|(?:da|bei mir|hier) in der nahe",
    ),
    *_rules(
        "other_office",
        rf"ander\w* {OFFICE}|woanders\w*|wo anders\w*|anderswo\w*|irgendwo anders|anderer orts|wo ?anderst",
        rf"(?:welche|gibt es|habt ihr|haben sie) (?:noch )?ander\w* {OFFICE}",
    ),
    *_rules(
        "other_office",
        r"(?:will|mochte|komme|kann|fahre|gehe)(?: ich| wir)? (?:da|dort) (?:lieber )?nicht hin|nicht (?:da "
        r"?hin|dort ?hin|dort|in (?:diese[mr]|der) (?:stelle|buro|amt))",
        r"(?:(?:das|es|da|der|ist|mir|uns|dort|hin|alles) )*(?:zu|so|sehr|arg) weit(?: (?:weg|entfernt"
        r"|draussen|fahren"
        r"|ab|weg fur mich))?(?! (?:voraus|in der zukunft|hin bis|weg vom datum))",
        rf"(?:der|die|das|diese\w*) {OFFICE} (?:{SMALL} )*(?:passt|geht|ist|liegt|gefallt)(?: {SMALL})* "
        rf"(?:{NOT}|zu weit)",
        r"da(?:hin)? komme? ich(?: \w+){0,2} (?:nicht|schlecht)(?: \w+)? hin",
        deniable=False,
    ),
    *_rules(
        "anywhere",
        rf"(?:{ALL_ONE} ,? ?)(?:(?:ist|mir|ganz|in|an|bei|auf) )*(?:wo\w*|welche[mnrs]? {OFFICE}|(?:der"
        rf"|die|das) {OFFICE})",
        rf"(?:wo|wohin|(?:der |die |das |welche[mnrs]? )?{OFFICE})(?: (?:genau|ich hin muss|das ist|es ist"
        rf"|das stattfindet))?"
        rf"(?: (?:ist|ware|sind|bin))?(?: {SMALL}| ganz| total| vollig| eigentlich)* {ALL_ONE}",
        r"irgendwo(?:hin)?(?! anders)|uberall(?: in \w+| hin)?|irgend(?:ein\w*|welche\w*) "
        r"" + OFFICE + r"|(?:nachst|erst)best\w+ " + OFFICE + r"|wo auch immer|ganz gleich wo|jede[rnms]? "
        r"(?:stelle|amt|ort|standort)"
        r"(?: (?:ist|ware|passt|geht)\w*)?|(?:bei |in |an )?(?:irgend(?:eine[mrn]?|welche[mn]?)) " + OFFICE,
        rf"(?:da )?wo (?:es |ich |man |halt |eben |was |etwas |ein termin )*(?:am (?:schnellsten|ehesten"
        rf"|fruhesten|nachsten)|zuerst"
        rf"|als erstes|schneller|bald|gerade|noch|irgendwas|was|etwas|halt)(?: \w+){{0,3}} {FREE}(?: \w+)?",
        r"(?:in )?ganz \w+(?= egal)|(?:stadtweit|im ganzen stadtgebiet|in der ganzen stadt)|ortsunabhangig",
    ),
    *_rules(
        "other_day",
        rf"ander\w* {DAY}|anderntags|andermal|(?:ein|einen) (?:neuen|neues) (?:tag|datum)|lieber (?:nicht"
        rf"|nich) an dem tag",
    ),
    *_rules(
        "other_day",
        rf"(?:de[rnm]|diese[rnms]?|das|die|dies) {DAY} (?:{SMALL} |fur )*(?:passt|geht|ist|klappt|liegt"
        rf"|ware)(?: {SMALL})* {NOT}",
        rf"(?:an )?(?:de[mn]|diese[mn]|das|dies|der) (?:tag|datum|tage|woche) {HINDERED}",
        r"(?:da|an dem tag|dann) (?:arbeite|schaffe|arbeiten) (?:ich|wir)",
        rf"(?<!als )(?:da|dann|an dem)(?: (?:leider|aber|halt|eben|schon))* {HINDERED}(?! hin)",
        r"(?:ich|wir) (?:kann|konnen|habe|bin|schaffe|muss)(?: \w+){0,2} (?:da|an dem tag|an diesem tag)(?: "
        r"\w+){0,2} "
        r"(?:nicht|keine zeit|arbeiten|verreist|im urlaub|weg)",
        r"nicht an (?:dem|diesem|den|diesen) tag\w*",
        deniable=False,
    ),
    *_rules(
        "earlier",
        r"fruher(?:e[rnsm]?)?|zeitiger\w*|schneller(?:e[rnsm]?|es)?|eher(?= (?:frei|dran|moglich|was|etwas"
        r"|einen|kommen"
        r"|geht|gehen|bitte|als|rein))|(?:auch|noch|etwas|was|bisschen|viel|nichts|nicht|tage?|tagen|stunde"
        r"|stunden"
        r"|wochen?|termine?|es|da|gerne?|deutlich|einen) eher(?: (?:bitte|moglich|frei))?(?= *[.!?,]|$)"
        r"|(?<!\w )eher(?= *[.!?]*$)",
        r"(?:tag|woche) (?:davor|vorher|zuvor)|vorverlegen|"
        r"vorziehen|weiter vorne?|nach vorne?|(?:gibt|was|einen|etwas|termin|noch|schon)(?: "
        r"\w+){0,3} (?:davor|vorher)",
    ),
    *_rules(
        "earlier",
        r"(?:zu|nicht so|so|arg|sehr) spat(?! wie| als)(?: am (?:tag|abend|nachmittag))?|(?:zu|so) lange? "
        r"(?:hin|warten|dauert|kann ich nicht warten)|dauert (?:mir |uns )?(?:zu|so) lang\w*|erst (?:dann"
        r"|so spat|da)",
        deniable=False,
    ),
    *_rules(
        "later",
        r"spater(?:e[rnsm]?)?|nach hinten|weiter hinten"
        r"|(?:gibt|was|einen|etwas|termin\w*|noch|den|auch|haben sie|habt ihr)(?: \w+){0,3} (?:danach"
        r"|hinterher)",
        r"(?:tag|woche|termin|nachste\w*) (?:darauf|drauf|danach)",
    ),
    *_rules(
        "later", r"(?:zu|nicht so|nicht ganz so|so|arg|sehr) (?:fruh|zeitig)(?! wie| als)", deniable=False
    ),
    *_rules("other_time", rf"ander\w* {TIME}|(?:neue|weitere) (?:uhrzeit|zeit)\w*"),
    *_rules(
        "other_time",
        rf"(?:die|diese|der|dieser) {TIME} (?:{SMALL} |fur )*(?:passt|geht|ist|klappt|liegt|ware)(?: "
        rf"{SMALL})* {NOT}",
        rf"um (?:die|diese) {TIME}(?: \w+){{0,4}} (?:nicht|schlecht|keine zeit|arbeiten)",
        deniable=False,
    ),
    *_rules(
        "any_time",
        rf"{ALL_ONE} ,? ?(?:(?:ist|mir|ganz|an|zu|um) )*(?:wann|welche[mnr]? (?:{DAY}|{TIME})|(?:der"
        rf"|die) (?:{DAY}|{TIME}))",
        rf"(?:wann|zeitlich|terminlich|(?:der |die |das |welche[mnr]? )?(?:{DAY}|{TIME}|zeitraum))(?: "
        rf"genau)?(?: (?:ist|ware|sind|bin))?"
        rf"(?: {SMALL}| ganz| total| vollig| eigentlich| und (?:ort|stelle))* {ALL_ONE}",
        r"irgendwann(?! (?:mal )?(?:spater|habe|hat|war))|jederzeit|flexibel|wann (?:es )?(?:ihnen|euch) "
        r"(?:passt|recht ist)|wann auch immer"
        r"|wann immer|(?:zu )?jede[rnm]? (?:zeit|tag|uhrzeit|termin)(?: (?:passt|geht|ist)\w*)?(?! \w+ "
        r"(?:nicht|woche))",
        r"(?:kann|konnen|konnte)(?: (?:ich|wir|eigentlich|fast|praktisch))* (?:immer|jeden tag|an jedem "
        r"tag)|(?:habe|haben) (?:\w+ )?"
        r"(?:immer |viel )zeit|passt (?:\w+ )?(?:immer|alles|jeder)(?! nicht| \w+ nicht)|mir ist alles "
        r"recht|alles recht",
        r"(?:richte|richten) (?:ich )?(?:mich|uns)(?: ganz)? nach (?:ihnen|euch)|keine (?:besondere "
        r"|bestimmte )?(?:praferenz|vorliebe|wunschzeit"
        r"|vorgabe|einschrankung)\w*|(?:schlagen sie|schlag|schlagt)(?: \w+){0,3} vor"
        r"|(?:entscheiden|entscheidet|aussuchen|suchen sie|such|wahlen)(?: \w+){0,2} (?:sie|ihr|du|aus)"
        r"|(?:sie|ihr|du) (?:entscheiden|aussuchen|entscheide\w*)|mir alles eins|(?:der|den|die) (?:nachst"
        r"|erst)best\w+",
        rf"(?:ist |sind )?(?:mir|uns) (?:(?:ganz|total|vollig|alles|da|eigentlich) )*{ALL_ONE}(?! wo)"
        rf"|^(?:\W*\w+ (?:, )?){{0,3}}(?:egal|wurscht|gleichgultig)(?= *[.!,]|$| danke)",
        r"hauptsache (?:\w+ )?(?:schnell|bald|zeitnah|fruh|zugig|ein termin|irgendein\w* \w+|es klappt"
        r"|uberhaupt)\w*",
        deniable=False,
    ),
    *_rules(
        "more",
        rf"(?:weiter|ander|mehr|ubrig)\w* {OFFER}|weitere[rsn]?(?= *[.!?,]|$| (?:bitte|anzeigen|zeigen"
        rf"|sehen|frei\w*|moglich\w*))|alternativ(?:en|e[ns]?|termin\w*)"
        r"|(?:noch|gibt es|zeig\w*(?: \w+){0,2}|bitte|etwas|haben sie|habt ihr) mehr(?! als)|mehr (?:bitte"
        r"|anzeigen|zeigen|sehen|davon|auswahl)",
        r"(?:was|welche|welchen|wann)(?: (?:gibt|geht|hatten|haben|habt|ware|ist|es|sie|ihr|denn|ginge"
        r"|da))+(?: sonst| noch| alles)+"
        r"(?: frei| moglich| so| da| im angebot)?(?= *[.!?,]|$)|sonst noch (?:was|etwas|welche|termine"
        r"|jemand|frei\w*)?|(?:noch|irgendwas|was|etwas|einen|eins) (?:was )?anders?(?:e[srn]?)?"
        r"(?= *[.!?,]|$| (?:frei|moglich|bitte|da|haben|habe|gibt|als))|noch (?:welche|einen|eins)(?= "
        r"*[.!?]|$)",
        rf"die nachsten(?: (?:\w+ )?{OFFER})?(?= *[.!?]|$| bitte| zeigen| anzeigen)|nachste seite"
        rf"|weiter(?: bitte)?(?= *[.!?]*$)|blattern|umblattern",
    ),
    *_rules(
        "more",
        r"(?:keine[rsn]?|keins|nichts|nicht einer)(?: (?:von|der|davon|den|denen|diesen|dieser|beiden|allen"
        r"|passt|da|dabei|termine\w*|mir|uns|fur|mich|gefallt|geht|bitte|wirklich))+"
        r"|(?:ist|war|da) (?:\w+ ){0,3}nichts(?: \w+){0,3} dabei|nichts (?:\w+ )?(?:passendes|dabei|gepasst)",
        r"(?:alle|beide|die|alles|davon|sind|ist)(?: (?:leider|aber|mir|fur mich|so|zeiten|termine|alle))* "
        r"(?:nicht (?:so )?(?:gut|passend|toll|geeignet)|schlecht|ungunstig)"
        r"|sonst (?:nichts|keine\w*|noch)(?= *[.!?]*$)|keine[rs](?= *[.!?]*$)|keins(?= *[.!?]*$)|davon "
        r"(?:passt|geht|gefallt|klappt|kann)(?: \w+){0,3} "
        r"(?:nicht|nichts|keiner|keins)",
        rf"(?:alle|alles|die|das|der|den|diese[rns]?|beide|termine?|zeiten)?(?: (?:termine?|zeiten|drei"
        rf"|zwei|vier|vorschlage|alle))* ?(?:passt|passen|geht|gehen|gefallen|klappt|klappen)"
        rf"(?: {SMALL}| alle| alles| so| fur mich)* nicht(?= *[.!?,]|$| (?:so|bei|in|fur|gut|wirklich"
        rf"|recht))",
        r"anderer termin\w*|andere[nrs]? (?:bitte|vorschlag\w*)|was anderes",
        deniable=False,
    ),
    *_rules(
        "back",
        r"(?:schritt|schritte|seite|eins|eine|mal|noch ?mal|bitte|gehe\w*|geh|lieber|also|doch) zuruck(?= "
        r"*[.!?,]|$| (?:bitte|gehen|gehn|springen|zu))"
        r"|zuruck (?:zur?|zum|zu den|auf|gehen|gehn|bitte|springen|blattern|in die|nach oben)"
        r"|^(?:\W*(?!zuruck|geld|bin|ist)\w+ )?zuruck(?: bitte)?(?= *[.!?,]*$)|(?:schritt|will|mochte"
        r"|wieder|kann ich|bitte)(?: \w+){0,2} zuruckgehen|(?:will|mochte)(?: \w+)? zuruck(?= *[.!?]*$)"
        r"|ruckgangig\w*"
        r"|(?:die )?(?:vorherig|vorig|letzt|ersten?)\w* (?:termine|auswahl|vorschlage|seite|schritt|frage"
        r"|liste|ansicht)(?: \w+){0,2}(?= *[.!?]*$)"
        r"|(?:doch nicht|nein) ,? ?davor|(?:noch ?mal )?(?:die )?(?:frage|schritt|schritte) davor|noch ?mal "
        r"(?:die |zu den )?(?:ersten|alten|vorherigen)(?: \w+)?",
    ),
)
