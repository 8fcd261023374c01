"""A robot does the daily works at the real window and counts its keys: what screens promise, measured."""

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from evalapp.base.messages import DEFAULT_LANGUAGE, use_language
from evalapp.devtools import keys_display
from evalapp.devtools.keys_script import Step, count
from evalapp.devtools.keys_works import JOBS, Job, read_settings
from evalapp.sample.demo import build_sample
from evalapp.store.workspace import Workspace

_PEOPLE, _MONTHS = 30, 3

#: Opens a workspace in the program, in a home of its own, and does what a script says.
Play = Callable[..., None]


class Count(Struct, frozen=True):
    """What a work took, and what was wrong with its outcome."""

    job: Job
    keys: int
    fault: str

    @property
    def is_good(self) -> bool:
        """Whether the outcome is right and no key too many was needed."""
        return not self.fault and self.keys <= self.job.budget


def main(arguments: Sequence[str]) -> int:
    """Do the works that are named, or all; fail where one takes too many keys or comes out wrong."""
    parser = argparse.ArgumentParser(prog="devtools keys", description=__doc__)
    parser.add_argument("works", nargs="*", metavar="WORK", help=", ".join(job.key for job in JOBS))
    parser.add_argument("--inside", action="store_true", help="without a display: key events in the program")
    parser.add_argument("--pictures", type=Path, help="where to keep a picture of the end of each work")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.works) - {job.key for job in JOBS})
    if unknown:
        parser.error(f"no such work: {', '.join(unknown)}; known are {', '.join(job.key for job in JOBS)}")
    if options.pictures:
        options.pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="evalapp-keys-", ignore_cleanup_errors=True) as folder:
        counts = do_works(
            [job for job in JOBS if job.key in (options.works or {job.key})],
            make_sample(Path(folder), people=_PEOPLE),
            _way(inside=options.inside),
            pictures=options.pictures,
        )
    print_counts(counts)
    return 0 if all(each.is_good for each in counts) else 1


def make_sample(folder: Path, *, people: int) -> Path:
    """The data file that every work begins with."""
    use_language(DEFAULT_LANGUAGE)
    sample = folder / "sample.sqlite"
    build_sample(sample, people=people, months=_MONTHS)
    return sample


def do_works(jobs: Iterable[Job], sample: Path, play: Play, *, pictures: Path | None = None) -> list[Count]:
    """Do each work on its own copy of one sample."""
    use_language(DEFAULT_LANGUAGE)
    with tempfile.TemporaryDirectory(prefix="evalapp-keys-", ignore_cleanup_errors=True) as folder:
        return [_done(job, sample, Path(folder) / job.key, play, pictures) for job in jobs]


def print_counts(counts: Iterable[Count]) -> None:
    """Print the table: what each work took, beside the same work in Excel and what is promised."""
    print(f"{'work':<36}{'Excel, usual form':<34}{'at most':>8}{'keys':>6}{'clicks':>8}  outcome")
    for each in counts:
        outcome = each.fault or ("ok" if each.is_good else "right, but too many keys")
        print(f"{each.job.title:<36}{each.job.excel:<34}{each.job.budget:>8}{each.keys:>6}{0:>8}  {outcome}")


def _way(*, inside: bool) -> Play:
    """How the keys get into the program: from outside where that can be done."""
    missing = keys_display.missing_tools()
    if missing and not inside:
        print(f"not here: {', '.join(missing)}; the keys are sent inside the program instead")
    if not missing and not inside:
        return keys_display.play
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Imported only now: Qt reads its environment when it starts.
    from evalapp.devtools import keys_inside

    return keys_inside.play


def _done(job: Job, sample: Path, folder: Path, play: Play, pictures: Path | None) -> Count:
    folder.mkdir()
    file, home = Path(shutil.copyfile(sample, folder / "data.sqlite")), folder / "home"
    workspace = Workspace.open(file)
    try:
        task = job.prepare(workspace, folder)
    finally:
        workspace.close()
    fault = _played(play, file, home, task.script, pictures / f"{job.key}.png" if pictures else None)
    if not fault:
        workspace = Workspace.open(file)
        try:
            with workspace.work() as work:
                fault = task.check(work, read_settings(home / "evalapp" / "settings.json"))
        finally:
            workspace.close()
    return Count(job, count(task.script), fault)


def _played(play: Play, file: Path, home: Path, script: Sequence[Step], picture: Path | None) -> str:
    try:
        play(file, home, script, picture=picture)
    except RuntimeError as error:
        return str(error)
    return ""
