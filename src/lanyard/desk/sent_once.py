"""Sent twice, recorded once: a form carries a random mark, which is the `act` of what it records."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Final

from lanyard.desk.draft import Draft
from lanyard.desk.look_up import Look
from lanyard.desk.scope import Scope

REMEMBERED: Final = 10_000
"""So many marks are remembered; older ones are looked for among the entries of the noun."""

_lock: Final = Lock()
_kept: Final[OrderedDict[bytes, None]] = OrderedDict()


def keep_once(scope: Scope, mark: bytes, drafts: Sequence[Draft]) -> bool:
    """Keep what she says unless this mark has been recorded before. Returns whether it was kept now. Raises as `keep`."""
    with _lock:
        if mark in _kept or any(_recorded(scope.look, draft, mark) for draft in drafts):
            return False
        scope.keep([draft._replace(act=mark) for draft in drafts])
        _kept[mark] = None
        if len(_kept) > REMEMBERED:
            _kept.popitem(last=False)
        return True


def _recorded(look: Look, draft: Draft, mark: bytes) -> bool:
    """Is it among what is known of the noun? After a new start nothing is remembered, but everything is sealed."""
    return any(said.act == mark for said in look.entries_of(draft.about))
