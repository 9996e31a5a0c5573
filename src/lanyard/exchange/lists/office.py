"""A list on its way through the office: understood, planned, recorded, the slow steps in a thread of their own."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from enum import StrEnum
from itertools import islice
from pathlib import Path
from threading import Event, Lock, RLock, Thread
from typing import Final

from lanyard.desk.device import Device
from lanyard.desk.node import Node
from lanyard.exchange.lists.fields import Field
from lanyard.exchange.lists.here import Here
from lanyard.exchange.lists.mapping import Mapping
from lanyard.exchange.lists.memory import Memory
from lanyard.exchange.lists.outcomes import Asked, Plan
from lanyard.exchange.lists.reading import Row
from lanyard.exchange.lists.recording import Corrected, Progress, record
from lanyard.exchange.lists.refusal import ListRefused
from lanyard.exchange.lists.taking import Understood, plan_of, understand
from lanyard.store.errors import StoreError

log = logging.getLogger(__name__)
SAMPLES: Final = 3
_ONE_AT_A_TIME: Final = Lock()
"""Two who record the same list at once would record each row twice."""


class Step(StrEnum):
    """How far a list has come."""

    COLUMNS = "columns"
    PLANNING = "planning"
    PLANNED = "planned"
    RECORDING = "recording"
    RECORDED = "recorded"
    STOPPED = "stopped"


class _Forgotten(Exception):  # noqa: N818  a state, no fault
    """Nobody waits for it any more."""


class ListOnItsWay:
    """One list of one person. What it shows is read from its attributes at any time.

    Attributes:
        understood: the table, its header, and what the columns are.
        step: how far it has come.
        plan, corrected: what each row would become, once that is known.
        done: how many rows and entries are on the disk.
        refused: why the list cannot be planned, or why recording stopped.
    """

    def __init__(self, node: Node, path: Path, sheet: str | None = None, encoding: str | None = None) -> None:
        """Open it. Raises ListRefused as `understand`."""
        self._node = node
        self._path = path
        self._memory = Memory(node.folder.strongbox)
        self._lock = RLock()
        self._stop = Event()
        self._thread: Thread | None = None
        self.understood: Understood = understand(path, self._memory, (), sheet, encoding)
        self.step = Step.COLUMNS
        self.plan: Plan | None = None
        self.corrected: list[Corrected] = []
        self.done = Progress(0, 0)
        self.total = 0
        self.refused: ListRefused | StoreError | None = None

    def samples(self) -> list[Row]:
        """The first rows below the header. Raises ListRefused."""
        return list(islice(self.understood.rows(), SAMPLES))

    def open_again(self, sheet: str | None, encoding: str | None) -> None:
        """Read another sheet, or in another encoding. Raises ListRefused; all is as before then."""
        with self._lock:
            if self.step in (Step.COLUMNS, Step.PLANNED):
                self.understood = understand(self._path, self._memory, (), sheet, encoding)
                self._begin_anew()

    def say_columns(self, fields: Sequence[Field | None]) -> None:
        """What each column is taken over as, in their order."""
        with self._lock:
            if self.step in (Step.COLUMNS, Step.PLANNED):
                columns = self.understood.mapping.columns
                self.understood = self.understood._replace(mapping=Mapping(columns, tuple(fields), "said"))
                self._begin_anew()

    def _begin_anew(self) -> None:
        self.step, self.plan, self.corrected, self.refused = Step.COLUMNS, None, [], None

    def begin_plan(self, asked: Asked) -> None:
        """Find out what each row would become; nothing is recorded. Said while it is under way, it goes on as it is."""
        with self._lock:
            if self.step is Step.COLUMNS:
                self.step, self.refused = Step.PLANNING, None
                self._start(lambda: self._make_plan(asked))

    def _make_plan(self, asked: Asked) -> None:
        try:
            self._memory.begin()
            self.plan, self.corrected = plan_of(self._node, self._memory, self.understood, asked, self._watched)
            self.step = Step.PLANNED
        except (ListRefused, StoreError) as refused:
            self.refused, self.step = refused, Step.COLUMNS

    def _watched(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows, for as long as somebody waits for them."""
        for row in rows:
            if self._stop.is_set():
                raise _Forgotten
            yield row

    def begin_record(self, device: Device, signed_in: int, now_ms: int, *, corrections: bool) -> None:
        """Record what is good, under a sign-in, and the corrections if they were agreed to. Said twice, it is done once."""
        with self._lock:
            if self.step is Step.PLANNED and self.plan is not None:
                plan, corrected = self.plan, self.corrected if corrections else []
                self.total = len(plan.good) + len(corrected)
                self.step = Step.RECORDING
                self._start(lambda: self._record(plan, corrected, device, signed_in, now_ms))

    def _record(self, plan: Plan, corrected: Sequence[Corrected], device: Device, signed_in: int, now_ms: int) -> None:
        try:
            with _ONE_AT_A_TIME:
                with Here(self._node, self._memory, plan.asked.site) as here:
                    plan.good = [one for one in plan.good if not here.has(one.person)]
                self.total = len(plan.good) + len(corrected)
                self._memory.keep(plan.asked.name, self.understood.sheet.digest, plan.mapping)
                with closing(record(plan, self._node, device, corrected, now_ms, signed_in)) as steps:
                    for self.done in steps:
                        if self._stop.is_set():
                            raise _Forgotten
            self.step = Step.RECORDED
        except StoreError as refused:
            self.refused, self.step = refused, Step.STOPPED

    def _start(self, work: Callable[[], None]) -> None:
        self._thread = Thread(target=self._run, args=(work,), name="lanyard-list", daemon=True)
        self._thread.start()

    def _run(self, work: Callable[[], None]) -> None:
        try:
            work()
        except _Forgotten:
            self.step = Step.STOPPED
        except Exception:
            log.exception("a list stopped on its way; what is on the disk is kept")
            self.step = Step.STOPPED

    def settle(self, timeout_s: float | None = None) -> None:
        """Wait until the step that is under way is done."""
        if self._thread is not None:
            self._thread.join(timeout_s)

    def close(self) -> None:
        """Nobody waits for it any more: stop after the rows that are being kept just now."""
        self._stop.set()
        self.settle()
