"""Lists to take in: sent up into memory, their columns agreed, looked at row by row, and only then recorded."""

from http import HTTPStatus
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from lanyard.access.errors import Denied
from lanyard.access.table import may_record
from lanyard.desk.scope_site import tell
from lanyard.exchange.lists.office import ListOnItsWay, Step
from lanyard.exchange.lists.refusal import ListRefused
from lanyard.exchange.lists.report import report_lines
from lanyard.web.answers import html, in_words
from lanyard.web.guard import Ask
from lanyard.web.import_page import words_of
from lanyard.web.in_memory import InMemoryFile
from lanyard.web.pages.papers.columns import asked_of, columns_shown, fields_of
from lanyard.web.pages.papers.planned import plan_shown, refused_in_words
from lanyard.web.uploads import MOST_BYTES

HELD: Final = "import"
KINDS: Final = ("tag_claimed", "walked_in", "person_met", "placed")
"""What the rows of a list are recorded as."""
_SLOW: Final = frozenset({Step.PLANNING, Step.RECORDING})


def import_people(ask: Ask) -> HttpResponse:
    """Send a list up: a form, and a link to the list that waits already."""
    if ask.request.method != "POST":
        shown = {"ask": ask, "waits": _held(ask) is not None}
        return html(ask.request, ask.words, "papers/import.html", shown)
    try:
        _take_up(ask)
    except (ListRefused, Denied) as problem:
        said = in_words(problem, ask.words) if isinstance(problem, Denied) else [refused_in_words(problem, ask.words)]
        shown = {"ask": ask, "waits": _held(ask) is not None, "problems": said}
        return html(ask.request, ask.words, "papers/import.html", shown, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _to("import_columns")


def _take_up(ask: Ask) -> None:
    """Open what was sent; it waits in memory, for her alone, for half an hour at the most."""
    if not all(may_record(ask.viewer.role, kind) for kind in KINDS):
        raise Denied("not-your-kind")
    sent = ask.request.FILES.get("list")
    if not isinstance(sent, UploadedFile):
        large = int(ask.request.headers.get("Content-Length") or 0) > MOST_BYTES
        raise ListRefused("too-large", f"> {MOST_BYTES >> 20} MB") if large else ListRefused("empty")
    running = _held(ask)
    if running is not None and running.step in _SLOW:
        raise Denied("list-at-work")
    ask.office.held.drop(ask.viewer, HELD)
    file = InMemoryFile(sent.name or "", sent.chunks())
    try:
        found = ListOnItsWay(ask.office.node, file.path)
    except BaseException:
        file.close()
        raise

    def close() -> None:
        """Nobody waits for it any more."""
        found.close()
        file.close()

    ask.office.held.keep(ask.viewer, HELD, found, close)


def columns(ask: Ask) -> HttpResponse:
    """What each column is taken over as, with samples; and what is to be known of the whole list."""
    found = _must(ask)
    if found.step in _SLOW or found.step is Step.RECORDED:
        return _to("import_rows")
    problems: list[str] = []
    if ask.request.method == "POST":
        try:
            return _columns_said(ask, found)
        except ListRefused as problem:
            problems = [refused_in_words(problem, ask.words)]
        except Denied as problem:
            problems = in_words(problem, ask.words)
    elif found.refused is not None:
        problems = [refused_in_words(found.refused, ask.words)]
    shown = {"ask": ask, **columns_shown(ask, found), "problems": problems}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return html(ask.request, ask.words, "papers/columns.html", shown, status)


def _columns_said(ask: Ask, found: ListOnItsWay) -> HttpResponse:
    said = ask.request.POST
    if said.get("do") == "again":
        found.open_again(said.get("sheet") or None, said.get("encoding") or None)
        return _to("import_columns")
    asked = asked_of(ask, found)
    found.say_columns(fields_of(said, len(found.understood.mapping.columns)))
    tell(ask.scope, "import_columns", asked.name)
    found.begin_plan(asked)
    found.settle(1.0)
    return _to("import_rows")


def rows(ask: Ask) -> HttpResponse:
    """What each row would become (nothing is recorded yet); recording, with how far it is; what became of it."""
    found = _must(ask)
    if found.step is Step.COLUMNS:
        return _to("import_columns")
    if ask.request.method == "POST":
        _record(ask, found)
        return _to("import_rows")
    shown = {"ask": ask, "slow": found.step in _SLOW, "step": found.step.value, **plan_shown(found, ask.words)}
    return html(ask.request, ask.words, "papers/rows.html", shown)


def _record(ask: Ask, found: ListOnItsWay) -> None:
    if found.step is not Step.PLANNED or found.plan is None:
        return
    office, moment = ask.office, ask.office.now_ms()
    ask.office.held.renew(ask.viewer, HELD)
    tell(ask.scope, "import_people", f"{found.plan.asked.name}: {len(found.plan.good)}")
    office.pending.flush(ask.viewer)
    device = office.node.office(ask.viewer.site, moment)
    corrections = ask.request.POST.get("corrections") == "yes"
    found.begin_record(device, ask.viewer.signed_in, moment, corrections=corrections)
    found.settle(1.0)


def not_taken(ask: Ask) -> HttpResponse:
    """The rows that were not taken, word for word with the reasons, as a file that can be mended and sent up again."""
    found = _must(ask)
    if found.plan is None:
        return _to("import_rows")
    plan = found.plan
    lines = report_lines(plan.asked.name, plan.mapping, plan.bad, lambda fault: words_of(fault, ask.words))
    text = "".join(lines).encode("utf-8", "surrogateescape")
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="not-taken.csv"'
    return response


def forget(ask: Ask) -> HttpResponse:
    """The list is not wanted any more; what is recorded stays."""
    if ask.request.method == "POST":
        ask.office.held.drop(ask.viewer, HELD)
    return _to("import_people")


def _held(ask: Ask) -> ListOnItsWay | None:
    return ask.office.held.of(ask.viewer, HELD, ListOnItsWay)


def _must(ask: Ask) -> ListOnItsWay:
    found = _held(ask)
    if found is None:
        raise Denied("list-gone")
    return found


def _to(page: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(page), status=HTTPStatus.SEE_OTHER)
