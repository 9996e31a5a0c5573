"""What does not hold: entries side by side, and what may be done about each."""

from typing import Any, Final

from django.http import HttpResponse

from lanyard.access.table import may_record
from lanyard.casefile.marks import Nature
from lanyard.desk.case_seen import entry_of
from lanyard.desk.contradictions import A_FEW, Conflict
from lanyard.floorplan import KINDS
from lanyard.ledger.noun import Noun
from lanyard.web.answers import html
from lanyard.web.clock_face import Hours
from lanyard.web.guard import Ask
from lanyard.web.pages.board.sites import ALL, choices, site_of, stretch, wanted
from lanyard.web.pages.people.likely import APART
from lanyard.web.pages.people.said import entry_shown, hours_of

OPENS: Final = {
    Noun.PERSON: "person",
    Noun.TAG: "person",
    Noun.VEHICLE: "noun",
    Noun.MANIFEST: "noun",
    Noun.AREA: "noun",
}


def contradictions(ask: Ask) -> HttpResponse:
    """Contradictions, or with `nature` the breaches; with `rule` those of one rule."""
    site, words = site_of(ask), ask.words.page("board")
    asked = ask.request.GET.get("nature", "")
    nature = Nature.BREACH if asked == Nature.BREACH.value else Nature.CONTRADICTION
    asked_of = ask.scope.look.questions.contradictions
    rules = asked_of.rules(site)
    rule = ask.request.GET.get("rule", "")
    rule = rule if rule in rules[nature] else ""
    page = asked_of.page(nature, site, rule, wanted(ask)._replace(most=A_FEW.most))
    hours = hours_of(ask, site)
    found = [shown for conflict in page.items if (shown := _conflict(ask, hours, conflict)) is not None]
    shown = {
        "asked": site or ALL, "choices": choices(ask, site, words["all_sites"]), "nature": nature.value, "rule": rule,
        "natures": [(one.value, ask.words.choice("nature", one), sum(rules[one].values())) for one in Nature],
        "rules": [(code, ask.words.rule(code), number) for code, number in rules[nature].items()],
        "conflicts": found, "hidden": len(page.items) - len(found), "stretch": stretch(page),
    }  # fmt: skip
    return html(ask.request, ask.words, "board/contradictions.html", {"ask": ask, **shown})


def _conflict(ask: Ask, hours: Hours, conflict: Conflict) -> dict[str, Any] | None:
    """One that this role sees whole: a mark on something hidden would tell of it."""
    entries = [entry_of(ask.scope, said.entry) for said in conflict.entries]
    seen = [one for one in entries if one is not None]
    if len(seen) < len(entries) or not seen:
        return None
    ways = conflict.ways
    people = list(zip(conflict.about, conflict.nouns, strict=True))
    return {
        "said": ask.words.rule(conflict.rule), "source": conflict.source, "unread": conflict.unread,
        "about": [{"label": named.label, "key": named.key, "page": OPENS.get(noun, "")} for named, noun in people],
        "entries": [
            {**entry_shown(ask, hours, told), "correctable": told.may_be_corrected and e.kind in ways.correct
             and may_record(ask.viewer.role, e.kind)}
            for e, told in seen
        ],
        "earlier": _recordable(ask, ways.earlier, people), "later": _recordable(ask, ways.later, people),
        "duty": ask.words.duty(ways.duty) if ways.duty else "", "wants_second": conflict.wants_second,
    }  # fmt: skip


def _recordable(ask: Ask, kinds: tuple[str, ...], people: list[Any]) -> list[dict[str, str]]:
    """What this role may record about those whom it concerns, each by a button."""
    return [
        {"kind": kind, "said": ask.words.kind(kind), "key": named.key, "label": named.label}
        for kind in kinds
        for named, noun in people
        if kind not in APART and noun in KINDS[kind].about and may_record(ask.viewer.role, kind)
    ]
