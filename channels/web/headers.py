"""Security headers for every response, and CORS for the sites that may embed the widget."""

from __future__ import annotations

from collections.abc import Collection
from email.utils import formatdate

from sanic import Request
from sanic.response import BaseHTTPResponse

# Nothing but our own files; no inline script or style, no eval, no HTML strings (Trusted Types).
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)

SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

_ONE_DAY = "86400"


def secure(response: BaseHTTPResponse) -> None:
    """Add the security headers and the time (RFC 9110, 6.6.1); what a route set itself stays."""
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Date", formatdate(usegmt=True))


def allow_embedding(
    request: Request, response: BaseHTTPResponse, origins: Collection[str], *, public: bool
) -> None:
    """Let allowed sites read the API; the widget's own files (`public`) any site may load."""
    if public:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return
    response.headers.add("Vary", "Origin")
    origin = request.headers.get("origin")
    if origin is None or origin not in origins:
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = "Date, Retry-After"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, DELETE"
        response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
        response.headers["Access-Control-Max-Age"] = _ONE_DAY
