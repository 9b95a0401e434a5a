"""Our ids for foreign records."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.importers.slugs import free_slug, slugify


def test_umlauts_and_signs_become_ascii():
    assert slugify("Straßenfest – Café (Ausnahme, § 5)") == "strassenfest-cafe-ausnahme-5"


def test_a_taken_slug_gets_the_foreign_id_behind_it():
    assert free_slug("Fundbüro", "4711", {"fundbuero"}) == "fundbuero-4711"


@settings(deadline=None)  # test machines are shared
@given(
    st.text(max_size=200),
    st.text(min_size=1, max_size=60),
    st.sets(st.sampled_from(["eintrag", "a", "eintrag-a"])),
)
def test_any_title_gets_a_valid_free_slug(titel, external_id, taken):
    slug = free_slug(titel, external_id, taken)
    assert slug not in taken
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 120
