"""The mailer as the settings describe it."""

import pytest

from bot.errors import LotseError
from bot.termine.mailing import mail_settings, open_mailer
from bot.termine.opening import open_booking
from channels.mail.settings import Security
from tests.bot.termine.town import NOW
from tests.channels.mail.mail_server import certificate

MAIL = {"smtp_host": "mail.stadt.example", "mail_from": "termine@stadt.example"}


@pytest.fixture
def with_mail(settings):
    """Settings with a mail server and whatever else is given."""
    return lambda **more: type(settings)(**{**settings.model_dump(exclude_unset=True), **MAIL, **more})


def test_without_a_mail_server_there_is_no_mailer(settings, house):
    assert open_mailer(settings, house, lambda: NOW) is None


def test_with_a_mail_server_there_is_one(with_mail, house):
    assert open_mailer(with_mail(), house, lambda: NOW) is not None


async def test_zms_writes_its_mails_itself(with_mail, database, catalogue):
    zms = with_mail(
        booking="zms",
        zms_url="https://zms.example/api/citizen",
        zms_booking_page="https://stadt.example/#/services/{service}/locations/{office}",
    )
    house = open_booking(zms, database, catalogue, lambda: NOW)
    assert open_mailer(zms, house, lambda: NOW) is None
    await house.close()


@pytest.mark.parametrize(
    ("security", "port"), [(Security.STARTTLS, 587), (Security.TLS, 465), (Security.NONE, 25)]
)
def test_without_a_port_the_usual_one_of_the_encryption_is_taken(with_mail, security, port):
    mail = mail_settings(with_mail(smtp_security=security.value))
    assert (mail.security, mail.port) == (security, port)


def test_name_sender_and_password_are_passed_on(with_mail):
    mail = mail_settings(with_mail(smtp_user="lotse", smtp_password="geheim", mail_from_name="Stadt Köln"))
    assert (mail.user, mail.password) == ("lotse", "geheim")
    assert str(mail.sender) == "Stadt Köln <termine@stadt.example>"


def test_settings_that_will_not_do_are_named_and_never_quote_the_password(with_mail):
    with pytest.raises(LotseError) as refused:
        mail_settings(with_mail(smtp_user="lotse", smtp_password="geheim", smtp_security="none"))
    assert "LOTSE_SMTP_" in str(refused.value)
    assert "geheim" not in str(refused.value)


async def test_a_run_with_nothing_to_send_reaches_for_no_server(with_mail, house):
    mailer = open_mailer(with_mail(smtp_host="nowhere.invalid"), house, lambda: NOW)
    await mailer.run_once()


def test_a_city_with_its_own_certificates_names_their_file(with_mail, house, tmp_path):
    _, ca_file = certificate(tmp_path)
    ours = with_mail(smtp_ca_file=ca_file)
    assert mail_settings(ours).ca_file == ca_file
    assert open_mailer(ours, house, lambda: NOW) is not None


@pytest.mark.parametrize("text", [None, "", "kein Zertifikat"])
def test_a_file_without_certificates_is_refused_at_the_start(with_mail, house, tmp_path, text):
    ca_file = tmp_path / "stadt.pem"
    if text is not None:
        ca_file.write_text(text, encoding="utf-8")
    with pytest.raises(LotseError, match=r"stadt\.pem"):
        open_mailer(with_mail(smtp_ca_file=ca_file), house, lambda: NOW)
