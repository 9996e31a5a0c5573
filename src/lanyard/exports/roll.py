"""The roll on paper: what does not balance first, by tag, then how many are where at each site."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from lanyard.exports.setting import Heading, apart, grouped
from lanyard.words import Words

LABELS: Final = ("roll", "people", "unaccounted", "contradicting", "not_here", "places")
NAMES_MOST: Final = 60


@dataclass(frozen=True, slots=True)
class PaperGap:
    """A difference: which books (code), where, by how many, the tags, of what, who was last responsible, since when."""

    what: str
    site: str
    number: int
    names: tuple[str, ...]
    of: str
    last_responsible: str
    since: str


@dataclass(frozen=True, slots=True)
class PaperSighting:
    """Somebody who was seen elsewhere than recorded: who, where, when, by whom; the code of the place that is recorded."""

    about: str
    seen_at: str
    since: str
    by: str
    recorded: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class RollPaper:
    """The books at one moment. `places` are (code of a place, how many at each of `sites`).

    `contradicting` are (about whom, code of the rule). The rest is what the books cannot speak of: `notices` are (code,
    detail), `missing` and `forks` are (chain, first, last), the others count entries.
    """

    heading: Heading
    at: str
    people: int
    unaccounted: int
    balanced: bool
    sites: tuple[str, ...]
    places: tuple[tuple[str, tuple[int, ...]], ...]
    gaps: tuple[PaperGap, ...] = ()
    contradicting: tuple[tuple[str, str], ...] = ()
    seen_elsewhere: tuple[PaperSighting, ...] = ()
    notices: tuple[tuple[str, str], ...] = ()
    missing: tuple[tuple[str, int, int], ...] = ()
    forks: tuple[tuple[str, int, int], ...] = ()
    unread: int = 0
    waiting: int = 0
    quarantined: int = 0


def laid_out(paper: RollPaper, words: Words, beside: Words | None) -> dict[str, Any]:
    """What the template shows."""
    both = [words] if beside is None else [words, beside]
    return {
        "heading": asdict(paper.heading),
        "given": {name: getattr(paper, name) for name in ("at", "people", "unaccounted", "balanced", "sites")},
        "title": [one.printed("roll") for one in both],
        "balanced": words.terminal("balanced"),
        "gaps": [_gap(gap, words) for gap in paper.gaps],
        "contradicting": _contradicting(paper, words),
        "not_here": _not_here(paper, words),
        "places": [
            {"place": words.place(place), "counts": ["" if n == 0 else str(n) for n in counts]}
            for place, counts in paper.places
        ],
    }


def _contradicting(paper: RollPaper, words: Words) -> list[str]:
    lines = [f"{apart(grouped(about))}: {words.rule(rule)}" for about, rule in paper.contradicting]
    for one in paper.seen_elsewhere:
        what = f"{words.place(one.recorded)} {apart(one.of)}" if one.of else words.place(one.recorded)
        seen = {"who": grouped(one.about), "where": one.seen_at, "when": one.since, "by": one.by}
        lines.append(words.terminal("seen_elsewhere", what=what, **{key: apart(text) for key, text in seen.items()}))
    return lines


def _not_here(paper: RollPaper, words: Words) -> list[str]:
    lines = [words.refusal(code, detail) for code, detail in paper.notices]
    lines += [words.terminal("missing", what=apart(chain), low=low, high=high) for chain, low, high in paper.missing]
    lines += [words.terminal("forks", what=apart(chain), low=low) for chain, low, _ in paper.forks]
    counted = {"unread": paper.unread, "waiting": paper.waiting, "quarantined": paper.quarantined}
    return lines + [words.terminal(name, count=count) for name, count in counted.items() if count]


def _gap(gap: PaperGap, words: Words) -> dict[str, Any]:
    about = [apart(part) for part in (gap.site, gap.of) if part]
    if gap.since:
        about.append(words.terminal("since", when=apart(gap.since)))
    if gap.last_responsible:
        about.append(words.terminal("last_responsible", who=apart(gap.last_responsible)))
    return {
        "number": f"{gap.number:+d}",
        "what": words.gap(gap.what),
        "about": " · ".join(about),
        "names": [grouped(name) for name in gap.names[:NAMES_MOST]],
        "more": max(0, len(gap.names) - NAMES_MOST),
    }
