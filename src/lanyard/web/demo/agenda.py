"""Many tales told at once: merged in time order, each told only as far as it has come."""

from collections.abc import Iterator
from heapq import heappop, heappush, heapreplace

from lanyard.web.demo.said import Said

Tale = Iterator[Said | int]
"""What is said, in time order. A bare number is a pause until then (UTC ms): what follows may look at how things are."""


class Agenda:
    """Tales by the moment of their next word. Of two at the same moment the one entered first speaks first."""

    def __init__(self) -> None:
        """Nothing to tell yet."""
        self._heap: list[tuple[int, int, Said | None, Tale]] = []
        self._entered = 0

    def start(self, at_ms: int, tale: Tale) -> None:
        """Begin this tale at that moment; nothing of it runs before."""
        heappush(self._heap, (at_ms, self._entered, None, tale))
        self._entered += 1

    def run(self) -> Iterator[Said]:
        """Everything in time order. Raises ValueError where a tale goes back in time."""
        heap = self._heap
        while heap:
            at_ms, entered, said, tale = heap[0]
            if said is not None:
                yield said
            following = next(tale, None)
            if following is None:
                heappop(heap)
                continue
            then = following if isinstance(following, int) else following.at_ms
            if then < at_ms:
                raise ValueError(f"told backwards: {following}")
            heapreplace(heap, (then, entered, None if isinstance(following, int) else following, tale))
