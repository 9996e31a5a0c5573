"""What these pages show of staff and roles, in somebody's words."""

from collections.abc import Collection
from typing import Any, Final

from django.http import QueryDict

from lanyard.access.errors import Denied
from lanyard.access.table import TABLE, Side
from lanyard.desk.staffing import Member
from lanyard.terms import Role
from lanyard.web.clock_face import Hours, zone_of
from lanyard.web.guard import Ask
from lanyard.words import Words

DAY_MS: Final = 86_400_000
"""So long the age stands beside an hour; after that its day says enough."""


def hours_of(ask: Ask) -> Hours:
    """Shows moments as the clocks at the viewer's site do."""
    return Hours(zone_of(ask.office.node.plan, ask.viewer.site), ask.office.now_ms(), ask.words)


def moment(hours: Hours, at_ms: int | None) -> dict[str, str]:
    """An hour with its age beside while that is less than a day; nothing for nothing."""
    if at_ms is None:
        return {}
    recent = 0 <= hours.now_ms - at_ms < DAY_MS
    return {"at": hours.at(at_ms), "age": hours.age(at_ms) if recent else ""}


def member_shown(ask: Ask, member: Member) -> dict[str, Any]:
    """A line of the list of staff."""
    account = member.account
    return {
        "key": account.staff.hex(),
        "sign_in": account.sign_in,
        "shown": account.shown,
        "roles": [ask.words.choice("role", role) for role in account.roles],
        "side": _sides(ask.words)[account.side],
        "last": moment(hours_of(ask), member.last.began_ms if member.last else None),
        "last_role": ask.words.choice("role", member.last.role) if member.last else "",
        "here": member.signed_in is not None,
        "here_as": ask.words.choice("role", member.signed_in.role) if member.signed_in else "",
        "waits": -(-member.waits_ms // 60_000),
        "first": account.must_change,
        "disabled": account.disabled,
    }


def roles_by_side(words: Words, chosen: Collection[str]) -> list[dict[str, Any]]:
    """The roles to choose from, those of one side together."""
    return [
        {
            "label": label,
            "roles": [
                {"code": str(role), "label": words.choice("role", role), "chosen": str(role) in chosen}
                for role, sight in TABLE.items()
                if sight.side is side
            ],
        }
        for side, label in _sides(words).items()
    ]


def _sides(said: Words) -> dict[Side, str]:
    words = said.page("staff")
    return {Side.CARE: words["side_care"], Side.CUSTODY: words["side_custody"], Side.BOTH: words["side_both"]}


def roles_of(said: QueryDict) -> list[Role]:
    """The roles that a form names. Raises Denied `no-role` for one that there is not."""
    known = {str(role): role for role in TABLE}
    wanted = dict.fromkeys(said.getlist("role"))
    if any(one not in known for one in wanted):
        raise Denied("no-role")
    return [known[one] for one in wanted]
