"""The chains that this site knows: what each brought, what is missing or odd about it, and whether it is still believed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from lanyard.desk.authority import Keys
from lanyard.desk.plan import SitePlan
from lanyard.ledger.certificate import Directory
from lanyard.ledger.clock import hlc_ms
from lanyard.ledger.errors import Malformed
from lanyard.ledger.header import decode_header
from lanyard.ledger.open_records import DeviceRevoked
from lanyard.store.cipher import Connection
from lanyard.store.ledger_file import WAITS, LedgerFile

UNKNOWN_CHAIN: Final = b""
"""What lies aside and does not even say which chain it is from."""
_RUNS: Final = "SELECT chain, sum(last - first + 1), max(last), min(first) FROM run GROUP BY chain"


class DeviceKind(StrEnum):
    """What stands behind a chain."""

    ROOT = "root"
    OFFICE = "office"
    TABLET = "tablet"
    OTHER_SITE = "other_site"
    STRANGER = "stranger"


class SetAside(StrEnum):
    """Why entries of a chain lie aside: they wait, or they are in quarantine."""

    WAITING = "waiting"
    SIGNATURE = "signature"
    PLACE = "place"
    QUOTA = "quota"
    UNREADABLE = "unreadable"


_WHY: Final = {
    WAITS: SetAside.WAITING,
    "signature": SetAside.SIGNATURE,
    "prev": SetAside.PLACE,
    "revoked": SetAside.QUOTA,
}


class DeviceRow(NamedTuple):
    """One chain. Times in UTC: `until_s` is when its last certificate ends, `last_ms` the stamp of its newest entry.

    `missing` counts entries that have not come; `in_use`: this process records on it; `ours`: this site may revoke it.
    """

    chain: bytes
    kind: DeviceKind
    site: str
    until_s: int | None
    last_ms: int | None
    entries: int
    missing: int
    forks: int
    flagged: int
    aside: tuple[tuple[SetAside, int], ...]
    revoked: tuple[DeviceRevoked, ...]
    in_use: bool
    ours: bool

    @property
    def short(self) -> str:
        """The beginning of the chain's name, as people say it."""
        return self.chain.hex()[:8]

    @property
    def odd(self) -> bool:
        """Should somebody look at it?"""
        return bool(self.missing or self.forks or self.flagged or self.aside)


class Devices:
    """Counts, over the views and the ledger, what each chain has brought."""

    def __init__(self, views: Connection, ledger: LedgerFile, plan: SitePlan) -> None:
        """`plan` gives the letters of the sites that certified them."""
        self._views = views
        self._ledger = ledger
        self._letters = {site.id: site.letters for site in plan.sites}

    def all(self, directory: Directory, keys: Keys) -> list[DeviceRow]:
        """Every chain that is certified here, or of which something is here: what is odd first, then the newest."""
        runs = {chain: (entries, last, first) for chain, entries, last, first in self._views.execute(_RUNS)}
        forks = Counter(row[0] for row in self._views.execute("SELECT chain FROM fork"))
        flagged, aside, heads = self._flagged(), self._aside(), self._ledger.heads()
        chains = {*runs, *aside, *list(directory.certificates)}
        rows = []
        for chain in chains:
            entries, last, _ = runs.get(chain, (0, -1, 0))
            kind, site, ours = self._what(chain, directory, keys)
            certificates = directory.certificates.get(chain, ())
            rows.append(
                DeviceRow(
                    chain, kind, site,
                    max((own.not_after for own in certificates), default=None),
                    self._stamp(chain, heads), entries + forks[chain], last + 1 - entries, forks[chain],
                    flagged[chain], tuple(sorted(aside.get(chain, Counter()).items())),
                    tuple(directory.revocations.get(chain, ())), chain in keys.in_use, ours,
                )
            )  # fmt: skip
        return sorted(rows, key=_order)

    def _what(self, chain: bytes, directory: Directory, keys: Keys) -> tuple[DeviceKind, str, bool]:
        """What a chain is, whose site it belongs to, and whether a site of ours has certified it."""
        key = directory.keys.get(chain)
        certificates = directory.certificates.get(chain, ())
        if key is None or not certificates:
            return DeviceKind.STRANGER, "", False
        if key == directory.root:
            return DeviceKind.ROOT, "", False
        site = self._letters.get(certificates[0].site, "")
        ours = site in keys.own.values()
        if key in keys.own:
            return DeviceKind.OFFICE, keys.own[key], True
        is_site = any(key == one.key for known in list(directory.sites.values()) for one in known)
        return (DeviceKind.OTHER_SITE if is_site or not ours else DeviceKind.TABLET), site, ours

    def _stamp(self, chain: bytes, heads: Mapping[bytes, tuple[int, bytes]]) -> int | None:
        found = self._ledger.get([(chain, *heads[chain])]) if chain in heads else []
        return hlc_ms(decode_header(found[0].header).hlc) if found else None

    def _flagged(self) -> Counter[bytes]:
        """How many entries of each chain state or carry a time that cannot be."""
        ids = [row[0] for row in self._views.execute("SELECT id FROM flagged")]
        shorts = [(int.from_bytes(entry[:8], "big", signed=True),) for entry in ids]
        numbers = [n for short in shorts for (n,) in self._views.execute("SELECT n FROM seen WHERE short = ?", short)]
        wanted = set(ids)
        return Counter(decode_header(r.header).chain for r in self._ledger.by_numbers(numbers) if r.id in wanted)

    def _aside(self) -> dict[bytes, Counter[SetAside]]:
        """What lies aside, by chain and reason; what waited and has been kept since is not counted."""
        found: dict[bytes, Counter[SetAside]] = {}
        for chain, why in self._set_aside(self._ledger.set_aside()):
            found.setdefault(chain, Counter())[why] += 1
        return found

    def _set_aside(self, rows: Iterable[tuple[str, bytes]]) -> Iterable[tuple[bytes, SetAside]]:
        waited: set[bytes] = set()
        for reason, header in rows:
            why = _WHY.get(reason.partition(".")[0], SetAside.UNREADABLE)
            try:
                read = decode_header(header)
            except Malformed:
                yield UNKNOWN_CHAIN, why
                continue
            if why is SetAside.WAITING:
                kept = any(row.header == header for row in self._ledger.at(read.chain, read.seq))
                if kept or header in waited:
                    continue
                waited.add(header)
            yield read.chain, why


def _order(row: DeviceRow) -> tuple[bool, int, bytes]:
    return not row.odd, -(row.last_ms or 0), row.chain
