"""Who stands behind a number of the roll: each term of its equations opened, and each place of a site."""

from collections.abc import Mapping
from typing import Final

from lanyard.casefile.case import Outcome
from lanyard.casefile.place import Where
from lanyard.desk.behind import Item, items_of
from lanyard.desk.labels import Labels
from lanyard.desk.paging import FIRST, Page, Wanted, paged
from lanyard.desk.people import People
from lanyard.store.cipher import Connection

_VEHICLES: Final = "SELECT ref, {} AS n, came_ms AS since FROM vehicle_row WHERE site = :site AND {} > 0"
_COUNTED: Final = "CASE counted WHEN 1 THEN total ELSE turned_back END"
_ARRIVED: Final = (
    "SELECT a.ref AS ref, count(*) AS n, c.first_ms AS since FROM arrival_row a JOIN case_row c ON c.ref = a.ref"
    " WHERE a.site = :site AND a.how = :term GROUP BY a.ref"
)
_CAME: Final = (
    "SELECT coalesce(t.holder, k.ref) AS ref, 1 AS n, max(k.at_ms) AS since FROM came k LEFT JOIN tag_row t ON t.ref = k.ref"
    " WHERE k.site = :site AND k.how = :term GROUP BY 1"
)
_MET: Final = "SELECT ref, count(*) AS n, min(opened_ms) AS since FROM episode_row WHERE site = :site AND came <> 'received' GROUP BY ref"
_IN_PLACE: Final = "SELECT ref, 1 AS n, since_ms AS since FROM case_row WHERE site = :site AND place = :term"
_EPISODES: Final = "SELECT ref, 1 AS n, since_ms AS since FROM episode_row WHERE site = :site AND place = :term"
_NOWHERE: Final = (
    "SELECT ref, 1 AS n, first_ms AS since FROM case_row WHERE site = :site AND place = '' AND (standing > 0) = :stands"
)
_RIDE: Final = (
    "SELECT r.ref AS ref, 1 AS n, c.since_ms AS since FROM ride_row r JOIN case_row c ON c.ref = r.ref"
    " WHERE r.manifest = :manifest AND r.outcome = :term"
)

TERMS: Final[Mapping[str, Mapping[str, str]]] = {
    "arrivals": {
        "off_vehicles": _VEHICLES.format(_COUNTED, _COUNTED),
        "turned_back": _VEHICLES.format("turned_back", "turned_back"),
        "met_or_tagged": _MET,
        **dict.fromkeys(("walked_in", "born", "came_back"), _ARRIVED),
    },
    "people": {
        **dict.fromkeys(("walked_in", "born", "came_back", "received", "off_vehicles", "otherwise"), _CAME),
        **dict.fromkeys(map(str, Where), _IN_PLACE),
        "in_no_place": _NOWHERE,
        "in_error": _NOWHERE,
    },
    "places": dict.fromkeys(map(str, Where), _EPISODES),
    "list": dict.fromkeys(map(str, Outcome), _RIDE),
}
"""For each book the terms that open, with the people or vehicles in them."""


class BehindRoll:
    """Opens the terms of the roll over one connection."""

    def __init__(self, views: Connection, labels: Labels) -> None:
        self._views = views
        self._labels = labels
        self._people = People(views, labels)

    def page(self, book: str, term: str, site: str, wanted: Wanted = FIRST, manifest: str = "") -> Page[Item]:
        """Those in one term of one book, the oldest first; `manifest` is a list's key. Raises KeyError: no such term."""
        asked = {
            "site": site,
            "term": term,
            "stands": int(term == "in_no_place"),
            "manifest": bytes.fromhex(manifest)[1:],
        }
        page = paged(self._views, "ref, n, since", f"FROM ({TERMS[book][term]})", "since, ref", asked, wanted)
        return page.of(lambda rows: items_of(rows, self._people, self._labels))
