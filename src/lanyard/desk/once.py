"""Recorded once, however often it is sent: a form carries the id of its deed, and the second sending finds it done."""

from collections.abc import Sequence
from threading import RLock
from typing import Final

from lanyard.desk.draft import Draft
from lanyard.desk.scope import Scope
from lanyard.ledger.noun import Ref

ONE_AT_A_TIME: Final = RLock()
"""Two sendings of one form at the same moment: the second waits, and then finds the first."""


def keep_once(scope: Scope, act: bytes, drafts: Sequence[Draft]) -> bool:
    """Keep these as one deed, unless it has been done; says whether they were kept now. Raises as `Scope.keep`."""
    with ONE_AT_A_TIME:
        if is_done(scope, drafts[0].about, act):
            return False
        scope.keep([draft._replace(act=act) for draft in drafts])
    return True


def is_done(scope: Scope, about: Ref, act: bytes) -> bool:
    """Has this deed been recorded of this noun, or does it wait to be sealed?"""
    if any(draft.act == act for _, draft in scope.office.pending.of(scope.viewer)):
        return True
    scope.settle()
    return any(e.act == act for e in scope.look.entries_of(about))
