"""Undo before sealing: take one draft back, or keep all now."""

from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect

from lanyard.access.errors import Denied
from lanyard.web.guard import Ask
from lanyard.web.ways import way_back


def undo(ask: Ask) -> HttpResponse:
    """One draft is as if it had never been; too late is said."""
    if ask.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    number = ask.request.POST.get("n", "")
    if not (number.isascii() and number.isdigit()) or not ask.office.pending.withdraw(ask.viewer, int(number)):
        raise Denied("too-late")
    return HttpResponseRedirect(way_back(ask.request))


def seal_now(ask: Ask) -> HttpResponse:
    """What waits is sealed at once."""
    if ask.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    ask.office.pending.flush(ask.viewer)
    return HttpResponseRedirect(way_back(ask.request))
