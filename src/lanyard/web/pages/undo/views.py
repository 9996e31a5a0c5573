"""Undo before sealing: take one draft back, or keep all now."""

from typing import Final

from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect

from lanyard.access.errors import Denied
from lanyard.web.guard import Ask
from lanyard.web.ways import way_back

DIGITS_MOST: Final = 18


def undo(ask: Ask) -> HttpResponse:
    """One draft is as if it had never been; too late is said."""
    if ask.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    number = ask.request.POST.get("n", "")
    a_number = number.isascii() and number.isdigit() and len(number) <= DIGITS_MOST
    if not a_number or not ask.office.take_back(ask.viewer, int(number)):
        raise Denied("too-late")
    return HttpResponseRedirect(way_back(ask.request))


def seal_now(ask: Ask) -> HttpResponse:
    """What waits is sealed at once."""
    if ask.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    ask.office.pending.flush(ask.viewer)
    return HttpResponseRedirect(way_back(ask.request))
