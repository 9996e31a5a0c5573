"""A site again from its backup: what it held, and a new chain to go on with."""

from pathlib import Path

from lanyard.desk.authority import begin_new_chains
from lanyard.desk.sheet_stock import skip_sheets
from lanyard.store.backup import Round, restore
from lanyard.store.folder import Folder


def restore_site(backup: Path, into: Path, secret: bytes) -> Round:
    """Make a site's folder from a backup, ready to be opened; its office goes on with a new chain, so that none forks,
    and with numbers of sheets that the lost days cannot have used.

    Returns:
        What the backup held, and the moment (UTC ms) since which nothing is lost.

    Raises:
        StoreError: as `store.backup.restore`.
    """
    found = restore(backup, into, secret)
    with Folder.open(into, secret=secret) as folder:
        begin_new_chains(folder.strongbox)
        skip_sheets(folder.strongbox)
    return found
