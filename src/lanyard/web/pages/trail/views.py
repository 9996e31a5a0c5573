"""Who looked at what, the latest first: for the officer of data protection and the coordinator. Nobody is named but staff."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse

from lanyard.desk.scope import SeenLook
from lanyard.web.answers import html
from lanyard.web.guard import Ask
from lanyard.words import Words

SHORT = 10
"""So much of a key tells one noun from another on this page."""
NOUNS_SHOWN = 12


def trail(ask: Ask) -> HttpResponse:
    """All of it, or who saw one person, by a tag or key."""
    typed = ask.request.GET.get("q", "").strip()
    found = ask.scope.looks(typed)
    zone = ZoneInfo(ask.office.node.plan.home.zone)
    shown = {
        "ask": ask,
        "typed": typed,
        "nobody": found is None,
        "looks": [_shown(look, ask.words, zone) for look in found or ()],
    }
    return html(ask.request, ask.words, "trail/page.html", shown)


def _shown(look: SeenLook, words: Words, zone: ZoneInfo) -> dict[str, Any]:
    nouns = [(key, key[2 : 2 + SHORT]) for key in look.nouns]
    return {
        "n": look.n,
        "at": datetime.fromtimestamp(look.at_ms / 1000, UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S"),
        "who": look.who,
        "role": words.choice("role", look.role),
        "page": words.pages().get(look.page, look.page),
        "opened": [words.choice("compartment", comp) for comp in look.compartments],
        "nouns": nouns[:NOUNS_SHOWN],
        "more": max(0, len(nouns) - NOUNS_SHOWN),
        "why": look.why,
    }
