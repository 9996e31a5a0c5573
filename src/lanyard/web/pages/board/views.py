"""The board, and who stands behind each of its numbers."""

from typing import Any, Final

from django.http import HttpResponse

from lanyard.access.pages import may_open
from lanyard.access.table import may_see
from lanyard.desk.behind import SETS, Item
from lanyard.desk.board import Line, Number
from lanyard.ledger.noun import Compartment
from lanyard.web.answers import html
from lanyard.web.clock_face import Hours
from lanyard.web.guard import Ask
from lanyard.web.pages.board.sites import ALL, choices, site_of, stretch, wanted
from lanyard.web.pages.people.said import hours_of, line_shown
from lanyard.web.pages.people.views import nothing_here
from lanyard.web.region import live

NO_WAIT: Final = frozenset({"tonight", "deaths_today"})
"""Numbers of those who wait for nothing: how long is no clock that runs out."""


def board(ask: Ask) -> HttpResponse:
    """Ten lines in the order in which they are looked at; it renews itself."""
    site = site_of(ask)
    read = ask.scope.board(site)
    hours, words = hours_of(ask, site), ask.words.page("board")
    opens = may_open(ask.viewer.role, "behind")
    shown = {
        "site": site, "asked": site or ALL, "choices": choices(ask, site, words["all_sites"]),
        "lines": [_line(ask, hours, line, opens=opens) for line in read.lines],
        "waiting": read.waiting, "stands_still": ask.office.node.views.failure is not None,
    }  # fmt: skip
    return live(ask, "board/board.html", "board/lines.html", shown)


def _line(ask: Ask, hours: Hours, line: Line, *, opens: bool) -> dict[str, Any]:
    return {
        **_number(ask, hours, line.of, opens=opens), "severity": line.severity.value,
        "severity_said": ask.words.choice("severity", line.severity),
        "parts": [_number(ask, hours, part, opens=opens) for part in line.parts],
    }  # fmt: skip


def _number(ask: Ask, hours: Hours, of: Number, *, opens: bool) -> dict[str, Any]:
    oldest = hours.long(of.oldest_s) if of.oldest_s is not None and of.number and of.code not in NO_WAIT else ""
    return {
        "code": of.code, "said": ask.words.board(of.code), "number": of.number, "oldest": oldest,
        "opens": opens and of.opens and bool(of.number),
    }  # fmt: skip


def behind(ask: Ask, code: str) -> HttpResponse:
    """Those behind one number: who comes first before the others, then the oldest."""
    if code not in SETS:
        return nothing_here(ask)
    site = site_of(ask)
    page = ask.scope.look.questions.behind.page(code, site, ask.office.now_ms(), wanted(ask))
    shown = {
        "title": ask.words.board(code), "asked": site or ALL, "items": items_shown(ask, hours_of(ask, site), page.items),
        "stretch": stretch(page), "back": "board",
    }  # fmt: skip
    return html(ask.request, ask.words, "board/behind.html", {"ask": ask, **shown})


def items_shown(ask: Ask, hours: Hours, items: tuple[Item, ...]) -> list[dict[str, Any]]:
    """People and other nouns of a list, as this role sees them; the trail will say so."""
    named = may_see(ask.viewer.role, "person_met", "name_written")
    people = [item.person for item in items if item.person is not None]
    if people:
        ask.scope.saw({Compartment.REGISTER}, [bytes.fromhex(line.key) for line in people])
    return [
        {
            "about": item.about, "noun": ask.words.choice("noun", item.noun), "number": item.number,
            "age": hours.age(item.since_ms) if item.since_ms else "",
            "person": line_shown(ask, hours, item.person if named else item.person.nameless()) if item.person else None,
        }
        for item in items
    ]  # fmt: skip
