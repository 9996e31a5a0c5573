"""Permissions: what the system itself grants is judged first, and refused unless a named person gives a reason."""

from collections.abc import Iterator, Sequence

from lanyard.casefile.findings import Finding
from lanyard.casefile.manifest import Manifest
from lanyard.desk.draft import Draft
from lanyard.desk.look_up import Look
from lanyard.terms import Role


class Refused(Exception):  # noqa: N818  a word of the glossary
    """A permission is not granted.

    Attributes:
        findings: what speaks against it and was not named in `despite`; all broken rules where the reason, or the name of who answers for it, is missing.
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


def permit(look: Look, draft: Draft, role: Role | None) -> tuple[Finding, ...]:
    """Grant a permission, returning what was found. Raises `Refused`.

    An override names the rules that it goes against (`despite`) and says why (`reason`); whoever is signed in, in a
    role (`role`; nothing: nobody is) that records the kind, answers for it.
    """
    findings = judge(look, draft)
    broken = tuple(finding for finding in findings if finding.refuses)
    against = tuple(finding for finding in broken if finding.rule.code not in draft.record.despite)
    if against:
        raise Refused(against)
    if broken and not (draft.record.reason and may_answer(draft, role)):
        raise Refused(broken)
    return findings


def may_answer(draft: Draft, role: Role | None) -> bool:
    """May somebody in this role answer for a permission?"""
    return role is not None and (Role.ANY in draft.kind.who or role in draft.kind.who)


def in_steps(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """The drafts in their order, a permission always apart: what comes before it must be known when it is judged."""
    step: list[Draft] = []
    for draft in drafts:
        if draft.kind.asks is None:
            step.append(draft)
            continue
        if step:
            yield step
        yield [draft]
        step = []
    if step:
        yield step
