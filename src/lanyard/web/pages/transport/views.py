"""The boarding lists of a site, one list, and its papers."""

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string

from lanyard.desk.manifests import ManifestState
from lanyard.desk.paging import Wanted
from lanyard.desk.riding import Riding, on_paper, riding
from lanyard.exports.documents import pdf
from lanyard.ledger.noun import Compartment, Noun
from lanyard.terms import Role
from lanyard.web.answers import html
from lanyard.web.guard import Ask
from lanyard.web.pages.transport.rows import PACKAGE, clock_of, line, list_at, noun_at, opened_just_now, page_of
from lanyard.web.printing import Printer
from lanyard.web.region import asked_by_page, mark_of, unless_known
from lanyard.words import LANGUAGES, Words

IN_ORDER: Final = (
    ManifestState.ON_THE_ROAD, ManifestState.ARRIVED, ManifestState.OPEN, ManifestState.SEALED, ManifestState.CLOSED,
)  # fmt: skip
MOST: Final = {ManifestState.CLOSED: 10}
"""Of what is over only the newest; of the rest as many as there may be on one day."""
EACH: Final = 100


def lists(ask: Ask) -> HttpResponse:
    """All lists of this site, those of which word is owed first."""
    if asked_by_page(ask):
        return unless_known(ask, lambda: html(ask.request, ask.words, "transport/lists_now.html", _lists(ask)))
    return html(ask.request, ask.words, "transport/lists.html", {"mark": mark_of(ask), **_lists(ask)})


def _lists(ask: Ask) -> dict[str, Any]:
    ask.scope.settle()
    clock = clock_of(ask)
    manifests, site = ask.scope.look.questions.manifests, ask.viewer.site
    numbers = manifests.counts(site)
    sections = []
    for state in IN_ORDER:
        page = manifests.all(clock.now_ms, site, state, Wanted(0, MOST.get(state, EACH)))
        ask.scope.saw({Compartment.SITE}, [bytes.fromhex(one.key) for one in page.items])
        hidden = ask.viewer.role is Role.RECEIVER and state not in (ManifestState.ARRIVED, ManifestState.CLOSED)
        rows = [line(ask, one, clock, hidden=hidden) for one in page.items]
        said = ask.words.choice("manifest_state", state)
        sections.append({"state": state.value, "said": said, "number": numbers[state], "rows": rows})
    return {
        "ask": ask,
        "sections": sections,
        "just_now": opened_just_now(ask),
        "may_open": ask.viewer.role is Role.TRANSPORT,
    }


def one(ask: Ask, key: str) -> HttpResponse:
    """One list: who is aboard, what speaks against going, and what may be done now."""
    ride = noun_at(key, Noun.MANIFEST)
    if asked_by_page(ask):
        return unless_known(
            ask, lambda: html(ask.request, ask.words, "transport/list_now.html", page_of(ask, list_at(ask, key)))
        )
    mark = mark_of(ask)
    found = riding(ask.scope, ride)
    if found is None:
        raise Http404
    return html(ask.request, ask.words, "transport/list.html", {"mark": mark, **page_of(ask, found)})


def now(ask: Ask, ride: Riding) -> str:
    """The part of the page that changes, for a script that has just sent something."""
    shown = {**page_of(ask, ride), "l": ask.words.page(PACKAGE), "t": ask.words.office(), "words": ask.words}
    return render_to_string("transport/list_again.html", shown, ask.request)


def list_pdf(ask: Ask, key: str) -> HttpResponse:
    """Everybody on the list, to be ticked off and signed."""
    return _paper(ask, key, "manifest")


def receipt_pdf(ask: Ask, key: str) -> HttpResponse:
    """What both sides said of it."""
    return _paper(ask, key, "receipt")


def _paper(ask: Ask, key: str, document: str) -> HttpResponse:
    ride = list_at(ask, key)
    if ride.uncounted:
        return html(ask.request, ask.words, "transport/count_first.html", page_of(ask, ride))
    read = on_paper(ask.scope, ride.ref)
    if read is None:
        raise Http404
    node = ask.office.node
    printer = Printer(node.plan, ask.office.now_ms(), training=node.training)
    given: Any = printer.boarding_list(read) if document == "manifest" else printer.receipt(read)
    beside = Words(next(code for code in LANGUAGES if code != ask.words.language))
    response = HttpResponse(pdf(document, given, ask.words, beside), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{document}-{ride.ref.key.hex()[:8]}.pdf"'
    return response
