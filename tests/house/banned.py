"""Calls and words that have a better replacement here, each named in the message."""

import ast
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.house.source import Module

ABOVE_THE_LINE = frozenset({"web", "words", "exchange", "exports", "desk", "access", "store"})
CLOCKS = re.compile(
    r"^(datetime\.)?(datetime\.(now|utcnow|today)|date\.today)$|^time\.(time|monotonic|perf_counter|time_ns|localtime|gmtime)$"
)
ROW_WRITERS = re.compile(
    r"\.(objects|_default_manager)\.(create|bulk_create|get_or_create|update_or_create|update|bulk_update)$"
)
LEFTOVERS = re.compile(r"\b(" + "|".join(["FIX" + "ME", "TO" + "DO", "XX" + "X", "HA" + "CK"]) + r")\b")


class Ban(NamedTuple):
    """One rule: which nodes it means, in which modules, and what to do instead."""

    means: Callable[[ast.AST], bool]
    holds_in: Callable[[Module], bool]
    instead: str


def called(node: ast.AST) -> str:
    """The dotted name that a call calls, or nothing."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def below_the_line(module: Module) -> bool:
    """Whether rules live here, not machines."""
    return bool(module.top) and module.top not in ABOVE_THE_LINE


def is_float(node: ast.AST) -> bool:
    """A float literal, a call of float, a float in an annotation, or a true division. `isinstance` is no such thing."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float)
    if isinstance(node, ast.AnnAssign | ast.arg):
        return node.annotation is not None and bool(re.search(r"\bfloat\b", ast.unparse(node.annotation)))
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Div)
    return called(node) == "float"


def may_print(module: Module) -> bool:
    """Commands speak to a terminal; nothing else does."""
    return module.name.startswith("lanyard.web.commands") or module.name == "lanyard.web.__main__"


BANS = (
    Ban(lambda node: bool(CLOCKS.match(called(node))), below_the_line, "take the time as an argument"),
    Ban(
        lambda node: called(node) in {"open", "input", "eval", "exec", "__import__", "breakpoint"},
        below_the_line,
        "below the line nothing is read, asked or run: take it as an argument",
    ),
    Ban(
        lambda node: called(node) in {"print", "sys.stdout.write"},
        lambda module: not may_print(module),
        "return the words, and let web/commands print them",
    ),
    Ban(is_float, lambda module: module.top == "ledger", "use an integer in the unit that ends the name"),
    Ban(
        lambda node: bool(ROW_WRITERS.search(called(node))),
        lambda module: module.top != "store",
        "ask store to write the row",
    ),
    Ban(
        lambda node: (
            isinstance(node, ast.Name | ast.alias)
            and "TYPE_CHECKING" in {getattr(node, "id", ""), getattr(node, "name", "")}
        ),
        lambda module: True,
        "move the type to where both can import it",
    ),
)


def banned(module: Module) -> Iterator[str]:
    """What stands in a module and should not, with what to use instead."""
    bans = [ban for ban in BANS if ban.holds_in(module)]
    for node in ast.walk(module.tree):
        for ban in bans:
            if ban.means(node):
                place = getattr(node, "lineno", 0)
                yield f"{module.shown}:{place} {ast.unparse(node)[:60]}: {ban.instead}"


def leftovers(text: str) -> list[str]:
    """Notes to oneself that should have become an issue or have been done."""
    return [line.strip()[:100] for line in text.splitlines() if LEFTOVERS.search(line)]
