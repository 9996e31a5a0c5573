"""The areas of a site, one area, who is placed there by scan, and how many heads were counted."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse

from lanyard.desk.draft import Draft
from lanyard.desk.paging import PAGE, Wanted
from lanyard.desk.plan import AreaPlan
from lanyard.desk.scanned import Scanned, Whose, called, scanned
from lanyard.desk.waiting_areas import area, areas, plan_of
from lanyard.floorplan import KINDS
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Noun
from lanyard.stations.placement.entries import Placed
from lanyard.web.answers import html, in_words
from lanyard.web.deeds import DEED, deed_of
from lanyard.web.forms.form import Errors, Form
from lanyard.web.guard import Ask, told
from lanyard.web.pages.placement.rows import PACKAGE, area_row, clock_of, person_row
from lanyard.web.region import asked_by_page, mark_of, unless_known
from lanyard.web.scanning import CODE_LONGEST, SEE_OTHER, UNPROCESSABLE, Said, after, by_script, is_answered, tell


def all_areas(ask: Ask) -> HttpResponse:
    """Every area of the site, those first where heads and books differ."""
    if asked_by_page(ask):
        return unless_known(ask, lambda: html(ask.request, ask.words, "placement/areas_now.html", areas_page(ask)))
    return html(ask.request, ask.words, "placement/areas.html", {"mark": mark_of(ask), **areas_page(ask)})


def areas_page(ask: Ask) -> dict[str, Any]:
    """What the page of all areas shows."""
    clock = clock_of(ask)
    return {"ask": ask, "areas": [area_row(one, clock) for one in areas(ask.scope)]}


def one_area(ask: Ask, key: str) -> HttpResponse:
    """One area and who is in it."""
    if asked_by_page(ask):
        return unless_known(ask, lambda: html(ask.request, ask.words, "placement/area_now.html", _area_page(ask, key)))
    mark = mark_of(ask)
    return html(ask.request, ask.words, "placement/area.html", {"mark": mark, **_area_page(ask, key)})


def _area_page(ask: Ask, key: str) -> dict[str, Any]:
    begin = ask.request.GET.get("from", "0")
    start = int(begin) if begin.isascii() and begin.isdigit() and len(begin) < 7 else 0
    seen = area(ask.scope, key, Wanted(start, PAGE))
    if seen is None:
        raise Http404
    clock, words, page = clock_of(ask), ask.words.page(PACKAGE), seen.people
    return {
        "ask": ask,
        "area": area_row(seen.line, clock),
        "people": [person_row(ask, one, clock) for one in page.items],
        "placed": [(n, one if isinstance(one, str) else one.label) for n, one in seen.placed],
        "start": page.start,
        "end": page.start + len(page.items),
        "total": page.total,
        "next": page.next,
        "before": max(0, page.start - PAGE) if page.start else None,
        "all_the_same": words["all_the_same"],
    }


def place(ask: Ask, key: str) -> HttpResponse:
    """Somebody waits in this area now."""
    if ask.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    plan = plan_of(ask.scope, key)
    if plan is None:
        raise Http404
    words, typed = ask.words.page(PACKAGE), ask.request.POST.get("code", "")[:CODE_LONGEST]
    with ask.scope.alone(plan.id):
        found = scanned(ask.scope, typed)
        said = Said((words["no_tag"],)) if found is None else _place(ask, plan, found, typed)
    if by_script(ask):
        shown = {**_area_page(ask, key), "l": words, "t": ask.words.office(), "words": ask.words}
        now = render_to_string("placement/area_again.html", shown, ask.request)
        return tell(ask, said, words["all_the_same"], now)
    seen = after(said, reverse("area", args=[key]))
    if seen is not None:
        return seen
    page = {**_area_page(ask, key), "said": said, "action": ask.request.path, "typed": typed}
    return told(html(ask.request, ask.words, "placement/area.html", page), UNPROCESSABLE)


def _place(ask: Ask, plan: AreaPlan, found: Scanned, typed: str) -> Said:
    words = ask.words.page(PACKAGE)
    if found.area == plan.id.hex():
        return Said((words["here_already"].format(tag=found.code),), recorded=True)
    if found.aboard and not is_answered(ask):
        other = called(ask.scope, Noun.MANIFEST, found.aboard)
        return Said((words["is_aboard"].format(tag=found.code, list=other),), asks=True, fields={"code": typed})
    ask.scope.keep([Draft(Placed(plan.ref), found.about, plan.code)])
    said = [words["placed_in"].format(tag=found.code, area=plan.code)]
    if found.whose is not Whose.SOMEBODY:
        said.append(words["foreign_tag"] if found.whose is Whose.FOREIGN else words["unclaimed_tag"])
    return Said(tuple(said), recorded=True)


def count(ask: Ask, key: str) -> HttpResponseBase:
    """Somebody walked through and counted heads; by whom is whoever is signed in."""
    plan = plan_of(ask.scope, key)
    if plan is None:
        raise Http404
    account = ask.office.accounts.of(ask.viewer.staff)
    by_whom = account.shown if account is not None and account.shown else ask.viewer.role.value
    form, deed = Form(KINDS["headcount_taken"], ask.words, fixed={"by_whom": by_whom}), deed_of(ask)
    back = reverse("area", args=[key])
    shown = {"ask": ask, "deed": deed.hex(), "by": by_whom, "plan": plan, "back": back}
    template = "placement/count.html"
    if ask.request.method != "POST":
        return html(ask.request, ask.words, template, {**shown, "form": form.blank()})
    read = form.read(ask.request.POST, beside=(DEED,))
    if isinstance(read, Errors):
        return told(html(ask.request, ask.words, template, {**shown, "form": read.shown}), UNPROCESSABLE)
    try:
        ask.scope.keep_once(deed, [Draft(read, plan.ref, plan.code)])
    except Malformed as malformed:
        again = {**shown, "form": form.filled(read), "problems": in_words(malformed, ask.words)}
        return told(html(ask.request, ask.words, template, again), UNPROCESSABLE)
    return HttpResponseRedirect(back, status=SEE_OTHER)
