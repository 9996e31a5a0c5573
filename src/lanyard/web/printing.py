"""Gathers what the papers show, from a look at what is known; whoever asks has been found to be allowed to see it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lanyard.casefile.case import Case, Outcome
from lanyard.casefile.manifest import Manifest
from lanyard.casefile.place import Where
from lanyard.casefile.roll import Gap, Roll, Sighting
from lanyard.desk.lists import BoardingList
from lanyard.desk.plan import Site, SitePlan
from lanyard.desk.sheet_stock import SheetStock
from lanyard.exports.manifest import BoardingPaper, Traveller
from lanyard.exports.receipt import ReceiptPaper, Somebody
from lanyard.exports.roll import PaperGap, PaperSighting, RollPaper
from lanyard.exports.setting import Heading
from lanyard.exports.sheet import BlankSheet, Sheets
from lanyard.ledger.noun import Ref
from lanyard.stations.transport.entries import HandedOver

ENDED = frozenset({Outcome.LEFT, Outcome.DIED, Outcome.RUSHED_OUT, Outcome.OUT_OF_SIGHT})
"""What becomes of somebody on the way that the receiver has to know when the list is read out."""


class Printer:
    """Makes what is handed to `exports` for one site, with hours as its clocks on the wall show them."""

    def __init__(self, plan: SitePlan, now_ms: int, *, training: bool) -> None:
        """`now_ms` (UTC) is when it is printed."""
        self._sites = {site.ref: site for site in plan.sites}
        self._zone, name = _zone(plan.home)
        self.heading = Heading(self.hour(now_ms), name, training)

    def hour(self, at_ms: int | None) -> str:
        """A moment (UTC ms) as it is read here; nothing for nothing."""
        if at_ms is None:
            return ""
        return datetime.fromtimestamp(at_ms / 1000, self._zone).strftime("%Y-%m-%d\u00a0%H:%M")

    def boarding_list(self, read: BoardingList) -> BoardingPaper:
        """Everybody who boarded or was born aboard, by tag; who stepped off again is marked so, not left out."""
        m = read.manifest
        on_it = [(_tag(case), ref) for ref, case in read.people.items() if ref in m.boarded | m.born]
        return BoardingPaper(
            heading=self.heading,
            number=m.ref.key.hex(),
            label=read.label,
            site=self._named(m.site),
            to=self._goes_to(m),
            route=m.route,
            officer=m.officer,
            plate=m.plate,
            seats=str(m.seats) if m.seats else "",
            opened=self.hour(_first(read, "manifest_opened")),
            sealed=self.hour(_first(read, "manifest_sealed")),
            departed=self.hour(m.departed_ms),
            people=tuple(_traveller(read.people[ref], m) for _, ref in sorted(on_it)),
        )

    def receipt(self, read: BoardingList) -> ReceiptPaper:
        """What both sides said of the list; before it is closed, a form with what is known so far."""
        m = read.manifest
        closed: HandedOver = next((e.record for e in reversed(read.entries) if e.kind == "handed_over"), HandedOver())
        people = read.people
        expected = (m.boarded | m.born) - m.left
        absent = expected - m.received if m.handed_over_ms is not None else set()
        return ReceiptPaper(
            heading=self.heading,
            number=m.ref.key.hex(),
            label=read.label,
            site=self._named(m.site),
            to=self._goes_to(m),
            route=m.route,
            officer=m.officer,
            plate=m.plate,
            departed=self.hour(m.departed_ms),
            counted=self.hour(m.counted_in_ms),
            handed_over=self.hour(m.handed_over_ms),
            sent=len(expected),
            heads=m.counted_in,
            received=len(m.received) if m.received or m.handed_over_ms is not None else None,
            missing=_everybody(absent, closed.missing, people, m),
            not_on_list=_everybody(m.received - m.boarded - m.born, closed.not_on_list, people, m),
            injured=_everybody(set(), closed.injured, people, m),
            signed_by_giver=closed.signed_by_giver is not None,
            signed_by_receiver=closed.signed_by_receiver is not None,
        )

    def roll(self, roll: Roll) -> RollPaper:
        """The books, with every difference by tag."""
        sites = tuple(roll.places)
        used = [where for where in Where if any(places.get(where) for places in roll.places.values())]
        lacks = roll.not_here
        return RollPaper(
            heading=self.heading,
            at=self.hour(roll.at_ms),
            people=roll.people,
            unaccounted=roll.unaccounted,
            balanced=roll.balanced,
            sites=sites,
            places=tuple((where.value, tuple(roll.places[site].get(where, 0) for site in sites)) for where in used),
            gaps=tuple(map(self._gap, roll.gaps)),
            contradicting=tuple((one.about.label, one.rule) for one in roll.contradictions),
            seen_elsewhere=tuple(map(self._sighting, roll.seen_elsewhere)),
            notices=lacks.notices,
            missing=tuple((one.chain, one.first, one.last) for one in lacks.missing),
            forks=tuple((one.chain, one.first, one.last) for one in lacks.forks),
            unread=lacks.unread,
            waiting=lacks.waiting,
            quarantined=lacks.quarantined,
        )

    def sheets(self, stock: SheetStock, letters: str, station: str, kinds: Sequence[str], count: int) -> Sheets:
        """Blank sheets of a station, so many of each kind, under numbers that are kept before they are given out."""
        wanted = [kind for kind in kinds for _ in range(count)]
        numbers = stock.print(letters, len(wanted))
        return Sheets(self.heading, station, tuple(map(BlankSheet, numbers, wanted)))

    def _gap(self, gap: Gap) -> PaperGap:
        return PaperGap(
            what=gap.what.value,
            site=gap.site,
            number=gap.number,
            names=tuple(named.label for named in gap.names),
            of="" if gap.of is None else gap.of.label,
            last_responsible=gap.last_responsible,
            since=self.hour(gap.since_ms),
        )

    def _sighting(self, one: Sighting) -> PaperSighting:
        of = "" if one.of is None else one.of.label
        return PaperSighting(one.about.label, one.seen_at, self.hour(one.since_ms), one.by, one.recorded.value, of)

    def _named(self, letters: str) -> str:
        names = {site.letters: site.name for site in self._sites.values()}
        return f"{letters} {names.get(letters, '')}".strip()

    def _goes_to(self, m: Manifest) -> str:
        if m.to is None:
            return ""
        site = self._sites.get(m.to)
        return m.to.key.hex()[:8] if site is None else f"{site.letters} {site.name}"


def _zone(site: Site) -> tuple[tzinfo, str]:
    """The site's zone; UTC, and said so, where this machine does not know it."""
    try:
        return ZoneInfo(site.zone), site.zone
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC, "UTC"


