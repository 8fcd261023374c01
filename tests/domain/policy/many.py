"""How many examples a property is tried with: some hundreds each time, many thousands where it is asked for.

`EVALAPP_EXAMPLES=50 pytest tests/domain/policy` tries fifty times as many.
"""

import os

from hypothesis import HealthCheck, settings

_TIMES = int(os.environ.get("EVALAPP_EXAMPLES", "1"))


def many(examples: int) -> settings:
    """So many examples, or a multiple of it in a long run."""
    return settings(
        max_examples=examples * _TIMES, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
