"""A chain's name commits to its device, its epoch and its root."""

from lanyard.ledger.chain import Position, chain_of, genesis


def test_another_key_epoch_or_root_is_another_chain() -> None:
    names = {
        chain_of(key, epoch, root)
        for key in (bytes(32), b"\1" * 32)
        for epoch in (bytes(16), b"\1" * 16)
        for root in (bytes(32), b"\1" * 32)
    }
    assert len(names) == 8
    assert {len(name) for name in names} == {16}


def test_two_chains_begin_differently() -> None:
    assert genesis(bytes(16)) != genesis(b"\1" * 16)


def test_places_follow_each_other() -> None:
    first = Position.first(bytes(16))
    assert first == (bytes(16), 0, genesis(bytes(16)))
    assert first.after(b"\7" * 32) == (bytes(16), 1, b"\7" * 32)
