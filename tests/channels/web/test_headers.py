from __future__ import annotations

import re

import pytest

ALLOWED = "https://www.beispielstadt.de"


@pytest.mark.parametrize(
    "path", ["/", "/chat", "/api/v1/openapi.json", "/static/web/stadtlotse.js", "/nichts"]
)
async def test_every_response_carries_a_strict_policy(http, path):
    headers = (await http.get(path)).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "default-src 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers


@pytest.mark.parametrize("path", ["/", "/chat"])
async def test_pages_have_no_inline_script_or_style(http, path):
    html = (await http.get(path)).text
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)


async def test_an_allowed_site_may_use_the_api_and_another_may_not(http):
    allowed = await http.post("/api/v1/conversations", headers={"Origin": ALLOWED})
    assert allowed.headers["access-control-allow-origin"] == ALLOWED
    assert "access-control-allow-credentials" not in allowed.headers
    other = await http.post("/api/v1/conversations", headers={"Origin": "https://example.net"})
    assert "access-control-allow-origin" not in other.headers
    assert "Origin" in allowed.headers["vary"]
    assert "Origin" in other.headers["vary"]


async def test_a_preflight_names_methods_and_headers_to_allowed_sites_only(http, talk):
    ask = {"Origin": ALLOWED, "Access-Control-Request-Method": "POST"}
    allowed = await http.options(f"{talk.path}/messages", headers=ask)
    assert allowed.status_code == 204
    assert "Authorization" in allowed.headers["access-control-allow-headers"]
    assert "POST" in allowed.headers["access-control-allow-methods"]
    other = await http.options(f"{talk.path}/messages", headers={**ask, "Origin": "https://example.net"})
    assert "access-control-allow-headers" not in other.headers


async def test_a_refusal_can_be_read_by_an_allowed_site(http, talk):
    refused = await http.get(talk.path, headers={"Origin": ALLOWED})
    assert refused.status_code == 401
    assert refused.headers["access-control-allow-origin"] == ALLOWED


async def test_the_widgets_files_may_be_loaded_by_any_site(http):
    for name in ("stadtlotse.js", "panel.js", "panel.css"):
        response = await http.get(f"/static/web/{name}")
        assert response.headers["access-control-allow-origin"] == "*"
        assert response.headers["content-type"].split(";")[0] in ("text/javascript", "text/css")


@pytest.mark.parametrize("path", ["/static/web/../api.py", "/static/web/%2e%2e/api.py", "/static/web/"])
async def test_nothing_beside_the_widgets_files_is_served(http, path):
    assert (await http.get(path)).status_code in (400, 404)


async def test_an_unknown_page_is_a_german_page(http):
    response = await http.get("/nichts")
    assert response.status_code == 404
    assert "Diese Adresse gibt es nicht." in response.text


@pytest.mark.parametrize("path", ["/", "/chat", "/health", "/api/v1/openapi.json", "/static/web/panel.js"])
async def test_the_head_alone_can_be_asked_for(http, path):
    head = await http.head(path)
    assert head.status_code == 200
    assert head.content == b""


async def test_the_widgets_files_are_asked_for_again_but_not_sent_again(http):
    first = await http.get("/static/web/panel.js")
    assert first.headers["cache-control"] == "no-cache"
    again = await http.get(
        "/static/web/panel.js", headers={"If-Modified-Since": first.headers["last-modified"]}
    )
    assert again.status_code == 304
