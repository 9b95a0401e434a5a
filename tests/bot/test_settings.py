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