def _first(read: BoardingList, kind: str) -> int | None:
    return next((e.at_ms for e in read.entries if e.kind == kind), None)


def _tag(case: Case) -> str:
    return case.tags[0] if case.tags else case.ref.key.hex()[:8]


def _name(case: Case) -> str:
    return case.body.name_written or case.body.name_said


def _ended(case: Case, m: Manifest) -> str:
    outcome = case.rides.get(m.ref.key)
    return outcome.value if outcome in ENDED else ""


def _traveller(case: Case, m: Manifest) -> Traveller:
    age = case.body.age
    months = (age[0], age[1]) if isinstance(age, tuple) else None
    return Traveller(_tag(case), _name(case), case.body.sex.value, months, _ended(case, m))


def _everybody(
    known: Iterable[Ref], said: Iterable[str], people: Mapping[Ref, Case], m: Manifest
) -> tuple[Somebody, ...]:
    """Those who are known to be, and those whose tags somebody wrote down, each once."""
    found = {ref: people[ref] for ref in known if ref in people}
    wearers = {tag: (ref, case) for ref, case in people.items() for tag in case.tags}
    found |= dict(wearers[tag] for tag in said if tag in wearers)
    strangers = [Somebody(tag) for tag in said if tag not in wearers]
    return tuple(sorted((Somebody(_tag(c), _name(c), _ended(c, m)) for c in found.values()), key=_by_tag)) + tuple(
        strangers
    )


def _by_tag(one: Somebody) -> str:
    return one.tag
