"""Ingest of received entries: every signature checked, kept, folded into the views; beside bare PyNaCl."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from nacl import bindings

from bench.corpus import Corpus
from bench.measuring import Figures, rate
from lanyard.desk.node import Node
from lanyard.exchange.receive import Receiver
from lanyard.exchange.verifier import Elsewhere, Here, Signatures
from lanyard.ledger.seal import SIGNED, Sealed
from lanyard.store.ledger_file import chain_and_seq

LATER_MS: Final = 10**14


class Site:
    """A fresh copy of the corpus's site: its tablets are certified and their keys are here, nothing has come yet."""

    def __init__(self, corpus: Corpus, path: Path, signatures: Signatures) -> None:
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(corpus.site, path)
        self.node = Node.open(path, secret=corpus.secret)
        self.receiver = Receiver(self.node, signatures)
        self.take([corpus.sign_ins])

    def take(self, batches: Sequence[Sequence[Sealed]]) -> None:
        """Receive, and wait until the views have settled. Everything has to be new and sound."""
        answers = list(self.receiver.receive_all(batches, LATER_MS))
        self.node.settle()
        kept = [answer.kept for answer in answers if not answer.quarantined and not answer.waiting]
        if kept != list(map(len, batches)):
            raise RuntimeError("the corpus was not received whole")


class Intake:
    """Takes in the corpus slice by slice, here and with the second process; begins anew in fresh copies at its end."""

    def __init__(self, corpus: Corpus, folder: Path, slices: int) -> None:
        """The corpus is cut into so many slices."""
        self._corpus = corpus
        self._folder = folder
        self._slices = corpus.cut(slices)
        self._elsewhere = Elsewhere()
        self._sites: list[Site] = []
        self._round = 0

    def slice(self, figures: Figures) -> None:
        """One slice: bare verification, then ingest on this core, then ingest with the other one, then bare again."""
        if self._round % len(self._slices) == 0:
            self._begin_anew()
        batches = self._slices[self._round % len(self._slices)]
        count = sum(map(len, batches))
        here, beside = self._sites
        before = self._verify(batches)
        alone = rate(count, lambda: here.take(batches))
        both = rate(count, lambda: beside.take(batches))
        bare = (before + self._verify(batches)) / 2
        figures.add(
            ingest_per_second=alone,
            ingest_per_second_two_cores=both,
            verifications_per_second=bare,
            ingest_ratio=both / bare,
        )
        self._round += 1

    def _verify(self, batches: Sequence[Sequence[Sealed]]) -> float:
        """PyNaCl alone over the same signatures, on one core; how many a second."""
        keys = self._sites[0].node.directory.keys
        half = [sealed for batch in batches for sealed in batch[::2]]
        work = [(sealed.sig + SIGNED + sealed.header, keys[chain_and_seq(sealed.header)[0]]) for sealed in half]

        def check() -> None:
            for signed, public in work:
                bindings.crypto_sign_open(signed, public)

        return rate(len(work), check)

    def _begin_anew(self) -> None:
        self._close_sites()
        self._sites = [
            Site(self._corpus, self._folder / "here", Here()),
            Site(self._corpus, self._folder / "beside", self._elsewhere),
        ]

    def _close_sites(self) -> None:
        for site in self._sites:
            site.node.close()
        self._sites = []

    def close(self) -> None:
        """Close the sites and end the second process."""
        self._close_sites()
        self._elsewhere.close()
