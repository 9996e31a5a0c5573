"""What does not hold, as somebody can resolve it: the rule, about whom, the entries with who recorded them, and the ways out."""

from dataclasses import dataclass
from typing import Final

from lanyard.casefile.marks import Nature
from lanyard.casefile.roll import Named
from lanyard.desk.behind import EVERYWHERE
from lanyard.desk.corrections import Corrections, Said
from lanyard.desk.labels import Labels
from lanyard.desk.paging import Page, Row, Wanted, paged
from lanyard.desk.ways import RULES, Ways, ways
from lanyard.ledger.noun import Noun
from lanyard.store.cipher import Connection

A_FEW: Final = Wanted(0, 20)
NAMED: Final = 10
"""So many of those whom the same entries concern are named."""

ID_BYTES: Final = 32
_MARKS: Final = (
    "SELECT rule, entries, min(ref) AS first FROM mark_row WHERE nature = :nature AND (:rule = '' OR rule = :rule) AND (:site = '' OR site = :site)"
    " GROUP BY rule, entries"
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Entries that do not hold together, or that did not meet a rule.

    `about` are those whom it concerns, the first ten by label; `unread` counts entries of it that cannot be read here.
    """

    rule: str
    source: str
    nature: Nature
    about: tuple[Named, ...]
    nouns: tuple[Noun, ...]
    entries: tuple[Said, ...]
    unread: int
    ways: Ways

    @property
    def wants_second(self) -> bool:
        """Has one person called one of its entries an error already?"""
        return any(said.wants_second for said in self.entries)


class Contradictions:
    """Reads marks over one connection; it opens the entries of the page that it is asked for, and no others."""

    def __init__(self, views: Connection, labels: Labels, corrections: Corrections) -> None:
        self._views = views
        self._labels = labels
        self._corrections = corrections

    def page(self, nature: Nature, site: str = EVERYWHERE, rule: str = "", wanted: Wanted = A_FEW) -> Page[Conflict]:
        """Marks of one nature, of one rule or all, by rule; what stands at several people by the same entries is one."""
        asked = {"nature": nature.value, "rule": rule, "site": site}
        page = paged(self._views, "rule, entries", f"FROM ({_MARKS})", "rule, first, entries", asked, wanted)
        return page.of(lambda rows: tuple(self._conflicts(rows, nature)))

    def rules(self, site: str = EVERYWHERE) -> dict[Nature, dict[str, int]]:
        """How many marks there are of each rule, by nature; the same entries at several people are one."""
        sql = (
            "SELECT nature, rule, count(DISTINCT entries) FROM mark_row WHERE :site = '' OR site = :site"
            " GROUP BY nature, rule ORDER BY nature, rule"
        )
        found: dict[Nature, dict[str, int]] = {nature: {} for nature in Nature}
        for nature, rule, count in self._views.execute(sql, {"site": site}).fetchall():
            found[Nature(nature)][rule] = count
        return found

    def _conflicts(self, rows: tuple[Row, ...], nature: Nature) -> list[Conflict]:
        ids = [[entries[at : at + ID_BYTES] for at in range(0, len(entries), ID_BYTES)] for _, entries in rows]
        said = self._corrections.of_entries(one for several in ids for one in several)
        found = []
        for (rule, entries), several in zip(rows, ids, strict=True):
            keys = self._concerned(nature, rule, entries)
            here = tuple(said[one] for one in several if one in said)
            source = RULES[rule].source if rule in RULES else ""
            about, nouns = tuple(map(self._labels.of, keys)), tuple(Noun(key[0]) for key in keys)
            unread = len(several) - len(here)
            found.append(Conflict(rule, source, nature, about, nouns, here, unread, ways(rule)))
        return found

    def _concerned(self, nature: Nature, rule: str, entries: bytes) -> list[bytes]:
        sql = "SELECT DISTINCT ref FROM mark_row WHERE nature = ? AND rule = ? AND entries = ? ORDER BY ref LIMIT ?"
        return [key for (key,) in self._views.execute(sql, (nature.value, rule, entries, NAMED)).fetchall()]
