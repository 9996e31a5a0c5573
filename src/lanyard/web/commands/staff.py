"""Members of staff: who may sign in at the office. One person, one account; roles of one side only.

  lanyard staff list                              who there is
  lanyard staff add NAME --role medic             a new account; prints its first password, to be changed at once
  lanyard staff password NAME                     a new first password for somebody who lost hers
  lanyard staff roles NAME --role clerk           other roles
  lanyard staff disable NAME / enable NAME        let her in no more, or again

JSON, last line: staff (a list of sign_in, shown, roles, side, disabled), and password where one was made.
"""

import argparse
from collections.abc import Sequence
from typing import Any, Final

from lanyard.access.accounts import Account, Accounts
from lanyard.access.errors import Denied
from lanyard.desk.node import Node
from lanyard.terms import Role
from lanyard.web.commands.common import add_folder, answer_json, err, on_node, out
from lanyard.web.first_password import first_password
from lanyard.words import Words

DOES: Final = ("list", "add", "password", "roles", "disable", "enable")
ENDS_SHIFTS: Final = ("password", "roles", "disable")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("do", choices=DOES, help="what to do")
    parser.add_argument("name", nargs="?", default="", help="her sign-in name")
    roles = [str(role) for role in Role if role is not Role.ANY]
    parser.add_argument("--role", action="append", default=[], choices=roles, help="a role; may be given several times")
    parser.add_argument("--shown", default="", help="how she is called on the screen (her sign-in name)")
    add_folder(parser)


def run(said: argparse.Namespace) -> int:
    """Do it, by the running server or here."""
    asked = {"do": said.do, "name": said.name, "roles": said.role, "shown": said.shown}
    answer = on_node(said.folder, "staff", lambda node: staff_of(node, **asked), **asked)
    if "denied" in answer:
        err.print(Words("en").denied(answer["denied"], answer["detail"]), highlight=False, markup=False)
        if said.json:
            answer_json({"error": {"code": answer["denied"], "detail": answer["detail"]}})
        return 1
    if said.json:
        answer_json(answer)
        return 0
    for one in answer["staff"]:
        off = "  (disabled)" if one["disabled"] else ""
        out.print(
            f"{one['sign_in']:<20} {', '.join(one['roles']):<30} {one['side']}{off}", highlight=False, markup=False
        )
    if "password" in answer:
        out.print(f"First password: {answer['password']}", highlight=False, markup=False)
    return 0


def staff_of(node: Node, do: str, name: str, roles: Sequence[str], shown: str) -> dict[str, Any]:
    """What the command does, in JSON's words; `denied` with a code where it was not done."""
    return staff_in(Accounts(node.folder.strongbox), do, name, roles, shown)


def staff_in(accounts: Accounts, do: str, name: str, roles: Sequence[str], shown: str) -> dict[str, Any]:
    """The same on accounts that are open already."""
    try:
        password = _do(accounts, do, name, [Role(role) for role in roles], shown)
    except Denied as error:
        return {"denied": error.code, "detail": error.detail}
    everybody = [_said(account) for account in accounts.all()]
    return {"staff": everybody, **({"password": password} if password else {})}


def _do(accounts: Accounts, do: str, name: str, roles: Sequence[Role], shown: str) -> str:
    """Returns the first password where one was made."""
    if do == "list":
        return ""
    if do == "add":
        password = first_password()
        accounts.add(name, shown, roles, password)
        return password
    account = accounts.called(name)
    if account is None:
        raise Denied("no-account")
    if do == "password":
        password = first_password()
        accounts.set_password(account.staff, password, must_change=True)
        return password
    if do == "roles":
        accounts.set_roles(account.staff, roles)
    else:
        accounts.set_disabled(account.staff, disabled=do == "disable")
    return ""


def _said(account: Account) -> dict[str, Any]:
    return {
        "sign_in": account.sign_in,
        "shown": account.shown,
        "roles": [str(role) for role in account.roles],
        "side": str(account.side),
        "disabled": account.disabled,
    }
