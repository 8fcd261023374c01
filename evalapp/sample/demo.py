"""The main job from nothing to paper: what `evalapp demo` runs, and the workspace behind `--sample`."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from msgspec import Struct

from evalapp.documents.papers.batch import Present
from evalapp.sample import month, rules
from evalapp.sample.people import OFFICE
from evalapp.store.workspace import Workspace
from evalapp.usecases.papers import print_forms, write_person_forms, write_summary_paper
from evalapp.usecases.summaries import person_sheets, summarise
from evalapp.usecases.workspaces import create_workspace, open_workspace

WORKSPACE = "du-lieu-mau.sqlite"
PEOPLE = 16


class Demo(Struct, frozen=True):
    """What the demo made."""

    workspace: Path
    papers: tuple[Path, ...]


def run_demo(out: Path, *, seed: int, tell: month.Tell) -> Demo:
    """Run the whole sample month into a folder and write its papers; the same seed gives the same month."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / WORKSPACE
    for left in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + ".owner")):
        left.unlink(missing_ok=True)
    workspace = create_workspace(path, clock=month.SampleClock(), program="evalapp demo")
    try:
        random = Random(seed)
        month.take_in_lists(workspace, out / "danh-sach", random=random, people=PEOPLE, tell=tell)
        opened = month.open_month(workspace)
        tell(f"Đã mở tháng {opened.period.label} cho {opened.unit_name}")
        month.send_and_take_forms(workspace, opened.id, out / "phieu-tu-cham", random=random, tell=tell)
        month.score(workspace, opened.id, out / "danh-sach", random=random, tell=tell)
        month.settle_and_close(workspace, opened.id, tell=tell)
        return Demo(path, _write_papers(workspace, out))
    finally:
        workspace.close()


def _write_papers(workspace: Workspace, out: Path) -> tuple[Path, ...]:
    papers = out / "giay-to"
    with workspace.work() as work:
        of = next(each.id for each in work.rounds.all() if each.unit_code == OFFICE)
        summary = summarise(work, round_id=of)
        sheets = person_sheets(work, round_id=of)
        files = [
            write_summary_paper(work, summary=summary, out=_in(papers, "bang-tong-hop-2018-07.xlsx")),
            write_summary_paper(
                work, summary=summary, out=_in(papers, "bang-tong-hop-2018-07.pdf"), form="pdf"
            ),
            write_person_forms(
                work, of=sheets[0].round, sheets=sheets, out=_in(papers, "phieu-tat-ca-2018-07.pdf")
            ),
        ]
        anew = Present.REPLACE
        files += print_forms(work, round_id=of, folder=papers / "phieu-pdf", present=anew).written
        files += print_forms(
            work, round_id=of, folder=papers / "phieu-xlsx", form="xlsx", present=anew
        ).written
    return tuple(files)


def _in(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name


def open_sample(path: Path, *, program: str, progress: Callable[[int, int], None] | None = None) -> Workspace:
    """Open the workspace behind `--sample`, made first where it is not there."""
    if not path.exists():
        with TemporaryDirectory(dir=path.parent, ignore_cleanup_errors=True) as folder:
            made = Path(folder) / path.name  # what is given up half made goes with its folder
            build_sample(made, progress=progress)
            made.replace(path)
    return open_workspace(path, program=program)


def build_sample(
    path: Path,
    *,
    seed: int = 1,
    people: int = PEOPLE,
    months: int = 2,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Make the workspace behind `--sample`: from July 2018 on, closed but for the last month.

    Whoever hears of its progress ends it by raising.
    """
    step = _Steps(progress, 3 + 3 * months)
    clock = month.SampleClock()
    workspace = create_workspace(path, clock=clock, program="evalapp --sample")
    random = Random(seed)
    try:
        with TemporaryDirectory(prefix="evalapp-sample-", ignore_cleanup_errors=True) as folder:
            files = Path(folder)
            month.take_in_lists(workspace, files, random=random, people=people, tell=step)
            period = month.PERIOD
            last = period
            for _ in range(1, months):
                last = last.next()
            rules.publish_rules(workspace, since=period, until=last)
            step()
            for number in range(1, months + 1):
                clock.after(period)
                opened = month.open_month(workspace, period=period)
                month.score_themselves(workspace, opened.id, random=random)
                step()
                month.score(workspace, opened.id, files, random=random, tell=step)
                if number < months:
                    month.settle_and_close(workspace, opened.id, tell=_nobody)
                    rules.decide_on_month(workspace, period=period)
                period = period.next()
    finally:
        workspace.close()


class _Steps:
    """Counts what was done; how many steps there are is known well enough for a bar."""

    def __init__(self, progress: Callable[[int, int], None] | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def __call__(self, *_what: object) -> None:
        """One more step was done."""
        self._done += 1
        if self._progress is not None:
            self._progress(min(self._done, self._total), self._total)


def _nobody(_text: str) -> None:
    """Tell nobody."""
