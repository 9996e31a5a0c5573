"""The status page: counts and differences, nobody's name."""

from django.http import HttpResponse

from lanyard.desk.office import Office
from lanyard.web.answers import html
from lanyard.web.guard import Ask
from lanyard.web.roll_json import roll_json
from lanyard.words import Words


def page(ask: Ask) -> HttpResponse:
    """Counts, places and gaps."""
    return html(ask.request, ask.words, "status/page.html", {"ask": ask, **_shown(ask.office, ask.words)})


def _shown(now: Office, words: Words) -> dict[str, object]:
    counts, roll = now.state()
    said = roll_json(roll)
    places = sorted({place for here in said["sites"].values() for place in here})
    return {
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
        "stands_still": now.node.views.failure is not None,
    }
