"""What share of the work assigned was done, and on time, as the lines of products and tasks say it."""

from collections.abc import Iterable
from decimal import Decimal

from evalapp.domain.indicators import share_of
from evalapp.domain.products import PLANNED, ProductLine

_ZERO = Decimal(0)


def work_shares(lines: Iterable[ProductLine]) -> dict[str, Decimal]:
    """`tasks_done` and `tasks_on_time` in converted units; nothing where nothing was assigned.

    No more of a line counts than was assigned, and each delay that is not excused takes one unit of its line.
    How much went beyond what was asked is in no line: that share is entered as a figure.
    """
    assigned = done = on_time = _ZERO
    for line in lines:
        if line.kind in PLANNED:
            work = line.product
            finished = _ZERO if line.kind is not PLANNED[0] else min(work.done, work.assigned)
            late = min(finished, Decimal(work.delays - work.objective_delays))
            assigned += work.coefficient * work.assigned
            done += work.coefficient * finished
            on_time += work.coefficient * (finished - late)
    shares = {"tasks_done": share_of(done, assigned), "tasks_on_time": share_of(on_time, assigned)}
    return {name: share for name, share in shares.items() if share is not None}
