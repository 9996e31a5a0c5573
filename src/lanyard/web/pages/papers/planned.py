"""The second step of a list: what each row would become, and the third: what became of it."""

from typing import Any, Final

from lanyard.exchange.lists.mapping import OURS
from lanyard.exchange.lists.office import ListOnItsWay
from lanyard.exchange.lists.outcomes import Plan
from lanyard.exchange.lists.refusal import ListRefused
from lanyard.web.answers import Problem, in_words
from lanyard.web.import_page import sound, words_of
from lanyard.words import Words

SHOWN: Final = 50
"""So many rows stand on the page; the file has all."""
VALUE_MOST: Final = 60


def refused_in_words(problem: ListRefused | Problem, said: Words) -> str:
    """Why a list cannot be used, as a page says it."""
    if not isinstance(problem, ListRefused):
        return " ".join(in_words(problem, said))
    words = said.page("papers")
    on_page = {"no-header": words["no_header"], "no-list-name": words["no_list_name"]}
    return on_page.get(problem.code) or said.importing(f"refused_{problem.code}", detail=sound(problem.detail)[:200])


def plan_shown(found: ListOnItsWay, words: Words) -> dict[str, Any]:
    """Counts, the rows that are not taken and why, the columns that are not, the corrections; nothing before that is known."""
    plan = found.plan
    stopped = refused_in_words(found.refused, words) if found.refused is not None else ""
    shown: dict[str, Any] = {"done": found.done.rows, "total": found.total, "entries": found.done.entries}
    if plan is None:
        return shown
    return {
        **shown,
        "name": plan.asked.name,
        "rows": plan.rows,
        "good": len(plan.good),
        "already": plan.already,
        "bad_rows": len(plan.bad),
        "bad": _bad(plan, words),
        "more": max(0, len(plan.bad) - SHOWN),
        "changed_rows": len(plan.changed),
        "changed": _changed(plan, words),
        "left_out": [
            (plan.mapping.columns[at], cells)
            for at, cells in sorted(plan.left_out.items())
            if not plan.mapping.columns[at].startswith(OURS)
        ],
        "why_stopped": stopped,
    }


def _bad(plan: Plan, words: Words) -> list[dict[str, Any]]:
    return [
        {
            "line": row.line,
            "column": fault.column,
            "value": sound(fault.value)[:VALUE_MOST],
            "why": words_of(fault, words),
        }
        for row in plan.bad[:SHOWN]
        for fault in row.faults
    ]


def _changed(plan: Plan, words: Words) -> list[dict[str, Any]]:
    return [
        {
            "line": row.good.line,
            "sheet": f"{row.sheet} {row.row}",
            "what": words.field(*one.field.split(".", 1)),
            "was": one.was,
            "now": one.now,
        }
        for row in plan.changed[:SHOWN]
        for one in row.changes
    ]
