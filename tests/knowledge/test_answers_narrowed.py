"""An answer is narrowed to the days, the age and the Stadtteil that the question names."""

from knowledge.answer import Row
from knowledge.answers import answer, answer_dienststelle
from tests.knowledge.test_answers import AMT, LAW, NOW, leistung


def test_the_hours_of_a_leistung_are_answered_for_the_days_that_were_asked():
    one = answer(leistung(), "oeffnungszeit", [AMT], NOW, question="Kann ich am Samstag kommen?")
    assert one.sentences == ("Am Samstag, 28. November ist geschlossen.",)
    offices = [AMT.model_copy(update={"id": f"a{n}", "titel": f"Amt {n}"}) for n in range(3)]
    entry = leistung(dienststellen=[office.id for office in offices])
    several = answer(entry, "oeffnungszeit", offices, NOW, question="am Samstag")
    assert {item.note for item in several.parts[0].items} == {"Am Samstag, 28. November ist geschlossen."}


def test_of_many_days_only_the_unusual_ones_are_told():
    found = answer_dienststelle(AMT, "oeffnungszeit", NOW, question="im Dezember")
    unusual, week = found.parts
    assert [row.label for row in unusual.rows] == ["Montag, 28. Dezember"]
    assert week.rows[0] == Row("Montag", "8 bis 12 Uhr")


def test_the_age_in_the_question_picks_the_fee():
    fees = [
        {"bezeichnung": "Ausweis", "bedingung": c, "betrag": b, "quelle": LAW}
        for c, b in (("unter 24 Jahren", 27.6), ("ab 24 Jahren", 46))
    ]
    extra = [{"bezeichnung": f"Zuschlag {n}", "betrag": n, "quelle": LAW} for n in (1, 2, 3, 4)]
    entry = leistung(gebuehren=fees + extra)
    found = answer(entry, "gebuehr", [AMT], NOW, question="Was kostet ein Perso, ich bin 30?")
    assert found.sentences == ("Ausweis, ab 24 Jahren: 46,00 €.",)
    assert found.parts == ()
    (more,) = found.more
    assert more.title == "Weitere Gebühren"


def test_the_age_in_the_question_picks_the_line_of_an_imported_fee_text():
    entry = leistung(textmodule={"gebuehren": "- Unter 24 Jahren: 27,60 Euro\n- Über 24 Jahren: 46 Euro"})
    (part,) = answer(entry, "gebuehr", [AMT], NOW, question="Ich bin 20, was kostet das?").parts
    assert [item.text for item in part.items] == ["Unter 24 Jahren: 27,60 Euro"]


def test_the_stadtteil_in_the_question_picks_the_office():
    offices = [
        AMT.model_copy(update={"id": n, "titel": n, "stadtteile": (n,)})
        for n in ("Käfertal", "Neckarau", "Sandhofen")
    ]
    entry = leistung(dienststellen=[])
    entry = entry.model_copy(update={"dienststellen": tuple(o.id for o in offices)})
    (card,) = answer(entry, "ort", offices, NOW, question="Wo ist das in Kaefertal?").parts
    assert card.titel == "Käfertal"
