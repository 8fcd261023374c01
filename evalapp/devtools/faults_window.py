"""The real window killed again and again during one visit: it comes back to it, and what was left is there.

A child opens the window on a file and types into field after field; each field is told once the window says
that it is saved. It is killed at any moment, also while it starts. Then everything told is in the visit, at
most the field that was being left is more, no other visit changed, and the next window begins where this
one was, with what was typed and not yet left.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, time
from pathlib import Path
from random import Random
from shutil import copy

from msgspec import Struct, field

from evalapp.base import paths
from evalapp.domain.inspections import Visit, VisitId
from evalapp.sample.people import OFFICE
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.usecases.field_parts import note_finding
from evalapp.usecases.field_places import last_place
from evalapp.usecases.field_visits import finish_visit, say_clean, set_field, start_visit

_LIVES = 4  # of one visit in one run
_STARTING, _LONGEST_LIFE = 4000, 2500  # how long at most before and after the window stands, in milliseconds
_KILLED_STARTING = 0.2  # of the windows are killed before they stand
_OTHER, _ONCE = "05/BB-KHAC", date(2018, 8, 2)
_FIELDS = ("place", "representative", "present", "excused")
_NEW = "new"  # another finding


class _Told(Struct):
    """What the windows said of one visit, one after the other."""

    saved: dict[str, str] = field(default_factory=dict[str, str])
    doing: tuple[str, str] = ("", "")  # what is being done and was not told
    typed: tuple[str, str] = ("", "")  # what stands in a field that was not left, and is kept so
    findings: int = 2
    rests_in: str = ""  # where the cursor is between two fields
    begun: str = ""  # where the newest window began
    count: int = 0

    def hear(self, line: str) -> None:
        """One thing that a window said."""
        word, key, text = line.rstrip("\n").split("\t")
        match word:
            case "AT":
                self.begun = self.rests_in = key
            case "IN":
                self.rests_in = key
            case "TO":
                self.rests_in = ""
            case "DOING":
                self.doing = key, text
            case "TYPED":
                self.typed = key, text
            case _:
                self.count += 1
                self.rests_in, self.doing, self.typed = "", ("", ""), ("", "")
                if key == _NEW:
                    self.findings = int(text)
                else:
                    self.saved[key] = text


def kill_window(original: Path, here: Path, chance: Random) -> tuple[int, list[str]]:
    """One visit in several windows, each of which is killed."""
    path = Path(copy(original, here / "w.sqlite"))
    visit, told, problems = _begin(path), _Told(), list[str]()
    place = "total"
    for life in range(_LIVES):
        complaints = _live(path, visit, life, chance, told)
        if complaints:
            problems.append(f"life {life}: {complaints[-400:]}")
        if told.begun and told.begun != place:
            problems.append(f"life {life}: began at {told.begun}, not at {place}")
        place, found = _look(path, visit, told, place)
        problems += [f"life {life}: {each}" for each in found]
        told.begun, told.rests_in, told.doing, told.typed = "", "", ("", ""), ("", "")
    return told.count, problems


def _begin(path: Path) -> int:
    """Two visits: one that is finished, and one under way with two findings."""
    workspace = Workspace.open(path)
    with workspace.work() as work:
        unit = work.units.by_code(OFFICE).id
        other = start_visit(work, unit=unit, number=_OTHER, day=_ONCE, arrived=time(8))
        say_clean(work, visit_id=other.id)
        set_field(work, visit_id=other.id, field="left", text="09:00")
        finish_visit(work, visit_id=other.id)
        visit = start_visit(work, unit=unit)
        for topic in ("HN522.DRESS", "HN522.TIME"):
            note_finding(work, visit_id=visit.id, topic=topic)
    workspace.close()
    return visit.id


def _live(path: Path, visit: int, life: int, chance: Random, told: _Told) -> str:
    """A window that types until it is killed; what it complained of, if it ended by itself."""
    command = [sys.executable, "-m", __name__, str(path), str(visit), str(chance.randrange(10**6)), str(life)]
    env = {**os.environ, "PYTHONPATH": str(paths.checkout()), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=env
    ) as child:
        starts = life > 0 and chance.random() < _KILLED_STARTING
        first = "" if starts or not child.stdout else child.stdout.readline()
        with suppress(subprocess.TimeoutExpired):
            child.wait(chance.randint(0, _STARTING if starts else _LONGEST_LIFE) / 1000)
        ended = child.poll()
        child.kill()
        rest = child.stdout.read() if child.stdout else ""
        complaints = child.stderr.read() if child.stderr else ""
    for line in (first + rest).splitlines(keepends=True):
        if line.endswith("\n"):
            told.hear(line)
    return "" if ended is None else f"the window ended by itself ({ended}): {complaints}"


def _look(path: Path, visit: int, told: _Told, before: str) -> tuple[str, list[str]]:
    """Where the next window has to begin, and what is wrong with the file."""
    workspace = Workspace.open(path)
    with workspace.work() as work:
        found = list(_wrong(work, visit, told))
        place = last_place(work)
        if work.audit.check().broken_at is not None:
            found.append("the history is broken")
    workspace.close()
    now = place.field if place else before
    if place and place.visit != visit:
        found.append(f"the place is in the visit {place.visit}")
    key, text = told.typed
    if key and place and now == key and place.typed.get(key) != text:
        found.append(f"what was typed into {key} is gone")
    if told.rests_in and not told.doing[0] and now != told.rests_in:
        found.append(f"the cursor is kept at {now}, not at {told.rests_in}")
    return now, found


def _wrong(work: Work, visit: int, told: _Told) -> Iterator[str]:
    visits = {each.id: each for each in work.inspections.all()}
    mine = visits.pop(VisitId(visit))
    other = visits.popitem()[1]
    if visits or other.number != _OTHER or other.findings or other.place or other.is_open:
        yield "another visit was changed"
    for key, text in told.saved.items():
        now = _value(mine, key)
        if now != text and (key, now) != told.doing:
            yield f"{key} is “{now}”, not “{text}”"
    doing = told.doing[0] == _NEW
    if not told.findings <= len(mine.findings) <= told.findings + doing:
        yield f"{len(mine.findings)} findings, not {told.findings}"
    else:
        told.findings = len(mine.findings)
    if told.doing[0] in told.saved:
        told.saved[told.doing[0]] = _value(mine, told.doing[0])


def _value(visit: Visit, key: str) -> str:
    if not key.startswith("finding:"):
        value = getattr(visit, key)
        return "" if value is None else str(value)
    _, number, part = key.split(":")
    return str(getattr(next(each for each in visit.findings if each.id == int(number)), part))


def main(arguments: Sequence[str]) -> int:
    """Open the window on a file and type into a visit until killed."""
    from evalapp.devtools.faults_typing import type_on

    file, visit, seed, life = arguments
    type_on(Path(file), int(visit), Random(int(seed)), is_first=life == "0", fields=_FIELDS)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
