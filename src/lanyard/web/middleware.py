"""Headers of every answer: nothing from elsewhere is loaded, nothing is kept in a cache."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self';"
    " media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def strict_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Add the content security policy, and forbid keeping what may be personal; a file of ours says itself that it may be kept."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Content-Security-Policy"] = POLICY
        response.setdefault("Cache-Control", "no-store")
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), publickey-credentials-get=(self)"
        return response

    return answer
