"""First words with many at once: those of a vehicle who wear tags already, or a family, one row each, saved together."""

from collections.abc import Sequence
from typing import Final

from django.http import HttpResponse

from lanyard.desk.draft import Draft
from lanyard.desk.scope_arrival import SeenVehicle, next_group, tag_seen, vehicle
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Noun, Ref
from lanyard.terms import Sex
from lanyard.web.answers import html, in_words
from lanyard.web.guard import Ask
from lanyard.web.pages.arrival.acts import tag_in_words
from lanyard.web.pages.arrival.ages import tiles
from lanyard.web.pages.arrival.rows import MOST_ROWS, Row, drafts_of, known_rows, new_rows, sent_rows
from lanyard.web.recording import keep_act, not_kept, nothing_here, see, text_in

AT_FIRST: Final = 6
MORE: Final = 4
AT_ONCE: Final = 12
"""So many of those with tags stand on one page; whoever comes next stands on it when these are saved."""


def meet_vehicle(ask: Ask, key: str) -> HttpResponse:
    """Everybody of a vehicle who wears a tag and whom nobody has met."""
    found = vehicle(ask.scope, key)
    if found is None:
        return nothing_here(ask, "arrivals")
    return _meet(ask, found, known_rows(found.unmet[:AT_ONCE]), group="")


def family(ask: Ask, key: str) -> HttpResponse:
    """A family of a vehicle: a row for each, with her tag."""
    found = vehicle(ask.scope, key)
    return nothing_here(ask, "arrivals") if found is None else _meet(ask, found, new_rows(AT_FIRST), group=_next(ask))


def family_on_foot(ask: Ask) -> HttpResponse:
    """A family that came on foot."""
    return _meet(ask, None, new_rows(AT_FIRST), group=_next(ask))


def _next(ask: Ask) -> str:
    words = ask.words.page("arrival")
    return words["group_n"].format(n=next_group(ask.scope))


def _meet(ask: Ask, found: SeenVehicle | None, rows: list[Row], group: str) -> HttpResponse:
    if ask.request.method != "POST":
        return _page(ask, found, rows, group)
    sent, group = sent_rows(ask.request), text_in(ask.request, "group", needed=False)
    if "more" in ask.request.POST:
        return _page(ask, found, (sent + new_rows(_more(ask)))[:MOST_ROWS], group)
    drafts = _drafts(ask, sent, group, found)
    wrong = [f"{number}: {row.error}" for number, row in enumerate(sent, 1) if row.error]
    if not drafts and not wrong:
        wrong = in_words(Malformed("missing-field", "sex"), ask.words)
    if wrong:
        return not_kept(_page(ask, found, sent, group, wrong))
    keep_act(ask, drafts)
    return see("arrivals") if found is None else see("vehicle", found.line.key)


def _more(ask: Ask) -> int:
    """How many rows more; none when a scanner without scripts sent the form by its Enter."""
    return MORE if ask.request.POST.get("more") != "0" else 0


def _page(ask: Ask, found: SeenVehicle | None, rows: list[Row], group: str, wrong: Sequence[str] = ()) -> HttpResponse:
    shown = {
        "ask": ask,
        "vehicle": found,
        "rows": rows,
        "problems": wrong,
        "family": any(not row.known for row in rows),
        "left": max(0, len(found.unmet) - AT_ONCE) if found else 0,
        "sexes": [(sex.value, ask.words.choice("sex", sex)) for sex in Sex],
        "bands": tiles(ask),
        "group": group,
        "next": next((number for number, row in enumerate(rows) if not row.known and not row.tag.strip()), 0),
        "act": ask.request.POST.get("act", ""),
    }
    return html(ask.request, ask.words, "arrival/meet.html", shown)


def _drafts(ask: Ask, rows: list[Row], group: str, found: SeenVehicle | None) -> list[Draft]:
    """What all rows say; a row that cannot be kept says why."""
    came_on = None if found is None else Ref(Noun.VEHICLE, bytes.fromhex(found.line.key)[1:])
    drafts: list[Draft] = []
    codes: set[str] = set()
    for row in rows:
        try:
            said = drafts_of(row, ask.viewer.site, group, came_on)
            if said and not row.known:
                row.error = _tag_error(ask, row.code(), codes)
        except Malformed as malformed:
            row.error = in_words(malformed, ask.words)[0]
        else:
            drafts += said
    return drafts


def _tag_error(ask: Ask, code: str, codes: set[str]) -> str:
    words = ask.words.page("arrival")
    if code in codes:
        return words["tag_twice"].format(tag=f"\u2068{code}\u2069")
    codes.add(code)
    seen = tag_seen(ask.scope, code)
    return "" if seen.claimable else tag_in_words(ask, seen)
