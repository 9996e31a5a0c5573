"""What the office asks about things rather than people: tags, devices, and the shifts in which they are used."""

from collections.abc import Mapping

from lanyard.desk.devices import Devices
from lanyard.desk.labels import Labels
from lanyard.desk.plan import SitePlan
from lanyard.desk.shifts import Shifts
from lanyard.desk.tags import Tags
from lanyard.store.cipher import Connection
from lanyard.store.ledger_file import LedgerFile


class Things:
    """Tags, devices and shifts, each an attribute."""

    def __init__(
        self, views: Connection, ledger: LedgerFile, labels: Labels, plan: SitePlan, printed: Mapping[bytes, str]
    ) -> None:
        """`printed` gives the code of each tag (by id) that this site has printed."""
        self.tags = Tags(views, labels, printed)
        self.devices = Devices(views, ledger, plan)
        self.shifts = Shifts(views, ledger)
