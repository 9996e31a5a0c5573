"""What nouns are called on a screen: a tag's code, a vehicle's plate or way, an area's code; never a name."""

from collections.abc import Mapping
from typing import Final

from lanyard.casefile.roll import Named
from lanyard.desk.plan import SitePlan
from lanyard.ledger.noun import Noun
from lanyard.store.cipher import Connection

SHORT: Final = 8
_SQL: Final = {
    Noun.PERSON: "SELECT tags FROM case_row WHERE ref = ?",
    Noun.TAG: "SELECT code FROM tag_row WHERE ref = ?",
    Noun.VEHICLE: "SELECT coalesce(nullif(plate, ''), came_from) FROM vehicle_row WHERE ref = ?",
    Noun.MANIFEST: "SELECT coalesce(nullif(plate, ''), route) FROM manifest_row WHERE ref = ?",
}


class Labels:
    """Finds what to call a noun by its key in the views."""

    def __init__(self, connection: Connection, plan: SitePlan, printed: Mapping[bytes, str]) -> None:
        """`connection` reads the views; `printed` gives the code of each tag (by id) that this site has printed."""
        self._views = connection
        self._plan = plan
        self._printed = printed

    @property
    def sites(self) -> tuple[str, ...]:
        """The letters of all sites of the plan."""
        return tuple(site.letters for site in self._plan.sites)

    def area(self, key: bytes) -> str:
        """The code of an area by its id (16 bytes)."""
        return self._plan.area_code(key)

    def of(self, key: bytes) -> Named:
        """A noun's label; where nothing better is known, the beginning of its id."""
        noun = Noun(key[0])
        if noun is Noun.AREA:
            return Named(self.area(key[1:]), key.hex())
        short = f"{noun.name.lower()} {key[1:].hex()[:SHORT]}"
        sql = _SQL.get(noun)
        row = self._views.execute(sql, (key,)).fetchone() if sql else None
        said = str(row[0]) if row and row[0] else ""
        if noun in (Noun.VEHICLE, Noun.MANIFEST) and said:
            return Named(f"{said} {key[1:].hex()[:4]}", key.hex())
        if noun is Noun.TAG:
            said = said or self._printed.get(key[1:], "")
        return Named(said.split(" ")[0] if said else short, key.hex())
