"""The words for an appointment."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from booking.errors import NotOffered, Unavailable
from booking.model import BERLIN, Catalogue, Item, Requirements, Slot
from bot.termine.details import Details

START = datetime(2026, 11, 24, 14, 5, tzinfo=BERLIN)
SLOT = Slot("x", "k7", START, START + timedelta(minutes=10))


class Port:
    """Only what the words need of a booking system."""

    fault = None

    async def catalogue(self):
        return Catalogue({"10": "Meldestelle"}, {"99": "Sonderfall"}, ())

    async def requirements(self, office, items):
        if self.fault:
            raise self.fault
        return Requirements(office, items, (), timedelta(minutes=10), timedelta(minutes=15), hint="Zimmer 3")


@pytest.fixture
def port():
    return Port()


@pytest.fixture
def details(catalogue, port):
    return Details(catalogue, port, lambda: True)


async def test_one_leistung_is_named_alone(details):
    assert (await details(SLOT, (Item("perso"),))).title == "Personalausweis beantragen"


async def test_several_are_counted_and_joined(details):
    two = (Item("perso", 2), Item("pass"))
    assert (await details(SLOT, two)).title == "2 × Personalausweis beantragen und Reisepass beantragen"
    three = (*two, Item("anmeldung"))
    assert (await details(SLOT, three)).title.endswith(
        "beantragen, Reisepass beantragen und Wohnsitz anmelden"
    )


async def test_the_office_is_told_with_its_address(details):
    told = await details(SLOT, (Item("perso"),))
    assert told.office == "Bürgerservice K 7"
    assert told.address == ("K 7", "68159 Mannheim", "Eingang im Hof")
    assert (await details(replace(SLOT, office="rathaus"), (Item("perso"),))).address == ()


async def test_each_paper_is_told_once_with_its_condition(details):
    told = await details(SLOT, (Item("perso"), Item("pass")))
    assert told.unterlagen == (
        "Passfoto (digital)",
        "Geburtsurkunde (beim ersten Ausweis). Eine Kopie genügt nicht.",
        "alter Pass",
    )


async def test_the_papers_of_an_imported_catalogue_are_read_out_of_its_text(details, repository):
    leistung = repository.leistung("anmeldung")
    text = {"unterlagen": "Bitte bringen Sie mit:\n- Ausweis\n- Bestätigung des Vermieters"}
    repository.save(leistung.model_copy(update={"textmodule": text}), START)
    told = await details(SLOT, (Item("anmeldung"),))
    assert told.unterlagen == ("Ausweis", "Bestätigung des Vermieters")


async def test_papers_that_nobody_has_checked_are_told_as_unconfirmed(details):
    assert (await details(SLOT, (Item("perso"), Item("pass")))).unterlagen_unconfirmed
    assert not (await details(SLOT, (Item("pass"),))).unterlagen_unconfirmed
    assert not (await details(SLOT, (Item("anmeldung"),))).unterlagen_unconfirmed


async def test_an_edited_text_is_told_at_once(details, repository):
    leistung = repository.leistung("perso")
    repository.save(leistung.model_copy(update={"titel": "Ausweis holen"}), START)
    assert (await details(SLOT, (Item("perso"),))).title == "Ausweis holen"


async def test_what_the_catalogue_does_not_have_is_named_by_the_booking_system(details):
    told = await details(replace(SLOT, office="10"), (Item("99", 3),))
    assert (told.title, told.office) == ("3 × Sonderfall", "Meldestelle")


@pytest.mark.parametrize("fault", [NotOffered(), Unavailable()])
async def test_without_the_offices_own_words_the_rest_is_told(details, port, fault):
    assert (await details(SLOT, (Item("perso"),))).hint == "Zimmer 3"
    port.fault = fault
    told = await details(SLOT, (Item("perso"),))
    assert (told.hint, told.office) == ("", "Bürgerservice K 7")


async def test_an_example_calendar_is_told(details):
    assert (await details(SLOT, (Item("perso"),))).is_example
