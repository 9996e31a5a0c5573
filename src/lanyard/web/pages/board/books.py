"""The roll as a page: the differences first, by name, then the equations drawn, each number opening those behind it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.http import HttpResponse

from lanyard.casefile.case import Outcome
from lanyard.casefile.place import Where
from lanyard.casefile.roll import Equation, Gap, Named, Sighting
from lanyard.desk.behind_roll import TERMS
from lanyard.ledger.noun import Compartment, Noun
from lanyard.terms import Role
from lanyard.web.answers import html
from lanyard.web.clock_face import Hours
from lanyard.web.guard import Ask
from lanyard.web.pages.board.sites import ALL, choices, site_of, stretch, wanted
from lanyard.web.pages.board.views import items_shown
from lanyard.web.pages.people.said import hours_of
from lanyard.web.pages.people.views import nothing_here
from lanyard.words import Words

LISTS: Final = "list"
_PLACES: Final = frozenset(map(str, Where))
_OUTCOMES: Final = frozenset(map(str, Outcome))
_KINDS: Final = frozenset({"walked_in", "came_back"})
PERSONAL: Final = (Noun.PERSON, Noun.TAG)


def roll(ask: Ask) -> HttpResponse:
    """Do the books balance, and if not: by whom, who answers for it, since when?"""
    site = site_of(ask)
    read = ask.scope.roll()
    hours, words = hours_of(ask, site), ask.words.page("board")
    gaps = [_gap(ask, hours, gap) for gap in read.gaps if site in ("", gap.site)]
    seen = [_sighting(ask, hours, one) for one in read.seen_elsewhere if site in ("", one.seen_at[:2])]
    equations = [_equation(ask, eq) for eq in read.equations if site in ("", eq.site)]
    lists = [eq for eq in equations if eq["book"] == LISTS]
    places = [(here, _places(ask, read.places[here])) for here in read.places if site in ("", here)]
    shown = {
        "asked": site or ALL, "choices": choices(ask, site, words["all_sites"]), "gaps": gaps, "seen": seen,
        "sum_gaps": len(gaps) + len(seen), "equations": [eq for eq in equations if eq["book"] != LISTS],
        "lists_off": [eq for eq in lists if eq["gap"]], "lists_even": [eq for eq in lists if not eq["gap"]],
        "places": places, "lacks": bool(read.not_here),
    }  # fmt: skip
    return html(ask.request, ask.words, "board/roll.html", {"ask": ask, **shown})


def _gap(ask: Ask, hours: Hours, gap: Gap) -> dict[str, Any]:
    _saw(ask, gap.names)
    return {
        "number": gap.number, "what": ask.words.gap(gap.what), "site": gap.site, "names": [_link(one) for one in gap.names],
        "of": _link(gap.of) if gap.of is not None else None, "who": responsible(ask, gap.last_responsible),
        "since": hours.at(gap.since_ms) if gap.since_ms else "", "age": hours.age(gap.since_ms) if gap.since_ms else "",
    }  # fmt: skip


def _sighting(ask: Ask, hours: Hours, one: Sighting) -> dict[str, Any]:
    _saw(ask, [one.about])
    return {
        "about": _link(one.about), "seen_at": one.seen_at, "at": hours.at(one.since_ms), "age": hours.age(one.since_ms),
        "by": responsible(ask, one.by), "recorded": ask.words.place(one.recorded),
        "of": _link(one.of) if one.of is not None else None,
    }  # fmt: skip


def _saw(ask: Ask, names: Iterable[Named]) -> None:
    keys = [bytes.fromhex(one.key) for one in names]
    people = [key for key in keys if key[0] in PERSONAL]
    if people:
        ask.scope.saw({Compartment.REGISTER}, people)


def _link(named: Named) -> dict[str, Any]:
    """How to call somebody or something, and the page that opens it."""
    noun = bytes.fromhex(named.key)[0]
    opens = "person" if noun in PERSONAL else "noun" if noun in (Noun.VEHICLE, Noun.MANIFEST, Noun.AREA) else ""
    return {"label": named.label, "key": named.key, "page": opens}


def responsible(ask: Ask, who: str) -> str:
    """Who answered for something: a role in words and a member of staff by name, as far as they are known here."""
    first, _, rest = who.partition(" ")
    names = {account.staff.hex()[:8]: account.shown for account in ask.office.accounts.all()}
    name = names.get(rest, rest)
    if first in set(map(str, Role)):
        role = ask.words.choice("role", first)
        return role if role == name else f"{role} · {name}"
    if first == "device" and rest:
        return f"{ask.words.choice('noun', 'device')} {rest}"
    return name if first == "staff" and rest else who


def _equation(ask: Ask, equation: Equation) -> dict[str, Any]:
    book = equation.name if equation.name in ("arrivals", "people") else LISTS
    return {
        "book": book, "site": equation.site, "title": equation.name, "gap": equation.gap,
        "left": _terms(ask, book, equation.left), "right": _terms(ask, book, equation.right),
    }  # fmt: skip


def _terms(ask: Ask, book: str, terms: Mapping[str, int]) -> list[dict[str, Any]]:
    """The terms of one side; those that are nought are left out, unless all are."""
    shown = {term: number for term, number in terms.items() if number} or dict(list(terms.items())[:1])
    opens = TERMS[book] if book != LISTS else {}
    return [
        {
            "term": term,
            "number": number,
            "said": term_said(ask.words, book, term),
            "opens": term in opens and number > 0,
        }
        for term, number in shown.items()
    ]


def term_said(said: Words, book: str, term: str) -> str:
    """What a term of an equation is called."""
    words = said.page("board")
    named = {
        "off_vehicles": words["off_vehicles"], "met_or_tagged": words["met_or_tagged"], "turned_back": words["turned_back"],
        "otherwise": words["otherwise"], "in_no_place": words["in_no_place"], "in_error": words["in_error"],
        "boarded": words["boarded"], "born": words["born"], "not_on_list": words["not_on_list"],
    }  # fmt: skip
    if term in _KINDS:
        return said.kind(term)
    if book == LISTS and term in _OUTCOMES:
        return said.choice("outcome", term)
    if book == "places" or (term in _PLACES and term not in named):
        return said.place(term)
    return named[term] if term in named else said.kind("received")


def _places(ask: Ask, places: Mapping[Where, int]) -> list[dict[str, Any]]:
    return [
        {"term": str(place), "number": number, "said": ask.words.place(place)}
        for place, number in places.items()
        if number
    ]


def behind(ask: Ask, site: str, book: str, term: str) -> HttpResponse:
    """Those in one term of the books."""
    if (
        term not in TERMS.get(book, {})
        or book == LISTS
        or site not in {one.letters for one in ask.office.node.plan.sites}
    ):
        return nothing_here(ask)
    page = ask.scope.look.questions.behind_roll.page(book, term, site, wanted(ask))
    shown = {
        "title": f"{site} · {term_said(ask.words, book, term)}", "asked": site, "stretch": stretch(page), "back": "roll",
        "items": items_shown(ask, hours_of(ask, site), page.items),
    }  # fmt: skip
    return html(ask.request, ask.words, "board/behind.html", {"ask": ask, **shown})
