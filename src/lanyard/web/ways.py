"""Ways through the pages: only to addresses of our own, and where a browser says that it is."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils.http import url_has_allowed_host_and_scheme

from lanyard.access.errors import Denied
from lanyard.crypto.passkeys import Place

HOME: Final = "/"


def way_back(request: HttpRequest, field: str = "back") -> str:
    """Where a form says that it came from; the first page if that is no address of ours."""
    wanted = str(request.POST.get(field, HOME))
    ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours else HOME


def place_of(request: HttpRequest) -> Place:
    """For which of our names passkeys are asked. Raises Denied `passkey-host` where the address is a number."""
    asked = request.get_host()
    host = split_domain_port(asked)[0]
    if host not in settings.ALLOWED_HOSTS or not host[:1].isalpha():
        raise Denied("passkey-host")
    return Place(host, f"{request.scheme}://{asked}")
