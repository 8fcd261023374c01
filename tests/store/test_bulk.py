"""What was read of thousands stays until it can be let go of one by one."""

from weakref import ref

from evalapp.store.bulk import Bulk


class Thing:
    """Something of which there are thousands."""


def test_thousands_stay_until_the_next_ones_of_their_kind_come() -> None:
    bulk, things = Bulk(), [Thing() for _ in range(1_000)]
    seen = ref(things[0])
    bulk.hold("sheets", things)

    things.clear()
    stayed = seen() is not None
    bulk.hold("sheets", [])

    assert stayed
    assert seen() is None


def test_the_end_of_the_transaction_lets_go_of_all() -> None:
    bulk, things = Bulk(), [Thing() for _ in range(1_000)]
    seen = ref(things[0])
    bulk.hold("sheets", things)

    things.clear()
    bulk.release()

    assert seen() is None
