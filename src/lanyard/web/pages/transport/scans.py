"""Code after code: who steps on at the bays, and whom the receiver signs for at the gate."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse

from lanyard.casefile.manifest import Manifest
from lanyard.desk.draft import Draft
from lanyard.desk.riding import is_uncounted, manifest_now
from lanyard.desk.scanned import Scanned, Whose, called, scanned
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Noun
from lanyard.stations.transport.entries import Boarded, Received
from lanyard.stations.transport.rules import DEAD_ON_ARRIVAL, NOT_ON_LIST
from lanyard.terms import CheckedBy, Condition
from lanyard.web.answers import html, in_words
from lanyard.web.guard import Ask, told
from lanyard.web.pages.transport.rows import PACKAGE, list_at, noun_at, page_of
from lanyard.web.pages.transport.views import now
from lanyard.web.scanning import CODE_LONGEST, UNPROCESSABLE, Said, after, by_script, is_answered, tell

Record = Callable[[Ask, Manifest, Scanned, str], Said]


def board(ask: Ask, key: str) -> HttpResponse:
    """Somebody steps on."""
    return _scan(ask, key, _board)


def receive(ask: Ask, key: str) -> HttpResponse:
    """Somebody is signed for by name."""
    return _scan(ask, key, _receive)


def _scan(ask: Ask, key: str, record: Record) -> HttpResponse:
    if ask.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    manifest = manifest_now(ask.scope, noun_at(key, Noun.MANIFEST))
    if manifest is None:
        raise Http404
    words, typed = ask.words.page(PACKAGE), ask.request.POST.get("code", "")[:CODE_LONGEST]
    try:
        with ask.scope.alone(manifest.ref.key):
            found = scanned(ask.scope, typed)
            said = Said((words["no_tag"],)) if found is None else record(ask, manifest, found, typed)
    except Malformed as malformed:
        said = Said(tuple(in_words(malformed, ask.words)))
    if by_script(ask):
        return tell(ask, said, words["all_the_same"], now(ask, list_at(ask, key)))
    seen = after(said, reverse("list", args=[key]))
    if seen is not None:
        return seen
    shown = {
        **page_of(ask, list_at(ask, key)),
        "said": said,
        "action": ask.request.path,
        "typed": typed,
        "by_sight": "by_sight" in ask.request.POST,
    }
    return told(html(ask.request, ask.words, "transport/list.html", shown), UNPROCESSABLE)


def _board(ask: Ask, manifest: Manifest, found: Scanned, typed: str) -> Said:
    words, post = ask.words.page(PACKAGE), ask.request.POST
    if found.aboard == manifest.ref.key.hex():
        return Said((words["aboard_already"].format(tag=found.code),), recorded=True)
    by_sight, why = post.get("by_sight") == "yes", post.get("why", "").strip() or None
    how = CheckedBy.SIGHT if by_sight else CheckedBy.SCAN if found.scanned else CheckedBy.TYPED
    unsaid = how is not CheckedBy.SCAN and why is None
    asks = _asked_of(ask, found, how, unsaid=unsaid)
    if asks and (not is_answered(ask) or (by_sight and unsaid)):
        sent = {"code": typed, **({"by_sight": "yes"} if by_sight else {}), **({"why": why} if why else {})}
        label = ask.words.field("boarded", "why_not_scanned") if unsaid else ""
        return Said(tuple(asks), asks=True, fields=sent, why=label)
    record = Boarded(manifest.ref, how, None if how is CheckedBy.SCAN else why)
    ask.scope.keep([Draft(record, found.about, ask.viewer.site)])
    return Said(tuple(_recorded(words, found, manifest)), recorded=True)


def _asked_of(ask: Ask, found: Scanned, how: CheckedBy, *, unsaid: bool) -> list[str]:
    """What is asked once before somebody is recorded as aboard; whoever is ticked by sight needs a reason for it."""
    words, asks = ask.words.page(PACKAGE), []
    if found.aboard:
        other = called(ask.scope, Noun.MANIFEST, found.aboard)
        asks.append(words["aboard_elsewhere"].format(tag=found.code, list=other))
    if unsaid:
        said = words["sight_needs_why"] if how is CheckedBy.SIGHT else words["typed_needs_why"]
        asks.append(said.format(tag=found.code))
    return asks


def _recorded(words: Mapping[str, str], found: Scanned, manifest: Manifest) -> list[str]:
    """What is said of somebody who stepped on: who she is as far as is known, and how many that are."""
    number = len(manifest.aboard) + 1
    said = [words["stepped_on"].format(tag=found.code, number=number, seats=manifest.seats)]
    if number > manifest.seats:
        said.append(words["no_seat"])
    if found.whose is not Whose.SOMEBODY:
        said.append(words["foreign_tag"] if found.whose is Whose.FOREIGN else words["unclaimed_tag"])
    return said


def _receive(ask: Ask, manifest: Manifest, found: Scanned, typed: str) -> Said:
    words, post = ask.words.page(PACKAGE), ask.request.POST
    if found.about in manifest.received:
        return Said((words["received_already"].format(tag=found.code),), recorded=True)
    condition = Condition(post["condition"]) if post.get("condition") in set(Condition) else None
    sent = {"code": typed, **({"condition": condition.value} if condition else {})}
    listed = found.about in manifest.boarded | manifest.born
    asks = [words["count_first"]] if manifest.counted_in is None else []
    if not listed and not is_uncounted(ask.scope, manifest):
        asks.append(f"{found.code}: {ask.words.rule(NOT_ON_LIST.code)}")
    if asks and not is_answered(ask):
        return Said(tuple(asks), asks=True, fields=sent)
    ask.scope.keep([Draft(Received(manifest.ref, condition), found.about, ask.viewer.site)])
    said = [words["signed_for"].format(tag=found.code)]
    if condition is Condition.DEAD:
        said.append(ask.words.rule(DEAD_ON_ARRIVAL.code))
    if found.whose is not Whose.SOMEBODY:
        said.append(words["foreign_tag"] if found.whose is Whose.FOREIGN else words["unclaimed_tag"])
    return Said(tuple(said), recorded=True)
