"""What the child of a fault does until it is killed: one work, turn after turn, each told once it is saved.

A turn is one acknowledged work. What the file must look like depends on the number of turns alone, so that
whoever finds the file can tell whether a turn was lost, or half done.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.documents.reading.lists import ReadList, find_list
from evalapp.documents.reading.specs import PEOPLE
from evalapp.documents.reading.workbook import Row, Sheet, Workbook
from evalapp.domain.imports import ImportChoice
from evalapp.domain.policy.model import OPTIONAL_KINDS
from evalapp.domain.rounds import Round, Stage
from evalapp.sample.month import SampleClock, open_month, take_in_lists
from evalapp.sample.people import OFFICE
from evalapp.store.copies import refuse_unsound
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.usecases.backups import back_up
from evalapp.usecases.field_visits import set_field, start_visit
from evalapp.usecases.people_import import import_people
from evalapp.usecases.scores import enter_mark
from evalapp.usecases.settling import close_round, preview_settlement, reopen_round, settle_round
from evalapp.usecases.summaries import person_sheets
from evalapp.usecases.workspaces import create_workspace, open_workspace

#: The row that is scored again and again; it takes 0 to 50 points in half points.
_ROW = "II.2"
_MOST_HALVES = 100
_LISTED = 60
#: The day of the visit that is logged, and the fields that are left again and again.
_VISITED = date(2018, 8, 2)
_FIELDS = ("place", "representative", "total")


class Repeated(Struct, frozen=True):
    """A work that is done turn after turn, and what must hold of the file after so many turns."""

    do: Callable[[Workspace, int], None]
    wrong: Callable[[Workspace, int], Iterator[str]]
    is_audited: bool = True  # each turn leaves one row in the history
    tells_too_early: bool = False
    is_careless: bool = False  # does not have the disk keep what is saved


def prepare(path: Path) -> None:
    """Make the workspace that every child begins with: a month, and everybody scored."""
    workspace = create_workspace(path, clock=SampleClock())
    try:
        take_in_lists(workspace, path.parent / "lists", random=Random(1), people=12, tell=lambda _text: None)
        opened = open_month(workspace)
        with workspace.work() as work:
            for each in person_sheets(work, round_id=opened.id):
                for row in each.form.leaves:
                    if row.kind not in OPTIONAL_KINDS:
                        key = each.sheet.participant.sheet
                        enter_mark(work, sheet_id=key, stage=Stage.HEAD, code=row.code, points=row.maximum)
    finally:
        workspace.close()


def _score(workspace: Workspace, turn: int) -> None:
    with workspace.work() as work:
        sheets = work.rounds.sheets(_month(work).id)
        key = sheets[turn % len(sheets)].participant.sheet
        enter_mark(work, sheet_id=key, stage=Stage.HEAD, code=_ROW, points=_points(turn))


def _wrong_scores(workspace: Workspace, turns: int) -> Iterator[str]:
    with workspace.work() as work:
        sheets = work.rounds.sheets(_month(work).id)
    for number, sheet in enumerate(sheets):
        given = [_points(turn) for turn in range(turns) if turn % len(sheets) == number]
        wanted = given[-1] if given else Decimal(_MOST_HALVES) / 2
        if sheet.mark(Stage.HEAD, _ROW).points != wanted:
            yield f"{sheet.participant.code} has {sheet.mark(Stage.HEAD, _ROW).points}, not {wanted}"


def _points(turn: int) -> Decimal:
    return Decimal(turn % _MOST_HALVES) / 2


def _take_list(workspace: Workspace, turn: int) -> None:
    with workspace.work() as work:
        import_people(work, read=_list(turn), choice=ImportChoice())


def _list(turn: int) -> ReadList:
    header = ("Mã CB", "Họ và tên", "Ngày sinh", "Đơn vị", "Chức vụ", "Đối tượng", "Ghi chú")
    rows = [
        (f"DS{number:03d}", "Lý Thị Tân", "25/12/1980", OFFICE, "Chuyên viên", "Công chức", f"lượt {turn}")
        for number in range(_LISTED)
    ]
    lines = tuple(Row(number, line) for number, line in enumerate([header, *rows], start=1))
    return find_list(Workbook("danh-sach.xlsx", (Sheet("Sheet1", is_visible=True, rows=lines),)), PEOPLE)


def _wrong_list(workspace: Workspace, turns: int) -> Iterator[str]:
    with workspace.work() as work:
        notes = [person.note for person in work.people.all() if person.code.startswith("DS")]
    wanted = [f"lượt {turns - 1}"] * _LISTED if turns else []
    if notes != wanted:
        yield f"the list is half in: {sorted(set(notes))} in {len(notes)} people after {turns} turns"


def _run_month(workspace: Workspace, turn: int) -> None:
    with workspace.work() as work:
        key = _month(work).id
        if turn % 3 == 0:
            ties = preview_settlement(work, round_id=key).waiting
            first = tuple(code for tied in ties for code in tied)
            settle_round(work, round_id=key, first=first, reason="Thâm niên" if first else "")
        elif turn % 3 == 1:
            close_round(work, round_id=key)
        else:
            reopen_round(work, round_id=key, reason="Sai điểm")


def _wrong_month(workspace: Workspace, turns: int) -> Iterator[str]:
    with workspace.work() as work:
        current = _month(work)
        results = work.rounds.results(current.id).values()
        people = len(work.rounds.sheets(current.id))
    stage = (Stage.HEAD, Stage.SETTLED, Stage.CLOSED)[turns % 3]
    sealed = sum(result.seal is not None for result in results)
    found = current.stage, current.revision, len(results), sealed
    decided = people if stage is not Stage.HEAD else 0
    if found != (stage, 1 + turns // 3, decided, people if stage is Stage.CLOSED else 0):
        yield f"the month is mixed: {found} of {people} people after {turns} turns"


def _save_copy(workspace: Workspace, turn: int) -> None:
    back_up(workspace, workspace.path.with_name(f"{turn}.copy"))


def _wrong_copies(workspace: Workspace, turns: int) -> Iterator[str]:
    copies = {path.name: path for path in workspace.path.parent.glob("*.copy")}
    yield from (f"the copy {turn} is gone" for turn in range(turns) if f"{turn}.copy" not in copies)
    for path in copies.values():
        try:
            refuse_unsound(path)
        except UserError as error:
            yield str(error)


def _log(workspace: Workspace, turn: int) -> None:
    """Begin a visit, then leave field after field of it."""
    with workspace.work() as work:
        if turn == 0:
            start_visit(work, unit=work.units.by_code(OFFICE).id, day=_VISITED)
        else:
            (visit,) = work.inspections.all()
            set_field(work, visit_id=visit.id, field=_FIELDS[turn % len(_FIELDS)], text=str(turn))


def _wrong_visit(workspace: Workspace, turns: int) -> Iterator[str]:
    with workspace.work() as work:
        visits = work.inspections.all()
    if len(visits) != min(turns, 1):
        yield f"{len(visits)} visits after {turns} turns"
    for number, field in enumerate(_FIELDS if visits else ()):
        left = [turn for turn in range(1, turns) if turn % len(_FIELDS) == number]
        found = getattr(visits[0], field)
        if str(found or "") != (str(left[-1]) if left else ""):
            yield f"{field} is {found} after {turns} turns"


def _month(work: Work) -> Round:
    return work.rounds.all()[0]


WORKS: Mapping[str, Repeated] = {
    "score": Repeated(_score, _wrong_scores),
    "import": Repeated(_take_list, _wrong_list),
    "close": Repeated(_run_month, _wrong_month),
    "visit": Repeated(_log, _wrong_visit),
    "backup": Repeated(_save_copy, _wrong_copies, is_audited=False),
}
#: What a program does that tells before it has saved; a harness that finds nothing wrong with it is no use.
FORGETFUL = "forgetful"
#: What the power takes: the same work with SQLite's faster setting.
CARELESS = "careless"
_ALL = {
    **WORKS,
    FORGETFUL: replace(WORKS["score"], tells_too_early=True),
    CARELESS: replace(WORKS["score"], is_careless=True),
}


def work_named(name: str) -> Repeated:
    """The work of that name, the forgetful one too."""
    return _ALL[name]


def main(arguments: Sequence[str]) -> int:
    """Do one work on a file until killed, or refused by the disk."""
    name, file, *limit = arguments
    if limit:
        _limit_files(int(limit[0]))
    work = _ALL[name]
    try:
        workspace = open_workspace(Path(file))
        if work.is_careless:
            workspace.engine.raw_connection().cursor().execute("PRAGMA synchronous = NORMAL")
        turn = 0
        while True:
            if work.tells_too_early:
                _tell(turn)
            work.do(workspace, turn)
            if not work.tells_too_early:
                _tell(turn)
            turn += 1
    except UserError as error:
        sys.stderr.write(f"REFUSED {error}\n")
        return 1


def _tell(turn: int) -> None:
    sys.stdout.write(f"{turn}\n")
    sys.stdout.flush()


def _limit_files(size: int) -> None:
    import resource  # not on Windows, where no fault is run with a limit

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
