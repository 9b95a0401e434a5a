"""From „du“ to „Sie“."""

import pytest

from nlu.address import formal


@pytest.mark.parametrize(
    ("informal", "polite"),
    [
        ("Kannst du mir deinen Namen sagen?", "Können Sie mir Ihren Namen sagen?"),
        ("Bist du ein Mensch?", "Sind Sie ein Mensch?"),
        ("sag mir, wie du heißt", "sag mir, wie Sie heißen"),
        ("du nervst", "Sie nerven"),
        ("Wann ist Ostern?", "Wann ist Ostern?"),
    ],
)
def test_the_address_becomes_formal(informal, polite):
    assert formal(informal) == polite
