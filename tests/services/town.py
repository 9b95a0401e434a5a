"""A town of its own for the whole service: three offices with one counter each.

Waldhof has only two times a day, so that it is soon full; where the town has a ZMS, it is behind a captcha.
"""

from __future__ import annotations

import shutil
from pathlib import Path

CONTENT = Path(__file__).resolve().parents[2] / "knowledge" / "content"
# What the dialogue says and knows beside Leistungen and offices is every town's own content.
TAKEN_OVER = ("stadt.yml", "gespraech.yml", "termin.yml", "stadtteile", "lebenslagen")

MITTE, NECKARAU, WALDHOF = "buergerservice-mitte", "buergerservice-neckarau", "buergerservice-waldhof"
AUSWEIS, PASS = "personalausweis", "reisepass"
TITLES = {
    MITTE: "Bürgerservice Mitte",
    NECKARAU: "Bürgerservice Neckarau",
    WALDHOF: "Bürgerservice Waldhof",
}
# The numbers under which ZMS knows them.
OFFICES = {MITTE: 10489, NECKARAU: 10502, WALDHOF: 10546}
SERVICES = {AUSWEIS: 1063441, PASS: 1063453}

_STAND = 'quelle: {titel: Stadt, url: "https://www.mannheim.de/"}\nstand: 2026-11-22\n'


def _office(office: str, stadtteil: str, closes: str = "18:00") -> str:
    return f"""\
titel: {TITLES[office]}
anschrift: {{strasse: Hauptstraße 1, plz: "68159", ort: Mannheim}}
stadtteile: [{stadtteil}]
oeffnungszeiten: [{{tage: [mo, di, mi, do, fr, sa, so], von: "08:00", bis: "{closes}"}}]
{_STAND}"""


FILES = {
    f"leistungen/{AUSWEIS}.yml": f"""\
titel: Personalausweis beantragen
auch_genannt: [Personalausweis, Perso]
kurztext: Den Personalausweis beantragen Sie persönlich.
unterlagen: [{{bezeichnung: Biometrisches Passfoto, hinweis: digital}}]
dienststellen: [{MITTE}, {NECKARAU}, {WALDHOF}]
{_STAND}""",
    f"leistungen/{PASS}.yml": f"""\
titel: Reisepass beantragen
auch_genannt: [Reisepass]
kurztext: Den Reisepass beantragen Sie persönlich.
dienststellen: [{MITTE}]
{_STAND}""",
    f"dienststellen/{MITTE}.yml": _office(MITTE, "Innenstadt"),
    f"dienststellen/{NECKARAU}.yml": _office(NECKARAU, "Neckarau"),
    f"dienststellen/{WALDHOF}.yml": _office(WALDHOF, "Waldhof", closes="09:00"),
    "terminvergabe.yml": f"""\
standard: {{schritt: 30, vorlauf_stunden: 2, horizont_tage: 60, schalter: 1, termine_je_email: 3}}
stellen:
  {MITTE}: {{zms: {OFFICES[MITTE]}}}
  {NECKARAU}: {{zms: {OFFICES[NECKARAU]}}}
  {WALDHOF}: {{zms: {OFFICES[WALDHOF]}}}
leistungen:
  {AUSWEIS}:
    {{dauer: 30, hoechstens: 2, stellen: [{MITTE}, {NECKARAU}, {WALDHOF}], zms: {SERVICES[AUSWEIS]}}}
  {PASS}: {{dauer: 30, hoechstens: 2, stellen: [{MITTE}], zms: {SERVICES[PASS]}}}
""",
}


def write_content(folder: Path) -> Path:
    """The town's content in `folder`; returns it."""
    for name in TAKEN_OVER:
        source = CONTENT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, _made(folder / name))
    for name, text in FILES.items():
        _made(folder / name).write_text(text, encoding="utf-8")
    return folder


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
