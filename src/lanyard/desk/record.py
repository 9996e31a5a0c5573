"""The one write path: whatever is kept passes this door, and is answered only when it is on the disk."""

from collections.abc import Sequence
from concurrent.futures import Future

from lanyard.desk.device import Device
from lanyard.desk.draft import Draft
from lanyard.desk.views import Views
from lanyard.ledger.seal import Sealed
from lanyard.store.folder import Folder
from lanyard.store.ledger_file import Quarantined

New = list[tuple[Sealed, int]]


class Door:
    """The only place that appends to the ledger."""

    def __init__(self, folder: Folder, views: Views) -> None:
        """Start the writer; what it has made durable goes on to the views."""
        self._writer = folder.writer(views.feed)

    def record(
        self, device: Device, drafts: Sequence[Draft], now_ms: int, signed_in: int | None = None
    ) -> "Future[New]":
        """Seal drafts in a device's name and keep them; the future resolves when they are on the disk.

        `signed_in`: see `Device.send`.

        Raises:
            Malformed: a draft holds what no reader could read; nothing was sealed.
            StoreError: an earlier group could not be kept.
        """
        return device.send(drafts, now_ms, self._writer.submit, signed_in)

    def accept(self, entries: Sequence[Sealed], quarantine: Sequence[Quarantined] = ()) -> "Future[New]":
        """Keep entries that were checked, and what failed its checks beside them; receiving twice changes nothing."""
        return self._writer.submit(entries, quarantine)

    @property
    def groups(self) -> int:
        """How many transactions the writer has committed."""
        return self._writer.groups
