"""What a plan needs to know of the site: who is recorded, who holds which tag, what the areas are called."""

import os
from collections.abc import Iterator
from typing import Any, Final, Self

from lanyard.casefile.tag import tag_ref
from lanyard.desk.draft import KIND_OF
from lanyard.desk.node import Node
from lanyard.exchange.lists.memory import Memory
from lanyard.exchange.lists.outcomes import Change, Good
from lanyard.exchange.lists.recording import Corrected, records_of
from lanyard.exchange.lists.vocabulary import folded
from lanyard.ledger.body import Link, LinkKind
from lanyard.ledger.entry import Entry
from lanyard.ledger.noun import Ref

SALT_BYTES: Final = 16


class Here:
    """A `planning.Known` over a node. Close it, or use it in a `with`; it sees what was recorded before it was made."""

    def __init__(self, node: Node, memory: Memory, letters: str = "") -> None:
        """`memory` gives the salt of this site's ids; where no list was ever recorded, any will do for a plan."""
        node.settle()
        self._node = node
        self._look = node.look()
        self.salt = memory.salt() or os.urandom(SALT_BYTES)
        self.areas = _areas(node, letters or node.plan.home.letters)

    def has(self, person: Ref) -> bool:
        """Is anything recorded about this person?"""
        return self._look.knows(person)

    def tag(self, code: str, but: Ref) -> tuple[str | None, bool]:
        """See `planning.Known`."""
        holder, void = self._look.tag_holder(tag_ref(code))
        if holder is None or holder == but:
            return None, void
        return self._look.label(holder), void

    def changes(self, good: Good) -> tuple[Change, ...]:
        """See `planning.Known`."""
        return tuple(change for old, new in self._unsaid(good) for change in _differences(old, new))

    def corrected(self, good: Good) -> Corrected:
        """The row as a correction: which entries it takes the place of."""
        links = {
            KIND_OF[type(new)].name: None if old is None else Link(LinkKind.CORRECTS, old.id)
            for old, new in self._unsaid(good)
        }
        return Corrected(good, links)

    def _unsaid(self, good: Good) -> Iterator[tuple[Entry | None, Any]]:
        """What this row records that no entry of the same row has ever said, with the entry that now stands for it."""
        person = self._look.read(good.person)
        if person is None:
            return
        ever = [e for e in (*person.entries, *person.taken_back) if e.act == good.act]
        standing = {e.kind: e for e in person.entries if e.act == good.act}
        for record in records_of(good.said, self._node.plan):
            if not any(e.record == record for e in ever):
                yield standing.get(KIND_OF[type(record)].name), record

    def close(self) -> None:
        """Close the connections."""
        self._look.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _differences(old: Entry | None, new: Any) -> Iterator[Change]:
    shape = KIND_OF[type(new)].shape
    for question in shape.questions:
        was = None if old is None else getattr(old.record, question.name)
        now = getattr(new, question.name)
        if was != now:
            yield Change(f"{shape.name}.{question.name}", _shown(was), _shown(now))


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Ref):
        return value.key.hex()[:8]
    if isinstance(value, tuple):
        return "–".join(str(part) for part in value)
    return str(value)


def _areas(node: Node, letters: str) -> dict[str, str]:
    """The areas of a site by code, with and without the site's letters, and by name where that names one alone."""
    own = [area for area in node.plan.areas if area.code.startswith(f"{letters}/")]
    names = [folded(area.name) for area in own]
    found = {folded(area.name): area.code for area in own if names.count(folded(area.name)) == 1}
    found |= {folded(area.code.partition("/")[2]): area.code for area in own}
    return found | {folded(area.code): area.code for area in own}
