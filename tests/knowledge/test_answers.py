"""One aspect, short, sourced, and nothing that the catalogue does not say."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answer import ASPEKTE, MAX_SENTENCES, Link, Listing, OfficeCard, Row, Table
from knowledge.answers import MAX_FOLLOW_UPS, MISSING, answer, answer_dienststelle
from knowledge.model import Dienststelle, Leistung

NOW = datetime(2026, 11, 23, 9)
LAW = {
    "titel": "§ 1 PAuswGebV",
    "url": "https://www.gesetze-im-internet.de/pauswgebv/__1.html",
    "stand": "2026-02-07",
}
PAGE = {"titel": "Stadt Mannheim", "url": "https://www.mannheim.de/perso"}
AMT = Dienststelle(
    id="amt",
    titel="Bürgerservice Mitte",
    anschrift={"strasse": "K 7", "plz": "68159", "ort": "Mannheim"},
    oeffnungszeiten=[{"tage": ["mo"], "von": "08:00", "bis": "12:00"}],
    kontakt={"telefon": "115"},
    quelle={"titel": "Standorte", "url": "https://www.mannheim.de/standorte", "stand": "2026-10-01"},
    geprueft=True,
)


def leistung(**keys) -> Leistung:
    return Leistung(
        **{
            "id": "perso",
            "titel": "Personalausweis",
            "quelle": PAGE,
            "stand": "2026-11-01",
            "dienststellen": ["amt"],
            **keys,
        }
    )


def ask(entry: Leistung, aspekt: str):
    return answer(entry, aspekt, [AMT], NOW)


def test_a_fee_with_conditions_is_a_table_with_the_amount_as_germans_write_it():
    entry = leistung(
        gebuehren=[
            {"bezeichnung": "Ausweis", "bedingung": "unter 24 Jahren", "betrag": "27.60", "quelle": LAW},
            {"bezeichnung": "Ausweis", "bedingung": "ab 24 Jahren", "betrag": 46, "quelle": LAW},
        ]
    )
    (table,) = ask(entry, "gebuehr").parts
    assert table == Table((Row("unter 24 Jahren", "27,60 €"), Row("ab 24 Jahren", "46,00 €")), "Ausweis")


def test_the_source_of_the_fee_wins_over_the_page():
    found = ask(leistung(gebuehren=[{"bezeichnung": "Ausweis", "betrag": 46, "quelle": LAW}]), "gebuehr")
    assert found.sentences == ("Ausweis: 46,00 €.",)
    assert (found.source.titel, found.source.stand) == ("§ 1 PAuswGebV", date(2026, 2, 7))
    assert found.source.stelle == "Bürgerservice Mitte"
    assert found.more_sources == ()


def test_the_page_is_named_too_where_a_fact_has_no_source_of_its_own():
    entry = leistung(unterlagen=[{"bezeichnung": "Foto"}, {"bezeichnung": "Ausweis", "quelle": LAW}])
    found = ask(entry, "unterlagen")
    assert found.source.titel == "§ 1 PAuswGebV"
    assert [s.titel for s in found.more_sources] == ["Stadt Mannheim"]


def test_free_of_charge_needs_a_source():
    entry = leistung(gebuehren=[{"bezeichnung": "Änderung", "betrag": 0, "quelle": LAW}])
    assert ask(entry, "gebuehr").sentences == ("Änderung: kostenlos.",)
    nobody_says = leistung(gebuehren=[{"bezeichnung": "Änderung", "betrag": 0}], quelle=None)
    assert ask(nobody_says, "gebuehr").missing


def test_a_range_and_a_rule_are_told_as_they_are():
    entry = leistung(
        gebuehren=[
            {"bezeichnung": "Genehmigung", "betrag": 1200, "betrag_bis": 2500.5, "quelle": LAW},
            {"bezeichnung": "Zuschlag", "hinweis": "nach Aufwand", "quelle": LAW},
        ]
    )
    (table,) = ask(entry, "gebuehr").parts
    assert [row.value for row in table.rows] == ["1.200,00 € bis 2.500,50 €", "nach Aufwand"]


def test_a_long_fee_table_tells_what_was_asked_and_keeps_ready_what_may_come_on_top():
    fees = [
        {"bezeichnung": "Ausweis", "bedingung": c, "betrag": 20, "quelle": LAW} for c in ("unter 24", "ab 24")
    ]
    extra = [{"bezeichnung": f"Zuschlag {n}", "betrag": n, "quelle": LAW} for n in (1, 2, 3)]
    found = ask(leistung(gebuehren=fees + extra), "gebuehr")
    (first,), (more,) = found.parts, found.more
    assert (first.title, len(first.rows)) == ("Ausweis", 2)
    assert (more.title, len(more.rows)) == ("Weitere Gebühren", 3)


def test_documents_are_a_checklist_with_their_conditions():
    entry = leistung(
        unterlagen=[
            {"bezeichnung": "Foto", "bedingung": "bei Kindern", "hinweis": "Ab 2025 nur digital."},
            {"bezeichnung": "Ausweis"},
        ]
    )
    (listing,) = ask(entry, "unterlagen").parts
    assert listing.style == "checklist"
    assert [(item.text, item.note) for item in listing.items] == [
        ("Foto", "bei Kindern. Ab 2025 nur digital."),
        ("Ausweis", None),
    ]


def test_what_is_not_known_is_said_with_115_and_the_page():
    found = ask(leistung(), "dauer")
    assert found.missing
    assert not found.unconfirmed
    assert found.sentences[0] == MISSING
    assert "115" in found.sentences[1]
    assert found.parts == (Link("115 anrufen", "tel:115"), Link("Stadt Mannheim", PAGE["url"]))


def test_what_no_editor_has_checked_is_marked():
    assert ask(leistung(kurztext="Ein Ausweis."), "allgemein").unconfirmed
    assert not ask(leistung(kurztext="Ein Ausweis.", geprueft=True), "allgemein").unconfirmed


def test_a_checked_leistung_at_an_unchecked_office_is_still_marked():
    amt = AMT.model_copy(update={"geprueft": False})
    assert answer(leistung(geprueft=True), "ort", [amt], NOW).unconfirmed


def test_the_place_is_a_card_with_todays_hours_and_its_own_source():
    found = ask(leistung(), "ort")
    (card,) = found.parts
    assert isinstance(card, OfficeCard)
    assert card.lines == ("K 7", "68159 Mannheim")
    assert Row("Öffnungszeit", "Jetzt geöffnet, heute bis 12 Uhr.") in card.rows
    assert found.source.url == "https://www.mannheim.de/standorte"


def test_many_offices_are_a_list_and_desks_of_one_building_are_one_office():
    offices = [AMT.model_copy(update={"id": f"amt{n}", "titel": f"Amt {n // 2}"}) for n in range(8)]
    entry = leistung(dienststellen=[office.id for office in offices])
    found = answer(entry, "ort", offices, NOW)
    assert found.sentences == ("Dafür gibt es 4 Stellen:",)
    assert len(found.parts[0].items) == 4


def test_hours_say_whether_it_is_open_now_and_give_the_week():
    found = ask(leistung(), "oeffnungszeit")
    assert found.sentences == ("Jetzt geöffnet, heute bis 12 Uhr.",)
    assert found.parts[0].rows[0] == Row("Montag", "8 bis 12 Uhr")


def test_hours_that_fit_no_table_are_told_in_their_own_words():
    amt = Dienststelle(id="amt", titel="Amt", oeffnungszeiten_text="Nur nach Vereinbarung.")
    assert answer_dienststelle(amt, "oeffnungszeit", NOW).sentences == ("Nur nach Vereinbarung.",)


def test_the_federations_service_is_said_to_be_the_federations_with_the_right_place():
    bund = leistung(
        ebene="bund",
        dienststellen=[],
        kurztext="Das Verkehrszentralregister.",
        zustaendige_stelle={"titel": "Kraftfahrt-Bundesamt", "url": "https://www.kba.de/"},
    )
    found = ask(bund, "ort")
    assert found.sentences[0] == "Dafür ist der Bund zuständig: Kraftfahrt-Bundesamt."
    assert Link("Kraftfahrt-Bundesamt", "https://www.kba.de/") in found.parts
    assert ask(bund, "allgemein").sentences[1] == "Das Verkehrszentralregister."


def test_what_the_city_does_not_offer_is_said_so():
    found = ask(leistung(angeboten=False, zustaendige_stelle={"titel": "Landratsamt"}), "allgemein")
    assert found.sentences[0] == "Das bietet die Stadt nicht an, zuständig ist: Landratsamt."


def test_the_next_questions_are_those_that_have_an_answer():
    entry = leistung(gebuehren=[{"bezeichnung": "Ausweis", "betrag": 46, "quelle": LAW}], ablauf=["Kommen."])
    assert ask(entry, "allgemein").follow_ups == ("gebuehr", "ort", "oeffnungszeit", "ablauf")
    assert "gebuehr" not in ask(entry, "gebuehr").follow_ups


def test_an_imported_fee_text_is_answered_without_markup():
    entry = leistung(textmodule={"gebuehren": "- unter 24: 27,60 Euro\n- ab 24: 46 Euro"})
    (listing,) = ask(entry, "gebuehr").parts
    assert isinstance(listing, Listing)
    assert [item.text for item in listing.items] == ["unter 24: 27,60 Euro", "ab 24: 46 Euro"]


def test_a_structured_fee_wins_over_the_text():
    entry = leistung(
        gebuehren=[{"bezeichnung": "Ausweis", "betrag": 46, "quelle": LAW}],
        textmodule={"gebuehren": "37 Euro"},
    )
    assert ask(entry, "gebuehr").sentences == ("Ausweis: 46,00 €.",)


def test_forms_do_not_claim_that_it_works_online():
    found = ask(leistung(formulare=[{"titel": "Antrag", "url": "https://x.de/antrag.pdf"}]), "online")
    assert "weiß ich nicht" in found.sentences[0]
    assert found.parts == (Link("Antrag", "https://x.de/antrag.pdf"),)


def test_an_office_answers_for_itself():
    assert answer_dienststelle(AMT, "kontakt", NOW).parts == (Link("115 anrufen", "tel:115"),)
    assert answer_dienststelle(AMT, "gebuehr", NOW).missing
    assert answer_dienststelle(AMT, "ort", NOW).follow_ups == ("oeffnungszeit", "kontakt")


def test_the_overview_tells_what_to_mind():
    found = ask(leistung(kurztext="Ein Ausweis.", hinweise=["Sperren: Telefon 116 116."]), "allgemein")
    assert found.sentences == ("Ein Ausweis.", "Sperren: Telefon 116 116.")
    assert ask(leistung(), "allgemein").missing


def test_an_office_says_what_to_mind_there():
    office = AMT.model_copy(update={"hinweise": ("Eingang im Hof.",)})
    assert answer_dienststelle(office, "allgemein", NOW).sentences == ("Eingang im Hof.",)


def test_an_office_answers_for_a_day_and_for_several_days():
    one = answer_dienststelle(AMT, "oeffnungszeit", NOW, question="Hat das Amt am Samstag auf?")
    assert one.sentences == ("Am Samstag, 28. November ist geschlossen.",)
    several = answer_dienststelle(AMT, "oeffnungszeit", NOW, question="Zwischen den Jahren?")
    assert len(several.parts[0].rows) == 5


texts = st.text(st.sampled_from("aAbB .:\n-0€"), min_size=1, max_size=80).filter(str.strip)
statements = st.lists(st.fixed_dictionaries({"text": texts}), max_size=3)


@pytest.mark.parametrize("aspekt", ASPEKTE)
@settings(deadline=None)  # test machines are shared
@given(kurztext=texts, statements=statements, steps=st.lists(texts, max_size=4), angeboten=st.booleans())
def test_any_answer_is_short_or_honestly_missing(aspekt, kurztext, statements, steps, angeboten):
    entry = leistung(
        kurztext=kurztext, fristen=statements, voraussetzungen=statements, ablauf=steps, angeboten=angeboten
    )
    found = ask(entry, aspekt)
    assert len(found.sentences) <= MAX_SENTENCES
    assert len(found.follow_ups) <= MAX_FOLLOW_UPS
    assert found.missing == (found.sentences[:1] == (MISSING,))
    assert found.missing or found.sentences or found.parts
    assert found.source is not None
    assert aspekt not in found.follow_ups
    assert not any(ask(entry, next_one).missing for next_one in found.follow_ups)


def test_an_office_without_address_is_named_beside_the_one_with_a_card():
    everywhere = Dienststelle(id="alle", titel="Bürgerservice (alle Standorte)")
    found = answer(leistung(dienststellen=["alle", "amt"]), "ort", [AMT, everywhere], NOW)
    assert found.sentences == ("Auch möglich: Bürgerservice (alle Standorte).",)
    assert len(found.parts) == 1


def test_the_same_page_is_linked_once():
    kasse = {"titel": "Familienkasse", "url": "https://www.arbeitsagentur.de/"}
    found = ask(leistung(ebene="bund", zustaendige_stelle=kasse, online_dienst=kasse), "online")
    assert found.parts == (Link(kasse["titel"], kasse["url"]),)


@pytest.mark.parametrize("days", [{"bis": "2026-11-22"}, {"von": "2026-11-24"}])
def test_outside_its_days_a_leistung_is_not_told_as_if_it_held(days):
    found = ask(leistung(kurztext="Ein Ausweis.", gueltigkeit=days), "allgemein")
    assert found.missing
    assert found.sentences[0] == "Diese Leistung gibt es zurzeit nicht."
    assert found.follow_ups == ()


def test_on_its_first_and_its_last_day_a_leistung_is_told():
    entry = leistung(kurztext="Ein Ausweis.", gueltigkeit={"von": "2026-11-23", "bis": "2026-11-23"})
    assert ask(entry, "allgemein").sentences == ("Ein Ausweis.",)
