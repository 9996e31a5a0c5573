"""A table of people with tiles in each row: those whose tags are known, and rows for others, each with a tag of her own."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

from lanyard.desk.draft import Draft
from lanyard.desk.rows import key_of
from lanyard.desk.scope_arrival import Unmet, ref_from
from lanyard.ledger.errors import Malformed
from lanyard.ledger.noun import Noun, Ref
from lanyard.stations.arrival.entries import PersonMet, TagClaimed, WalkedIn
from lanyard.terms import Sex
from lanyard.web.forms import typed
from lanyard.web.pages.arrival.ages import BANDS
from lanyard.web.recording import new_people

MOST_ROWS: Final = 60
_KEY: Final = re.compile(r"r([0-9]{1,2})\.key")


@dataclass
class Row:
    """One person: her key in the views, the tag that she is known to wear or that was typed, and what was tapped."""

    key: str
    known: bool
    tag: str = ""
    group: str = ""
    sex: str = ""
    band: str = ""
    medic: bool = False
    error: str = ""

    @property
    def ref(self) -> Ref:
        """The person."""
        ref = ref_from(self.key, Noun.PERSON)
        if ref is None:
            raise Malformed("not-a-noun", "key", self.key)
        return ref

    @property
    def met(self) -> bool:
        """Was anything said of her?"""
        return bool(self.sex or self.band)

    def code(self) -> str:
        """The tag of a new row. Raises `Malformed`."""
        if not self.tag.strip():
            raise Malformed("missing-field", "tag")
        return typed.tag(self.tag)


def known_rows(unmet: Iterable[Unmet]) -> list[Row]:
    """Rows for those whose tags are known."""
    return [Row(one.key, True, one.tag, one.group) for one in unmet][:MOST_ROWS]


def new_rows(number: int) -> list[Row]:
    """Rows for people whom nobody has recorded."""
    return [Row(key_of(ref).hex(), False) for ref in new_people(number)]


def sent_rows(request: HttpRequest) -> list[Row]:
    """The rows as they were sent. Raises `Malformed` with what no tile of ours says."""
    numbers = sorted(int(found[1]) for name in request.POST if (found := _KEY.fullmatch(name)))
    return [_row(request, number) for number in numbers]


def _row(request: HttpRequest, number: int) -> Row:
    def of(name: str) -> str:
        return str(request.POST.get(f"r{number}.{name}", ""))

    row = Row(of("key"), of("known") == "on", of("tag"), of("group"), of("sex"), of("band"), of("medic") == "on")
    if row.sex not in ("", *Sex) or row.band not in ("", *BANDS):
        raise Malformed("not-a-choice", f"r{number}")
    return row


def drafts_of(row: Row, where: str, group: str, came_on: Ref | None) -> list[Draft]:
    """What a row says, each an entry of its own: that she came, with her tag, and what is seen of her. Raises `Malformed`."""
    said: list[Draft] = []
    if not row.known and (row.met or row.tag.strip() or row.medic):
        code = row.code()
        red = True if row.medic else None
        if came_on is None:
            said.append(Draft(WalkedIn(code), row.ref, where))
        said.append(Draft(TagClaimed(code, group or None, came_on, red), row.ref, where))
    if row.met:
        sex = Sex(row.sex) if row.sex else Sex.UNKNOWN
        met = PersonMet(sex, BANDS.get(row.band), travel_group=(row.group if row.known else group) or None)
        said.append(Draft(met, row.ref, where))
    return said
