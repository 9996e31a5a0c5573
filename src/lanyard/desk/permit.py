"""Permissions: what the system itself grants is judged first, and refused unless a named person gives a reason."""

from lanyard.casefile.findings import Finding
from lanyard.casefile.manifest import Manifest
from lanyard.desk.draft import Draft
from lanyard.desk.look_up import Look


class Refused(Exception):  # noqa: N818  a word of the glossary
    """A permission is not granted.

    Attributes:
        findings: what speaks against it and was not named in `despite`; all broken rules where the reason is missing.
    """

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(", ".join(finding.rule.code for finding in findings))
        self.findings = findings


def judge(look: Look, draft: Draft) -> tuple[Finding, ...]:
    """What is known for and against a permission, rule by rule, that which nobody can check yet included.

    A list that nobody has ever named is judged as one that nobody opened.
    """
    asks = draft.kind.asks
    assert asks is not None, "only a permission is judged"
    manifest, cases = look.lists.aboard(draft.about) or (Manifest(draft.about), {})
    return tuple(asks(draft.record, manifest, cases))


def permit(look: Look, draft: Draft) -> tuple[Finding, ...]:
    """Grant a permission, returning what was found. Raises `Refused`.

    An override names the rules that it goes against (`despite`) and says why (`reason`); the entry's signed-in member
    of staff answers for it.
    """
    findings = judge(look, draft)
    broken = tuple(finding for finding in findings if finding.refuses)
    against = tuple(finding for finding in broken if finding.rule.code not in draft.record.despite)
    if against:
        raise Refused(against)
    if broken and not draft.record.reason:
        raise Refused(broken)
    return findings
