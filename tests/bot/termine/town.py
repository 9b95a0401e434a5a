"""A small city for tests: its content files, and a moment in it."""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)  # a Sunday

STAND = "quelle: {titel: Stadt}\nstand: 2026-11-22\n"
FILES = {
    "leistungen/perso.yml": f"""\
titel: Personalausweis beantragen
kurztext: Ein Ausweis.
unterlagen:
  - {{bezeichnung: Passfoto, hinweis: digital}}
  - {{bezeichnung: Geburtsurkunde, bedingung: beim ersten Ausweis, hinweis: Eine Kopie genügt nicht.}}
{STAND}""",
    "leistungen/pass.yml": f"""\
titel: Reisepass beantragen
kurztext: Ein Pass.
unterlagen: [{{bezeichnung: Passfoto, hinweis: digital}}, {{bezeichnung: alter Pass}}]
geprueft: true
{STAND}""",
    "leistungen/anmeldung.yml": f"titel: Wohnsitz anmelden\nkurztext: Umzug.\n{STAND}",
    "dienststellen/k7.yml": f"""\
titel: Bürgerservice K 7
anschrift: {{strasse: K 7, plz: "68159", ort: Mannheim, hinweis: Eingang im Hof}}
ausnahmen: [{{von: 2026-12-07, geschlossen: true, grund: Umbau}}]
{STAND}""",
    "dienststellen/rathaus.yml": f"""\
titel: Rathaus
oeffnungszeiten: [{{tage: [mo], von: "08:00", bis: "12:00"}}]
{STAND}""",
    "terminvergabe.yml": """\
standard: {vorlauf_stunden: 2}
stellen:
  k7:
    schalter: [{anzahl: 2}, {leistungen: [anmeldung]}]
    zeiten: [{tage: [mo, di], von: "13:00", bis: "17:00"}]
    hinweis: Bitte am Empfang melden.
    zms: 10489
  rathaus:
    zeiten: [{tage: [fr], von: "08:00", bis: "12:00"}]
leistungen:
  perso: {dauer: 10, hoechstens: 5, stellen: [k7, rathaus], zms: 1063475}
  pass: {dauer: 15, stellen: [k7]}
  anmeldung: {dauer: 10, stellen: [k7]}
""",
}
