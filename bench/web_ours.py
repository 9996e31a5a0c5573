"""The office as `./lanyard serve` serves it, on a disk whose syncs can be made slower by a signal while it runs."""

import signal
import sys
from typing import Final

from bench.sync_shim import SyncShim
from lanyard.web.__main__ import main

SLOWER_S: Final = 0.004


def slower_on_demand() -> None:
    """SIGUSR1 makes every sync of this process take 4 ms longer, SIGUSR2 as long as the disk takes."""
    shim = SyncShim()
    shim.__enter__()

    def set_to(latency: float) -> None:
        shim.latency = latency

    signal.signal(signal.SIGUSR1, lambda *_: set_to(SLOWER_S))
    signal.signal(signal.SIGUSR2, lambda *_: set_to(0.0))


if __name__ == "__main__":
    slower_on_demand()
    raise SystemExit(main(sys.argv[1:]))
