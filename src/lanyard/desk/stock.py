"""What this site has printed and must know again: the codes of tags, the numbers of control sheets."""

from lanyard.desk.sheet_stock import SheetStock
from lanyard.desk.tag_stock import TagStock
from lanyard.store.strongbox import Strongbox


class Stock:
    """Both stocks of one folder."""

    def __init__(self, strongbox: Strongbox) -> None:
        """Read what has been printed."""
        self.tags = TagStock(strongbox)
        self.sheets = SheetStock(strongbox)
