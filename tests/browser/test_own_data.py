from __future__ import annotations

from playwright.sync_api import expect


def database_holds(site, words: str) -> bool:
    return any(words.encode() in file.read_bytes() for file in site.folder.iterdir() if file.is_file())


def test_the_citizen_saves_the_conversation_as_a_file(chat, page):
    chat.open().ask("Was kostet ein Ausweis?")
    expect(chat.messages.last).to_contain_text("Antwort 1")
    chat.dialog.get_by_role("button", name="Weitere Möglichkeiten").click()
    with page.expect_download() as download:
        chat.dialog.get_by_role("button", name="Unterhaltung speichern").click()
    assert download.value.suggested_filename == "stadtlotse.txt"
    text = download.value.path().read_text(encoding="utf-8")
    for words in ("Sie sprechen mit einem Programm.", "Was kostet ein Ausweis?", "Antwort 1"):
        assert words in text


def test_the_citizen_deletes_the_conversation_and_nothing_is_left(chat, page, site, capfd):
    chat.open().ask("Ein unverwechselbares Anliegen")
    expect(chat.messages.last).to_contain_text("Antwort 1")
    assert database_holds(site, "unverwechselbares")
    chat.dialog.get_by_role("button", name="Weitere Möglichkeiten").click()
    chat.dialog.get_by_role("button", name="Unterhaltung löschen").click()
    assert database_holds(site, "unverwechselbares"), "nothing is deleted before the citizen says so again"
    chat.dialog.get_by_role("button", name="Ja, löschen").click()
    expect(chat.log.get_by_text("Ihre Unterhaltung ist gelöscht.")).to_be_visible()
    expect(chat.log.get_by_text("unverwechselbares")).to_have_count(0)
    assert not database_holds(site, "unverwechselbares")
    assert site.engine.forgotten == [site.engine.heard[0][0]]
    assert "token" not in page.evaluate("() => JSON.stringify({...sessionStorage})")
    logs = capfd.readouterr()
    assert "unverwechselbares" not in logs.out + logs.err
    chat.ask("Eine neue Frage")
    expect(chat.messages.last).to_contain_text("Antwort 2")
    assert site.engine.heard[1][0] != site.engine.heard[0][0]


def test_a_deletion_that_fails_is_told_and_can_be_repeated(chat, page, site):
    chat.open()
    page.context.set_offline(True)
    for _ in range(2):
        chat.dialog.get_by_role("button", name="Weitere Möglichkeiten").click()
        chat.dialog.get_by_role("button", name="Unterhaltung löschen").click()
        chat.dialog.get_by_role("button", name="Ja, löschen").click()
        expect(chat.messages.last).to_contain_text("gelöscht")
        page.context.set_offline(False)
    expect(chat.messages.last).to_contain_text("Ihre Unterhaltung ist gelöscht.")
    assert len(site.engine.forgotten) == 1


def test_a_new_conversation_starts_empty(chat, site):
    chat.open().ask("Hallo")
    expect(chat.messages.last).to_contain_text("Antwort 1")
    chat.dialog.get_by_role("button", name="Weitere Möglichkeiten").click()
    chat.dialog.get_by_role("button", name="Neue Unterhaltung").click()
    expect(chat.log.get_by_text("Antwort 1")).to_have_count(0)
    expect(chat.log.get_by_text("Guten Tag")).to_be_visible()
    chat.ask("Hallo")
    expect(chat.messages.last).to_contain_text("Antwort 2")
    assert site.engine.heard[0][0] != site.engine.heard[1][0]
