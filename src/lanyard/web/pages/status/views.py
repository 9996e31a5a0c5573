"""The status page: counts and differences, nobody's name."""

from importlib.resources import files

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from lanyard.web.roll_json import roll_json
from lanyard.web.running import Running, running
from lanyard.words import Words

LANGUAGES = ("en", "ar")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Counts, places and gaps, in English or Arabic (`?lang=ar`)."""
    asked = request.GET.get("lang", "en")
    language = asked if asked in LANGUAGES else "en"
    now = running()
    html = render_to_string("status/page.html", _shown(now, Words(language)))
    return HttpResponse(html)


def _shown(now: Running, words: Words) -> dict[str, object]:
    counts, roll = now.state()
    said = roll_json(roll)
    places = sorted({place for here in said["sites"].values() for place in here})
    return {
        "words": words,
        "labels": words.on_status_page(),
        "counts": counts,
        "roll": said,
        "sites": list(said["sites"]),
        "places": [(words.place(p), [said["sites"][site].get(p, "") for site in said["sites"]]) for p in places],
        "gaps": [(gap["number"], words.gap(gap["what"]), gap["site"]) for gap in said["gaps"]],
        "not_here": bool(roll.not_here),
        "notices": [words.refusal(*notice) for notice in roll.not_here.notices],
        "missing": sum(hole.last - hole.first + 1 for hole in roll.not_here.missing),
        "forks": len(roll.not_here.forks),
        "breaches": sum(breach.number for breach in roll.breaches),
        "training": now.node.training,
        "stands_still": now.node.views.failure is not None,
        "other": next(language for language in LANGUAGES if language != words.language),
    }


@require_safe
def style(_request: HttpRequest) -> HttpResponse:
    """The one style sheet."""
    text = files("lanyard.web.pages.status").joinpath("status.css").read_text()
    return HttpResponse(text, content_type="text/css; charset=utf-8")
