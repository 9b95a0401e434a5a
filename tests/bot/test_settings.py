"""Settings from the environment."""

import pytest

from bot.errors import LotseError
from bot.settings import Settings, load_settings


def test_a_bad_value_is_named_with_its_variable(monkeypatch):
    monkeypatch.setenv("LOTSE_PORT", "achtzig")
    with pytest.raises(LotseError, match="LOTSE_PORT"):
        load_settings()


def test_the_data_folder_moves_all_state(tmp_path):
    settings = Settings(data_dir=tmp_path)
    assert str(tmp_path) in settings.database
    assert tmp_path in settings.model_file.parents
    assert tmp_path in settings.run_dir.parents


def test_origins_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("LOTSE_ALLOWED_ORIGINS", "https://www.mannheim.de, https://mannheim.de")
    assert load_settings().allowed_origins == ("https://www.mannheim.de", "https://mannheim.de")


def test_an_empty_variable_is_one_that_is_not_set(monkeypatch):
    monkeypatch.setenv("LOTSE_SMTP_HOST", "")
    monkeypatch.setenv("LOTSE_PORT", "")
    assert (load_settings().sends_mail, load_settings().port) == (False, 8080)


def test_links_begin_with_the_public_address_without_a_slash_at_the_end():
    assert Settings(public_url="https://lotse.example/").base_url == "https://lotse.example"
    assert Settings(port=9000).base_url == "http://127.0.0.1:9000"


@pytest.mark.parametrize("address", ["lotse.example", "ftp://lotse.example", "https://a b", "https://x/?q=1"])
def test_a_public_address_is_one_that_links_can_begin_with(monkeypatch, address):
    monkeypatch.setenv("LOTSE_PUBLIC_URL", address)
    with pytest.raises(LotseError, match="LOTSE_PUBLIC_URL"):
        load_settings()


@pytest.mark.parametrize(
    ("variable", "settings"),
    [
        ("LOTSE_ZMS_URL", {"BOOKING": "zms", "ZMS_BOOKING_PAGE": "https://stadt.example/"}),
        ("LOTSE_ZMS_BOOKING_PAGE", {"BOOKING": "zms", "ZMS_URL": "https://stadt.example/api/citizen"}),
        ("LOTSE_SMTP_HOST", {"EMAIL_VERIFICATION": "true"}),
        ("LOTSE_MAIL_FROM", {"SMTP_HOST": "localhost"}),
        ("LOTSE_SMTP_USER", {"SMTP_PASSWORD": "geheim"}),
        ("LOTSE_SMTP_PASSWORD", {"SMTP_USER": "lotse"}),
        (
            "LOTSE_SMTP_SECURITY",
            {
                "SMTP_HOST": "mail.example",
                "SMTP_USER": "lotse",
                "SMTP_PASSWORD": "geheim",
                "SMTP_SECURITY": "none",
                "MAIL_FROM": "termine@stadt.example",
            },
        ),
    ],
)
def test_settings_that_contradict_each_other_are_named(monkeypatch, variable, settings):
    for name, value in settings.items():
        monkeypatch.setenv(f"LOTSE_{name}", value)
    with pytest.raises(LotseError, match=f"{variable} ") as told:
        load_settings()
    assert "geheim" not in str(told.value)


def test_a_city_whose_zms_sends_the_mail_needs_no_mail_server(monkeypatch):
    monkeypatch.setenv("LOTSE_BOOKING", "zms")
    monkeypatch.setenv("LOTSE_ZMS_URL", "https://stadt.example/api/citizen")
    monkeypatch.setenv("LOTSE_ZMS_BOOKING_PAGE", "https://stadt.example/termine")
    monkeypatch.setenv("LOTSE_EMAIL_VERIFICATION", "true")
    assert not load_settings().sends_mail


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_mail_servers_port_follows_its_encryption(security, port):
    assert Settings(smtp_security=security).mail_port == port
    assert Settings(smtp_security=security, smtp_port=2525).mail_port == 2525


def test_the_key_lies_in_the_data_folder_unless_said_otherwise(tmp_path):
    assert Settings(data_dir=tmp_path).key_file == tmp_path / "booking.key"
    assert Settings(data_dir=tmp_path, booking_key_file=tmp_path / "k").key_file == tmp_path / "k"


def test_no_text_of_the_settings_shows_the_password():
    assert "geheim" not in repr(Settings(smtp_user="lotse", smtp_password="geheim"))
