from __future__ import annotations

import pytest

from tests.booking.conformance import slots
from tests.booking.world import AUSWEIS, ERIKA

BUTTON = "Termin ansehen"


async def test_number_and_code_lead_to_the_page_of_the_link(site):
    vorgang = await site.office.booked()
    page = await (await site.get("/termin")).press(BUTTON, number=vorgang.number, code=vorgang.code)
    assert page.heading == "Ihr Termin"
    assert page.response.url.path == f"/termin/{vorgang.link_token}"
    assert [answer.status_code for answer in page.response.history] == [303]


async def test_the_conversation_that_booked_it_keeps_it(site):
    free = await slots(site.office.harness)
    vorgang = await site.office.vorgaenge.hold("chat", free[12].id, AUSWEIS, "key")
    await vorgang.book(ERIKA)
    await (await site.get("/termin")).press(BUTTON, number=vorgang.number, code=vorgang.code)
    assert (await site.office.vorgaenge.find("chat", vorgang.id)).number == vorgang.number


async def test_they_may_be_typed_as_people_type(site):
    vorgang = await site.office.booked()
    typed = {"number": f" {vorgang.number.lower()} ", "code": vorgang.code.lower().replace("-", " ")}
    page = await (await site.get("/termin")).press(BUTTON, **typed)
    assert page.heading == "Ihr Termin"


async def test_an_unknown_number_and_a_wrong_code_read_the_same_and_stay_in_their_fields(site):
    vorgang, other = await site.office.booked(), await site.office.booked(14)
    form = await site.get("/termin")
    typed = [
        {"number": vorgang.number, "code": other.code},
        {"number": "XXXXX-XXXXX", "code": vorgang.code},
        {"number": "🦊", "code": "Ω" * 40},
    ]
    pages = [await form.press(BUTTON, **values) for values in typed]
    assert [page.status for page in pages] == [422] * 3
    assert [page.values for page in pages] == typed
    assert len({page.errors[0] for page in pages}) == 1
    assert len({page.text for page in pages}) == 1


@pytest.mark.parametrize("empty", [{"number"}, {"code"}, {"number", "code"}])
async def test_what_is_missing_is_told_at_its_field(site, empty):
    typed = {name: "" if name in empty else "ABC" for name in ("number", "code")}
    page = await (await site.get("/termin")).press(BUTTON, **typed)
    assert page.status == 422
    assert {field["name"] for field in page.soup.select("[aria-invalid]")} == empty
    assert len(page.errors) == len(empty)
    assert page.values == typed


async def test_guessing_is_slowed_down_in_german_whether_the_number_exists_or_not(site):
    vorgang = await site.office.booked()
    form = await site.get("/termin")
    texts = set()
    for number in (vorgang.number, "XXXXX-XXXXX"):
        for _ in range(50):
            page = await form.press(BUTTON, number=number, code="AAAAA-AAAAA")
            if page.status != 422:
                break
        assert page.status == 429
        assert int(page.response.headers["retry-after"]) > 0
        assert "noch einmal" in page.errors[0]
        texts.add(page.text)
    assert len(texts) == 1
    right = await form.press(BUTTON, number=vorgang.number, code=vorgang.code)
    assert right.status == 429
    assert (await site.get(f"/termin/{vorgang.link_token}")).status == 200  # the link still opens


async def test_the_form_names_no_field_of_another_site(site):
    vorgang = await site.office.booked()
    data = {"number": vorgang.number, "code": vorgang.code}
    refused = await site.http.post("/termin", data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403
    assert vorgang.code not in refused.text
    assert "location" not in refused.headers
