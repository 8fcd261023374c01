"""A month in the real window, with keys alone: scored, asked about, settled, closed and printed."""

from pathlib import Path

import pytest

from evalapp.devtools import keys_inside
from evalapp.devtools.keys import do_works, make_sample
from evalapp.devtools.keys_works import JOBS

PEOPLE = 24  # with so many nobody is equal at the line of the quota


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.usefixtures("qapp")
def test_the_works_of_the_month_are_done_with_the_keys_promised(tmp_path: Path) -> None:
    jobs = [job for job in JOBS if job.key != "forms"]

    counts = do_works(jobs, make_sample(tmp_path, people=PEOPLE), keys_inside.play)

    assert [(each.job.key, each.fault, each.keys) for each in counts if not each.is_good] == []
    assert len(counts) == len(jobs)
