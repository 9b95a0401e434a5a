"""What a sentence says an appointment is for."""

import pytest

from actions.termin.matters import Named, NotBookable, Unclear, Unknown, find_matter
from booking.model import Item


@pytest.fixture
async def matter(bureau):
    catalogue = await bureau.port.catalogue()
    return lambda text, *places: find_matter(bureau, catalogue, text, places)


@pytest.mark.parametrize(
    ("sentence", "leistung"),
    [
        ("Ich brauche einen Termin für einen Personalausweis", "ausweis"),
        ("termin perso", "ausweis"),
        ("Mein Reisepass läuft ab, wann kann ich kommen?", "pass"),
        ("Ich möchte heiraten", "heirat"),
        ("Wir sind umgezogen und wollen unseren Wohnsitz ummelden", "wohnsitz"),
        ("Auto ummelden", "kfz"),
    ],
)
async def test_one_leistung_is_named(matter, sentence, leistung):
    assert matter(sentence).items == (Item(leistung),)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ich brauche einen Termin",
        "Haben Sie nächste Woche etwas frei?",
        "morgen um 9 Uhr",
        "am liebsten nachmittags bitte",
        "ein Termin für zwei Personen",
    ],
)
async def test_a_sentence_about_time_or_number_alone_names_nothing(matter, sentence):
    assert matter(sentence) is None


async def test_how_many_is_read_with_it(matter):
    assert matter("einen Termin für drei Personalausweise") == Named((Item("ausweis", 3),), counted=True)
    assert matter("Personalausweis für zwei Personen") == Named((Item("ausweis", 2),), counted=True)


async def test_several_leistungen_in_one_sentence_are_all_meant(matter):
    named = matter("Ich brauche einen Reisepass und einen Personalausweis")
    assert {item.leistung for item in named.items} == {"pass", "ausweis"}


async def test_each_of_several_has_its_own_number(matter):
    named = matter("einen Reisepass und zwei Personalausweise")
    assert set(named.items) == {Item("pass", 1), Item("ausweis", 2)}


async def test_what_has_two_readings_is_unclear(matter):
    unclear = matter("Termin zum Ummelden")
    assert isinstance(unclear, Unclear)
    assert set(unclear.leistungen) == {"wohnsitz", "kfz"}


async def test_a_leistung_without_appointments_is_told_from_an_unknown_one(matter):
    assert matter("Termin für die Hundesteuer") == NotBookable("hundesteuer")
    assert matter("Termin beim Zahnarzt") == Unknown()


async def test_the_name_of_an_office_is_no_matter(matter):
    assert matter("Ich brauche einen Termin beim Standesamt", "Standesamt") is None
    assert matter("Termin im Bürgerservice Neckarau", "Bürgerservice Neckarau", "Neckarau") is None


async def test_an_office_and_a_leistung_in_one_sentence_are_the_leistung(matter):
    assert matter("Reisepass im Bürgerservice Neckarau", "Bürgerservice Neckarau") == Named(
        (Item("pass"),), counted=False
    )
