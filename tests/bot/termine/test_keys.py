"""The installation's key."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from booking.codes import KEY_BYTES
from bot.errors import LotseError
from bot.termine.keys import read_key


def test_the_first_start_makes_a_key_that_only_its_owner_may_read(tmp_path):
    file = tmp_path / "new" / "booking.key"
    key = read_key(file)
    assert len(key) == KEY_BYTES
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_it_stays_the_same_key(tmp_path):
    assert read_key(tmp_path / "k") == read_key(tmp_path / "k")
    assert read_key(tmp_path / "other") != read_key(tmp_path / "k")


def test_processes_that_start_at_the_same_time_agree_on_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(read_key, [tmp_path / "k"] * 40))
    assert keys == {(tmp_path / "k").read_bytes()}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_key_that_others_may_touch_is_refused_with_a_remedy(tmp_path, mode):
    read_key(tmp_path / "k")
    (tmp_path / "k").chmod(mode)
    with pytest.raises(LotseError, match="chmod 600"):
        read_key(tmp_path / "k")


def test_a_short_key_is_refused(tmp_path):
    (tmp_path / "k").write_bytes(b"short")
    (tmp_path / "k").chmod(0o600)
    with pytest.raises(LotseError, match="zu kurz"):
        read_key(tmp_path / "k")
