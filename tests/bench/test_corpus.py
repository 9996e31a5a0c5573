"""The corpus is the same each time, arrives partly late, and reads as what it tells: nobody is missing at its end."""

from pathlib import Path

import pytest

from bench.corpus import LATE, Corpus, draft_batches
from bench.intake import Site
from lanyard.exchange.verifier import Here

ENTRIES = 900


def test_a_seed_draws_the_same_corpus_and_another_draws_another() -> None:
    assert list(draft_batches(1, ENTRIES)) == list(draft_batches(1, ENTRIES))
    assert list(draft_batches(1, ENTRIES)) != list(draft_batches(2, ENTRIES))


def test_the_corpus_has_as_many_entries_as_asked() -> None:
    assert sum(map(len, draft_batches(1, ENTRIES))) == ENTRIES


def test_one_tablet_brings_what_it_holds_with_the_truck_after() -> None:
    first, second = list(draft_batches(1, 2 * ENTRIES))[:2]
    assert not [said for said in first if said.tablet == LATE]
    late = [said.at_ms for said in second if said.tablet == LATE]
    assert min(late) < max(said.at_ms for said in first)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path / "corpus", ENTRIES, 1)


def test_a_site_receives_all_of_it_and_reads_everyone(corpus: Corpus, tmp_path: Path) -> None:
    site = Site(corpus, tmp_path / "site", Here())
    try:
        site.take(corpus.batches)
        roll = site.node.roll()
        assert roll.people > 60
        with pytest.raises(RuntimeError, match="not received whole"):
            site.take(corpus.batches)
    finally:
        site.node.close()


def test_slices_hold_every_batch_once(corpus: Corpus) -> None:
    assert [batch for part in corpus.cut(2) for batch in part] == corpus.batches
