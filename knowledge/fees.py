"""What a Leistung costs, as citizens read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from knowledge.answer import Facts, Row, Table
from knowledge.free_text import told_in_text
from knowledge.model import Dienststelle, Gebuehr, Leistung
from knowledge.offices import fact_sources

MAX_FEES = 4  # a longer table is split: what it costs, and what may come on top


def fees(leistung: Leistung, offices: Sequence[Dienststelle], now: datetime) -> Facts | None:
    """One sentence for one fee, a row for each of several."""
    known = [(g, fee_value(g, leistung)) for g in leistung.gebuehren]
    told = [(g, value) for g, value in known if value is not None]
    if not told:
        return told_in_text(leistung, "gebuehren")
    sources = fact_sources(leistung, offices, [g.quelle for g, _ in told])
    if len(told) == 1:
        return Facts((_fee_sentence(*told[0]),), sources=sources)
    lead = [pair for pair in told if pair[0].bezeichnung == told[0][0].bezeichnung]
    if len(lead) == len(told) or len(told) <= MAX_FEES:
        return Facts((), (_fee_table(told),), sources)
    # What was asked about is said, what may come on top is there for who wants it.
    rest = _fee_table([pair for pair in told if pair not in lead], "Weitere Gebühren")
    if len(lead) == 1:
        return Facts((_fee_sentence(*lead[0]),), sources=sources, more=(rest,))
    return Facts((), (_fee_table(lead),), sources, more=(rest,))


def euro(betrag: Decimal) -> str:
    """`1.234,50 €`."""
    return f"{betrag:,.2f} €".translate(str.maketrans(",.", ".,"))


def fee_value(gebuehr: Gebuehr, leistung: Leistung) -> str | None:
    """The amount as citizens read it; None for a zero that nobody vouches for."""
    hint = f" ({gebuehr.hinweis})" if gebuehr.hinweis else ""
    if gebuehr.betrag is None:
        return gebuehr.hinweis
    if gebuehr.betrag_bis is not None:
        return f"{euro(gebuehr.betrag)} bis {euro(gebuehr.betrag_bis)}{hint}"
    if gebuehr.betrag == 0:
        return f"kostenlos{hint}" if gebuehr.quelle or leistung.quelle else None
    return f"{euro(gebuehr.betrag)}{hint}"


def _fee_sentence(gebuehr: Gebuehr, value: str) -> str:
    return f"{_fee_label(gebuehr)}: {value}."


def _fee_table(told: Sequence[tuple[Gebuehr, str]], title: str | None = None) -> Table:
    """One row a fee; where all are the same fee, its name stands above and the conditions are the rows."""
    names = {gebuehr.bezeichnung for gebuehr, _ in told}
    if title is None and len(names) == 1 and all(gebuehr.bedingung for gebuehr, _ in told):
        return Table(tuple(Row(g.bedingung or "", value) for g, value in told), names.pop())
    return Table(tuple(Row(_fee_label(g), value) for g, value in told), title)


def _fee_label(gebuehr: Gebuehr) -> str:
    return ", ".join(filter(None, (gebuehr.bezeichnung, gebuehr.bedingung)))
