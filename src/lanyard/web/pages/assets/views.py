"""Files that pages load: each at an address made of its content, so that it may be kept for ever."""

from functools import cache
from importlib.resources import files
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import reverse
from django.views.decorators.http import require_safe

from lanyard.crypto.hashing import H

TYPES: Final = {
    "office.css": "text/css; charset=utf-8",
    "forms.css": "text/css; charset=utf-8",
    "people.css": "text/css; charset=utf-8",
    "board.css": "text/css; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
    "office.js": "text/javascript; charset=utf-8",
    "forms.js": "text/javascript; charset=utf-8",
    "passkeys.js": "text/javascript; charset=utf-8",
    "Vazirmatn-Regular.ttf": "font/ttf",
    "Vazirmatn-Bold.ttf": "font/ttf",
}
_YEAR_S: Final = 365 * 86_400


@cache
def _file(name: str) -> tuple[bytes, str]:
    """A file's bytes and what its address is made of."""
    folder = files("lanyard.exports") / "fonts" if name.endswith(".ttf") else files("lanyard.web") / "static"
    data = (folder / "".join(name)).read_bytes()
    if name.endswith(".css"):
        for font in ("Vazirmatn-Regular.ttf", "Vazirmatn-Bold.ttf"):
            data = data.replace(f"url({font})".encode(), f"url({address(font)})".encode())
    return data, H("asset", data).hex()[:16]


def address(name: str) -> str:
    """Where a file is; another when its content is another."""
    return reverse("asset", kwargs={"mark": _file(name)[1], "name": name})


@require_safe
def asset(_request: HttpRequest, mark: str, name: str) -> HttpResponse:
    """One file, kept by the browser for a year."""
    if name not in TYPES or _file(name)[1] != mark:
        return HttpResponseNotFound()
    response = HttpResponse(_file(name)[0], content_type=TYPES[name])
    response["Cache-Control"] = f"public, max-age={_YEAR_S}, immutable"
    return response
