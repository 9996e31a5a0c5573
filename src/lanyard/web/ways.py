"""Ways through the pages: only to addresses of our own."""

from typing import Final

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

HOME: Final = "/"


def way_back(request: HttpRequest, field: str = "back") -> str:
    """Where a form says that it came from; the first page if that is no address of ours."""
    wanted = str(request.POST.get(field, HOME))
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else HOME
