"""The mailer out of the settings."""

import pytest

from bot.errors import LotseError
from bot.settings import Settings
from bot.termine.mailing import mail_settings, open_mailer
from tests.bot.termine.town import NOW
from tests.channels.mail.mail_server import certificate


def mailing(settings, **changes):
    own = {"smtp_host": "mail.example", "mail_from": "termine@stadt.example"}
    return Settings(data_dir=settings.data_dir, content_dir=settings.content_dir, **(own | changes))


def test_a_city_with_its_own_certificates_names_their_file(settings, house, tmp_path):
    _, ca_file = certificate(tmp_path)
    ours = mailing(settings, smtp_ca_file=ca_file)
    assert mail_settings(ours).ca_file == ca_file
    assert open_mailer(ours, house, lambda: NOW) is not None


@pytest.mark.parametrize("text", [None, "", "kein Zertifikat"])
def test_a_file_without_certificates_is_refused_at_the_start(settings, house, tmp_path, text):
    ca_file = tmp_path / "stadt.pem"
    if text is not None:
        ca_file.write_text(text, encoding="utf-8")
    with pytest.raises(LotseError, match=r"stadt\.pem"):
        open_mailer(mailing(settings, smtp_ca_file=ca_file), house, lambda: NOW)
