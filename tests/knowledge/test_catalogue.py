"""The catalogue in memory follows the one in the database."""

from knowledge.catalogue import VERSION_CHECK_SECONDS, Catalogue
from knowledge.model import Dienststelle, Leistung


class Source:
    """A catalogue that editors change under the reader's hands."""

    def __init__(self, *leistungen):
        self.entries, self.number, self.loads = list(leistungen), 1, 0

    def version(self):
        return self.number

    def leistungen(self):
        self.loads += 1
        return list(self.entries)

    def dienststellen(self):
        return [Dienststelle(id="standesamt", titel="Standesamt")]

    def edit(self, *leistungen):
        self.entries, self.number = list(leistungen), self.number + 1


class Clock:
    """Seconds that pass only when told to."""

    seconds = 0.0

    def __call__(self):
        return self.seconds


HUNDESTEUER = Leistung(id="hundesteuer", titel="Hundesteuer anmelden")
ANGELSCHEIN = Leistung(id="angelschein", titel="Fischereischein beantragen")


def test_an_edit_is_found_within_half_a_second():
    source, clock = Source(HUNDESTEUER), Clock()
    catalogue = Catalogue(source, clock)
    source.edit(HUNDESTEUER, ANGELSCHEIN)
    clock.seconds += VERSION_CHECK_SECONDS
    assert catalogue.find("Fischereischein").matches[0].id == "angelschein"
    assert len(catalogue) == 2


def test_a_withdrawn_leistung_is_gone_for_search_and_by_id():
    source, clock = Source(HUNDESTEUER, ANGELSCHEIN), Clock()
    catalogue = Catalogue(source, clock)
    source.edit(HUNDESTEUER)
    clock.seconds += VERSION_CHECK_SECONDS
    assert catalogue.leistung("angelschein") is None
    assert all(match.id != "angelschein" for match in catalogue.find("Fischereischein").matches)


def test_nothing_is_loaded_again_while_nothing_changes():
    source, clock = Source(HUNDESTEUER), Clock()
    catalogue = Catalogue(source, clock)
    for _ in range(10):
        clock.seconds += VERSION_CHECK_SECONDS
        catalogue.find("Hund")
    assert source.loads == 1


def test_after_an_edit_the_whole_index_is_built_anew_beside_the_questions():
    source, clock, waiting = Source(HUNDESTEUER), Clock(), []
    catalogue = Catalogue(source, clock, waiting.append)
    source.edit(HUNDESTEUER, ANGELSCHEIN)
    clock.seconds += VERSION_CHECK_SECONDS
    catalogue.find("Hund")
    [build] = waiting
    build()
    assert catalogue.find("Fischereischeinverlängerung").matches[0].id == "angelschein"
    assert source.loads == 2


def test_a_second_edit_meanwhile_is_not_undone_by_building_anew():
    source, clock, waiting = Source(HUNDESTEUER), Clock(), []
    catalogue = Catalogue(source, clock, waiting.append)
    source.edit(HUNDESTEUER, ANGELSCHEIN)
    clock.seconds += VERSION_CHECK_SECONDS
    catalogue.find("Hund")
    source.edit(ANGELSCHEIN)
    clock.seconds += VERSION_CHECK_SECONDS
    catalogue.find("Hund")
    waiting[0]()
    assert catalogue.leistung("hundesteuer") is None


def test_a_leistung_and_a_dienststelle_may_have_the_same_id():
    source, clock = Source(HUNDESTEUER), Clock()
    catalogue = Catalogue(source, clock)
    source.edit(HUNDESTEUER, Leistung(id="standesamt", titel="Urkunde nachbestellen"))
    clock.seconds += VERSION_CHECK_SECONDS
    assert {
        m.kind for q in ("Urkunde nachbestellen", "Standesamt") for m in catalogue.find(q).matches[:1]
    } == {
        "leistung",
        "dienststelle",
    }
