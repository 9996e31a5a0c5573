"""Sent twice, recorded once: a form carries a random mark, which is the `act` of what it records."""

from collections.abc import Sequence
from threading import RLock
from typing import Final

from lanyard.desk.draft import Draft
from lanyard.desk.scope import Scope
from lanyard.ledger.noun import Ref

ONE_AT_A_TIME: Final = RLock()
"""Whoever looks first and records after holds this: of two sendings at the same moment the second finds the first."""


def keep_once(scope: Scope, mark: bytes, drafts: Sequence[Draft]) -> bool:
    """Keep what she says unless this mark has been recorded before. Returns whether it was kept now. Raises as `keep`."""
    with ONE_AT_A_TIME:
        if any(is_kept(scope, draft.about, mark) for draft in drafts):
            return False
        scope.keep([draft._replace(act=mark) for draft in drafts])
    return True


def is_kept(scope: Scope, about: Ref, mark: bytes) -> bool:
    """Does what was recorded of this noun with this mark stand, or wait to be sealed? What was taken back does neither."""
    if any(draft.act == mark for _, draft in scope.office.pending.of(scope.viewer)):
        return True
    scope.settle()
    return any(said.act == mark for said in scope.look.entries_of(about))
