"""What the office asks, over the connections of one `Look`: the board, queues, areas, vehicles, lists, duties, marks, search."""

from collections.abc import Callable, Mapping

from lanyard.casefile.reading import Reader
from lanyard.desk.areas import Areas
from lanyard.desk.behind import Behind
from lanyard.desk.behind_roll import BehindRoll
from lanyard.desk.board import Boards
from lanyard.desk.contradictions import Contradictions
from lanyard.desk.corrections import Corrections
from lanyard.desk.duties import Duties
from lanyard.desk.labels import Labels
from lanyard.desk.manifests import Manifests
from lanyard.desk.opening import Opener
from lanyard.desk.people import People
from lanyard.desk.plan import SitePlan
from lanyard.desk.queues import Queues
from lanyard.desk.responsible import Responsible
from lanyard.desk.search import Search
from lanyard.desk.things import Things
from lanyard.desk.vehicles import Vehicles
from lanyard.store.cipher import Connection
from lanyard.store.ledger_file import LedgerFile


class Questions:
    """The questions of the office, each an attribute. It holds no rows: every answer is read when it is asked for."""

    def __init__(
        self,
        views: Connection,
        ledger: LedgerFile,
        opener: Opener,
        labels: Labels,
        plan: SitePlan,
        reader: Callable[[], Reader],
        printed: Mapping[bytes, str],
    ) -> None:
        """`ledger` and `opener` open the entries of what does not hold; `reader` folds a noun; `printed` is what we printed."""
        self.behind = Behind(views, labels, plan)
        self.behind_roll = BehindRoll(views, labels)
        self._boards = Boards(views, plan, self.behind, ledger.last)
        self.board = self._boards.board
        self.queues = Queues(views, labels)
        self.areas = Areas(views, labels, plan)
        self.vehicles = Vehicles(views, labels, plan)
        self.manifests = Manifests(views, labels, plan)
        self.search = Search(views, labels)
        self.people = People(views, labels)
        self.duties = Duties(views, labels, self.areas)
        self.corrections = Corrections(labels, Responsible(views, ledger, opener, reader), reader)
        self.contradictions = Contradictions(views, labels, self.corrections)
        self.things = Things(views, ledger, labels, plan, printed)
