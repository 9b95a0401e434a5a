"""Sockets: opened with clear messages."""

import httpx
import pytest
from sanic import Sanic
from sanic.response import text

from bot.errors import LotseError
from bot.serving import open_port, open_unix_socket, serving


def app_saying(word):
    app = Sanic(f"app-{word}", configure_logging=False)

    @app.get("/")
    async def say(_):
        return text(word)

    return app


async def test_two_apps_live_in_one_process(tmp_path):
    port, path = open_port("127.0.0.1", 0), tmp_path / "a.sock"
    async with serving(app_saying("aussen"), port), serving(app_saying("innen"), open_unix_socket(path)):
        async with httpx.AsyncClient() as http:
            assert (await http.get(f"http://127.0.0.1:{port.getsockname()[1]}/")).text == "aussen"
        inside = httpx.AsyncHTTPTransport(uds=str(path))
        async with httpx.AsyncClient(transport=inside) as http:
            assert (await http.get("http://lotse/")).text == "innen"


def test_a_taken_port_is_named_with_a_way_out():
    taken = open_port("127.0.0.1", 0)
    number = taken.getsockname()[1]
    with pytest.raises(LotseError, match=f"Port {number} ist schon belegt.*LOTSE_PORT={number + 1}"):
        open_port("127.0.0.1", number)
    taken.close()


def test_a_socket_in_a_deep_folder_and_over_a_stale_file(tmp_path):
    deep = tmp_path / ("tief" * 30) / "a.sock"
    open_unix_socket(deep).close()
    open_unix_socket(deep).close()
    assert deep.stat().st_mode & 0o777 == 0o600
