"""Papers to print: tags, blank control sheets, the roll. A paper waits in memory until it is fetched; who made it is on the trail."""

import os
from collections.abc import Callable
from http import HTTPStatus
from threading import Lock
from typing import Any, Final, NamedTuple

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from lanyard.access.errors import Denied
from lanyard.access.pages import may_open
from lanyard.casefile.roll import Roll
from lanyard.desk.scope_site import tell
from lanyard.exports.documents import page_count, pdf
from lanyard.exports.sheet import on_paper
from lanyard.exports.tags import STRIP, Tags
from lanyard.floorplan import STATIONS
from lanyard.ledger.noun import Compartment
from lanyard.web.answers import html, in_words
from lanyard.web.guard import Ask
from lanyard.web.printing import Printer
from lanyard.words import LANGUAGES, Words

MARK_BYTES: Final = 16
TAGS_MOST: Final = 600
SHEETS_MOST: Final = 100
COPIES_MOST: Final = 20
_SAID: Final = ("count", "unit", "station", "each", "copies", "language")
_ONCE: Final = Lock()
"""A form that is sent twice at the same moment is answered one after the other, and prints once."""


class Paper(NamedTuple):
    """A paper that was made: what it is called as a file, the PDF, and the numbers or codes that now exist."""

    name: str
    made: bytes
    given: tuple[str, ...] = ()


Made = Callable[[Ask], Paper]


def papers(ask: Ask) -> HttpResponse:
    """What this role may print."""
    return html(ask.request, ask.words, "papers/papers.html", _shown(ask))


def tags(ask: Ask) -> HttpResponse:
    """New tags, singly or by strips of ten."""
    return _print(ask, _tags)


def sheets(ask: Ask) -> HttpResponse:
    """Blank control sheets of one station, each under a number of its own."""
    return _print(ask, _sheets)


def roll(ask: Ask) -> HttpResponse:
    """The books, with every difference by tag."""
    return _print(ask, _roll)


def _print(ask: Ask, make: Made) -> HttpResponse:
    """Make a paper for the form with this mark, once, and go on to where it waits."""
    if ask.request.method != "POST":
        return HttpResponseRedirect(reverse("papers"))
    mark = ask.request.POST.get("mark", "")
    try:
        _check(mark)
        with _ONCE:
            if ask.office.held.of(ask.viewer, _name(mark), Paper) is None:
                ask.office.held.keep(ask.viewer, _name(mark), make(ask))
    except Denied as problem:
        shown = {**_shown(ask), "problems": in_words(problem, ask.words)}
        return html(ask.request, ask.words, "papers/papers.html", shown, HTTPStatus.UNPROCESSABLE_ENTITY)
    return HttpResponseRedirect(reverse("paper", args=[mark]), status=HTTPStatus.SEE_OTHER)


def _tags(ask: Ask) -> Paper:
    by_strips = ask.request.POST.get("unit") != "tags"
    count = _number(ask, "count", TAGS_MOST // STRIP if by_strips else TAGS_MOST) * (STRIP if by_strips else 1)
    tell(ask.scope, "print_tags", f"{count} {ask.viewer.site}")
    codes = tuple(ask.office.node.tags.print(ask.viewer.site, count))
    return Paper(f"tags-{ask.viewer.site}", pdf("tags", Tags(codes), _language(ask)), codes)


def _sheets(ask: Ask) -> Paper:
    station, _, kind = ask.request.POST.get("station", "").partition("/")
    kinds = on_paper(station) if station in STATIONS else []
    if not kinds or (kind and kind not in kinds):
        raise Denied("no-such-sheets")
    count, language = _number(ask, "each", SHEETS_MOST), _language(ask)
    node = ask.office.node
    tell(ask.scope, "print_sheets", f"{station}/{kind or '*'}: {count}")
    blank = _printer(ask).sheets(node.sheets, ask.viewer.site, station, [kind] if kind else kinds, count)
    numbers = tuple(sheet.number for sheet in blank.sheets)
    return Paper(f"sheet-{numbers[0]}", pdf("sheet", blank, language), numbers)


def _roll(ask: Ask) -> Paper:
    copies, language = _number(ask, "copies", COPIES_MOST), _language(ask)
    found = ask.scope.roll()
    ask.scope.saw({Compartment.REGISTER}, _named(found))
    tell(ask.scope, "print_roll", str(copies))
    return Paper("roll", pdf("roll", _printer(ask).roll(found), language, copies=copies))


def _named(found: Roll) -> list[bytes]:
    """The keys of all whose tags or numbers stand on it."""
    gaps = [name for gap in found.gaps for name in (*gap.names, gap.of) if name is not None]
    marks = [*(one.about for one in found.contradictions), *(one.about for one in found.seen_elsewhere)]
    return [bytes.fromhex(one.key) for one in (*gaps, *marks)]


def _printer(ask: Ask) -> Printer:
    node = ask.office.node
    return Printer(node.plan, ask.office.now_ms(), training=node.training)


def paper(ask: Ask, paper: str) -> HttpResponse:
    """A paper that was made is fetched from here."""
    made = _waiting(ask, paper)
    shown = {
        "ask": ask,
        "mark": paper,
        "document": made.name.partition("-")[0],
        "pages": page_count(made.made),
        "count": len(made.given),
        "first": made.given[0] if made.given else "",
        "last": made.given[-1] if made.given else "",
    }
    return html(ask.request, ask.words, "papers/paper.html", shown)


def paper_pdf(ask: Ask, paper: str) -> HttpResponse:
    """The paper itself."""
    made = _waiting(ask, paper)
    response = HttpResponse(made.made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{made.name}.pdf"'
    return response


def _waiting(ask: Ask, mark: str) -> Paper:
    found = ask.office.held.of(ask.viewer, _name(mark), Paper)
    if found is None:
        raise Denied("paper-gone")
    return found


def _name(mark: str) -> str:
    return f"paper/{mark}"


def _check(mark: str) -> None:
    """Is it the mark of a form of ours? Raises Denied `forged-form`."""
    if len(mark) != 2 * MARK_BYTES or not set(mark) <= set("0123456789abcdef"):
        raise Denied("forged-form")


def _number(ask: Ask, field: str, most: int) -> int:
    """A whole number from 1 to `most`, in whatever digits. Raises Denied `how-many`."""
    typed = ask.request.POST.get(field, "").strip()
    if not (typed.isdecimal() and len(typed) <= len(str(most)) and 1 <= int(typed) <= most):
        raise Denied("how-many", most)
    return int(typed)


def _language(ask: Ask) -> Words:
    wanted = ask.request.POST.get("language", "")
    return Words(wanted) if wanted in LANGUAGES else ask.words


def _shown(ask: Ask) -> dict[str, Any]:
    said, words = ask.request.POST, ask.words
    stations = [
        (words.printed(f"station_{station}"), station, [(words.kind(kind), f"{station}/{kind}") for kind in kinds])
        for station in STATIONS
        if (kinds := on_paper(station))
    ]
    return {
        "ask": ask,
        "mark": os.urandom(MARK_BYTES).hex(),
        "may": {name: may_open(ask.viewer.role, f"print_{name}") for name in ("tags", "sheets", "roll")},
        "stations": stations,
        "said": {name: said.get(name, "")[:40] for name in _SAID if name in said},
        "tags_most": TAGS_MOST,
        "sheets_most": SHEETS_MOST,
        "copies_most": COPIES_MOST,
    }
