"""Where one person is, and what may be recorded of that by whoever asks."""

from typing import Any, Final

from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse

from lanyard.access.pages import may_open
from lanyard.casefile.place import Where
from lanyard.desk.rows import key_of
from lanyard.desk.scanned import scanned
from lanyard.desk.seen import SeenPerson
from lanyard.ledger.ask import AgeRange
from lanyard.ledger.noun import Noun
from lanyard.web.answers import html
from lanyard.web.guard import Ask, told
from lanyard.web.pages.placement.rows import PACKAGE, clock_of
from lanyard.web.pages.placement.views import areas_page
from lanyard.web.person_page import spoken_age
from lanyard.web.scanning import CODE_LONGEST, SEE_OTHER, UNPROCESSABLE, Said

KEY_LONGEST: Final = 34
DEEDS: Final = ("whereabouts_missing", "whereabouts_place", "whereabouts_hold", "whereabouts_lift")


def find(ask: Ask) -> HttpResponse:
    """The page of whoever wears the tag that was scanned."""
    if ask.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    typed = ask.request.POST.get("code", "")[:CODE_LONGEST]
    found = scanned(ask.scope, typed)
    if found is not None and found.case is not None:
        return HttpResponseRedirect(reverse("whereabouts", args=[key_of(found.about).hex()]), status=SEE_OTHER)
    words = ask.words.page(PACKAGE)
    text = words["no_tag"] if found is None else words["nobody_known"]
    shown = {**areas_page(ask), "said": Said((text,)), "typed": typed}
    return told(html(ask.request, ask.words, "placement/areas.html", shown), UNPROCESSABLE)


def her_at(ask: Ask, key: str) -> SeenPerson:
    """The person whose key stands in the address. Raises Http404, `Denied`."""
    ask.scope.settle()
    seen = ask.scope.person(key) if len(key) == KEY_LONGEST else None
    if seen is None:
        raise Http404
    return seen


def whereabouts(ask: Ask, key: str) -> HttpResponse:
    """Where she is, and what may be recorded of that."""
    return html(ask.request, ask.words, "placement/whereabouts.html", page_of(ask, her_at(ask, key)))


def page_of(ask: Ask, her: SeenPerson) -> dict[str, Any]:
    """All that her page shows."""
    clock = clock_of(ask)
    place = her.place
    which = ""
    if place is not None:
        which = ask.scope.look.questions.people.whereabouts(place.where.value, place.which)
    age = [her.age.low_months, her.age.high_months] if isinstance(her.age, AgeRange) else her.age
    role, person = ask.viewer.role, her.ref.noun is Noun.PERSON
    may = {name: may_open(role, name) and (person or name == "whereabouts_place") for name in DEEDS}
    return {
        "ask": ask,
        "key": key_of(her.ref).hex(),
        "tag": her.tags[0] if her.tags else ask.scope.look.labels.of(key_of(her.ref)).label,
        "name": her.name,
        "about": " · ".join(part for part in (ask.words.choice("sex", her.sex), spoken_age(age, ask.words)) if part),
        "place": ask.words.place(place.where.value) if place is not None else "",
        "which": which,
        "site": her.site,
        "since": clock.moment(her.since_ms),
        "missing": place is not None and place.where is Where.UNACCOUNTED,
        "hold": her.hold,
        "until": her.hold_until,
        "colour": None if her.colour is None else (her.colour.value, ask.words.choice("colour", her.colour)),
        "person": person,
        "may": {**may, "whereabouts_hold": may["whereabouts_hold"] and not her.hold,
                "whereabouts_lift": may["whereabouts_lift"] and her.hold},
    }  # fmt: skip
