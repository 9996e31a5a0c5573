"""One printed tag as whoever stands before it needs it: whose it is, whether it is out of use, whether it is ours."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from lanyard.casefile.tag import tag_ref
from lanyard.desk.labels import Labels
from lanyard.desk.rows import key_of
from lanyard.store.cipher import Connection

_NUMBERED: Final = 12
"""Digits of a number at the end of a travel group's label; what is longer is no number of ours."""


class TagState(StrEnum):
    """What stands in the way of claiming a tag; nothing does when it is free or of another site."""

    FREE = "free"
    FOREIGN = "foreign"
    HELD = "held"
    VOIDED = "voided"
    NOT_PRINTED = "not_printed"


class TagSeen(NamedTuple):
    """A tag: its code, its state, and whose it is: the key of her case in the views, and the tag by which she is known."""

    code: str
    state: TagState
    holder: bytes = b""
    label: str = ""

    @property
    def claimable(self) -> bool:
        """May somebody claim it?"""
        return self.state in (TagState.FREE, TagState.FOREIGN)


class Tags:
    """Reads tags and travel groups over one connection."""

    def __init__(self, views: Connection, labels: Labels, printed: Mapping[bytes, str]) -> None:
        """`printed` gives the code of each tag (by id) that this site has printed."""
        self._views = views
        self._labels = labels
        self._printed = printed

    def of(self, code: str) -> TagSeen:
        """A tag by its code. One with letters of ours that nobody printed is no tag; other letters are another site's."""
        ref = tag_ref(code)
        row = self._views.execute("SELECT holder, voided FROM tag_row WHERE ref = ?", (key_of(ref),)).fetchone()
        holder, voided = row or (None, 0)
        if holder:
            return TagSeen(code, TagState.HELD, holder, self._labels.of(holder).label)
        if voided:
            return TagSeen(code, TagState.VOIDED)
        if ref.key in self._printed:
            return TagSeen(code, TagState.FREE)
        ours = code[:2] in self._labels.sites
        return TagSeen(code, TagState.NOT_PRINTED if ours else TagState.FOREIGN)

    def groups(self) -> int:
        """The highest number that ends the label of a travel group; nought if none has one."""
        rows = self._views.execute("SELECT DISTINCT travel_group FROM case_row WHERE travel_group <> ''").fetchall()
        ends = (str(label).rpartition(" ")[2] for (label,) in rows)
        return max((int(end) for end in ends if end.isascii() and end.isdigit() and len(end) <= _NUMBERED), default=0)
