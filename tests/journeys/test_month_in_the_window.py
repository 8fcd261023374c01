"""A month in the real window, with keys alone: scored, asked about, settled, closed and printed."""

import pytest

from evalapp.devtools import keys_inside
from evalapp.devtools.keys import do_works
from evalapp.devtools.keys_works import JOBS, Job

PEOPLE = 24  # with so many nobody is equal at the line of the quota


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("job", [job for job in JOBS if job.key != "forms"], ids=lambda job: job.key)
@pytest.mark.usefixtures("qapp")
def test_a_work_of_the_month_is_done_with_the_keys_promised(job: Job) -> None:
    counts = do_works([job], keys_inside.play, people=PEOPLE)

    assert counts[0].fault == ""
    assert counts[0].keys <= job.budget
