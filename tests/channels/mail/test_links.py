from __future__ import annotations

from channels.mail.links import entrance_link, termin_links, watch_link

BASE = "https://termine.stadt.example"


def test_the_links_are_those_of_the_appointments_pages():
    links = termin_links(BASE, "abc.DEF-_1")
    assert links.show == f"{BASE}/termin/abc.DEF-_1"
    assert links.move == f"{BASE}/termin/abc.DEF-_1/verschieben"
    assert links.cancel == f"{BASE}/termin/abc.DEF-_1/absagen"
    assert links.confirm("s3-_") == f"{BASE}/termin/abc.DEF-_1/bestaetigen/s3-_"
    assert watch_link(BASE, "3HXTR-PQ2W8", "s3-_") == f"{BASE}/warten/3HXTR-PQ2W8/s3-_"
    assert entrance_link(BASE) == f"{BASE}/termin"


def test_no_part_can_leave_its_place_in_the_address():
    assert termin_links(BASE, "../x?y#z").show == f"{BASE}/termin/..%2Fx%3Fy%23z"


def test_a_link_is_not_shown_by_accident():
    assert "geheim" not in repr(termin_links(BASE, "geheim"))
