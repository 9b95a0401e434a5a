from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.contact import clean, clean_email, contact_fields, fold_email
from booking.errors import FieldInvalid
from booking.model import Contact

FIELDS = contact_fields(email_required=True)


@pytest.mark.parametrize(
    "address",
    [
        "a@example.de",
        "Erika.Mustermann+termin@example.co.uk",
        "o'brien@example.org",
        "x@müller.de",
        "1@2.de",
        "x@straße.de",
    ],
)
def test_addresses_that_mail_servers_take_are_kept(address: str):
    assert clean_email(f" {address} ") == address


@pytest.mark.parametrize(
    "address",
    ["", "@", "a@", "@b.de", "a@b", "a b@c.de", "a@b..de", ".a@b.de", "a..b@c.de", "a@-b.de", "a@1.2.3.4",
     "ä@example.de", "a@b.de,c@d.de", "<a@b.de>", "a@b.de\r\nBcc: c@d.de", "x" * 65 + "@b.de", "a@b.de\x00",
     "a@☃️.de"],
)  # fmt: skip
def test_other_addresses_are_refused_with_an_example(address: str):
    with pytest.raises(FieldInvalid, match=r"name@example\.de") as caught:
        clean_email(address)
    assert caught.value.field == "email"


@given(st.text(max_size=300))
def test_whatever_passes_as_an_address_can_stand_in_a_header(text: str):
    try:
        kept = clean_email(text)
    except FieldInvalid:
        return
    assert not any(sign.isspace() or sign in ',;:<>()"\\' or not sign.isprintable() for sign in kept)
    assert kept.count("@") == 1


@given(st.text(max_size=250))
def test_a_name_is_kept_on_one_line_or_refused(name: str):
    try:
        kept = clean(Contact(name, "a@example.de"), FIELDS)
    except FieldInvalid:
        return
    assert "\n" not in kept.name
    assert kept.name == kept.name.strip() != ""
    assert clean(kept, FIELDS) == kept


@pytest.mark.parametrize("name", ["Eva\u202egnp.exe", "Eva\x00", "Eva\ud800", "Eva\u2028Zeile", "🦊", "123"])
def test_names_that_would_deceive_or_are_none_are_refused(name: str):
    with pytest.raises(FieldInvalid):
        clean(Contact(name, "a@example.de"), FIELDS)


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Thị Ánh", "Þórdís Æsa", "O'Connor-d’Été", "Çağla Şahin-Öğüt", "Łukasz Żółć",
        "Ελένη Παπαδοπούλου", "Олександр Щербак", "გიორგი", "Հայկ", "דוד בן־גוריון", "محمد\u200cرضا",
        "राजेश कुमार", "தமிழ்செல்வன்", "สมชาย", "李小龍", "山田 太郎", "김민준", "አበበ ቢቂላ", "ߒߞߏ",
        "Kaʻahumanu", "X Æ A-12", "von der Leyen, Dr. h. c.", "Eva 🦊",
        "𠮷野家", "é" * 200,
    ],
)  # fmt: skip
def test_a_name_may_be_written_in_any_script(name: str):
    kept = clean(Contact(name, "a@example.de"), FIELDS).name
    assert unicodedata.normalize("NFC", name) == kept


def test_a_name_of_300_letters_is_refused_and_the_sentence_says_how_many_may_be():
    with pytest.raises(FieldInvalid, match=r"^Vor- und Nachname: höchstens 200 Zeichen") as caught:
        clean(Contact("a" * 300, "a@example.de"), FIELDS)
    assert caught.value.field == "name"


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x00"])
@pytest.mark.parametrize("field", ["name", "email", "phone"])
def test_no_field_carries_a_second_line_into_a_mail(field: str, line_end: str):
    values = {"name": "Eva", "email": "a@example.de", "phone": "0621 2930"}
    values[field] += f"{line_end}Bcc: opfer@example.de"
    with pytest.raises(FieldInvalid) as caught:
        clean(Contact(**values), FIELDS)
    assert caught.value.field == field
    assert "opfer" not in str(caught.value)


@pytest.mark.parametrize(
    ("contact", "field"), [(Contact("", "a@example.de"), "name"), (Contact("  ", "a@example.de"), "name"),
                           (Contact("Eva"), "email")],
)  # fmt: skip
def test_what_is_missing_is_named(contact: Contact, field: str):
    with pytest.raises(FieldInvalid, match=r"^Bitte füllen Sie dieses Feld aus") as caught:
        clean(contact, FIELDS)
    assert caught.value.field == field


def test_letters_are_composed_and_blanks_around_go():
    assert clean(Contact("  Ju\u0308rgen ", "a@example.de"), FIELDS).name == "Jürgen"


@pytest.mark.parametrize("phone", ["0621 293-0", "+49 621 2930", "0049 (621) 293 0"])
def test_telephone_numbers_are_kept_in_one_form(phone: str):
    assert clean(Contact("Eva", "a@example.de", phone), FIELDS).phone == "+496212930"


def test_a_foreign_number_is_a_number_too():
    assert clean(Contact("Eva", "a@example.de", "+33 1 42 68 53 00"), FIELDS).phone == "+33142685300"


def test_fields_that_the_form_does_not_have_are_dropped():
    assert clean(Contact("Eva", "a@example.de", extra="geheim"), FIELDS).extra == ""


def test_what_is_refused_never_tells_the_value():
    with pytest.raises(FieldInvalid) as caught:
        clean(Contact("Erika" * 100, "a@example.de"), FIELDS)
    assert "Erika" not in str(caught.value)


def test_addresses_are_compared_without_case():
    assert fold_email("Erika@EXAMPLE.de ") == fold_email("erika@example.DE")


def test_a_domain_with_umlauts_is_the_same_one_in_both_spellings_and_sharp_s_another_than_ss():
    assert fold_email("erika@MÜLLER.de") == fold_email("erika@xn--mller-kva.de")
    assert fold_email("erika@straße.de") != fold_email("erika@strasse.de")


@given(st.text(max_size=300))
def test_what_passes_as_an_address_can_be_compared(text: str):
    try:
        kept = clean_email(text)
    except FieldInvalid:
        return
    assert fold_email(fold_email(kept)) == fold_email(kept)
