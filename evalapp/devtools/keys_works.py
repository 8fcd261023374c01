"""The works that the robot does at the window: how each begins, its keys, and what must come of it."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.columns import figure
from evalapp.base.names import fold
from evalapp.base.settings import RECENT
from evalapp.devtools.keys_exchange import consolidation_fault, consolidation_script, prepare_packages
from evalapp.devtools.keys_script import LOOK, Board, Cell, Choose, Press, Step, Type, fill
from evalapp.devtools.keys_visit import make_photo, photo_steps, visit_fault, visit_script
from evalapp.documents.papers.self_score_filling import fill_self_score_form
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import OPTIONAL_KINDS, Form, Kind
from evalapp.domain.rounds import DECIDING, SCORING, Mark, Round, RoundId, Stage
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.ui.catalogue import SCREENS
from evalapp.ui.kit.grid_columns import Arrangement
from evalapp.ui.screens.month.columns import columns_of, groups_of
from evalapp.ui.screens.month.loading import read_month
from evalapp.ui.shell.finding import FinderState
from evalapp.ui.shell.keys import SCREEN_KEYS
from evalapp.ui.shell.places import read_places
from evalapp.ui.shell.routes import Place
from evalapp.usecases.forms import export_forms
from evalapp.usecases.last_places import last_place
from evalapp.usecases.people import list_people
from evalapp.usecases.rounds import advance_round, list_rounds, open_round
from evalapp.usecases.search import search_index
from evalapp.usecases.summaries import person_sheets

_EXCEPTIONS = 12
_SEED = 3
_NAME, _LEVEL = "An", "B"
_SINCE = 2  # years: how long ago the month is that is asked for

#: Says what is wrong with the outcome; empty where all is well.
Check = Callable[[Work, Mapping[str, object]], str]


class Task(Struct, frozen=True):
    """One work on one workspace: the keys it takes, and how its outcome is told from a wrong one."""

    script: tuple[Step, ...]
    check: Check


class Job(Struct, frozen=True):
    """A work of the key budgets; `prepare` brings a copy of the sample to where it begins."""

    key: str
    title: str
    excel: str
    budget: int
    prepare: Callable[[Workspace, Path], Task]


def screen_key(screen: str) -> str:
    """The key that opens a screen, by its place in the navigation."""
    shown = [spec.key for spec in SCREENS if spec.icon]
    return SCREEN_KEYS[shown.index(screen)].lower()


def _scoring(workspace: Workspace, _folder: Path) -> Task:
    with workspace.work() as work:
        current = _next_month(work, DECIDING)
        state = read_month(work, place=Place(current.unit_code, current.period))
    form = state.form_shown
    if form is None:
        raise ValueError("the month has people")
    codes = [column.key for column in Arrangement(columns_of(form), groups_of(form)).shown]
    given = _given(form, [row.line.sheet.participant.code for row in state.rows])
    numbers = {row.line.sheet.participant.code: number for number, row in enumerate(state.rows)}
    typed = {
        Cell(numbers[person], codes.index(code)): figure(points, 1).removesuffix(",0")
        for (person, code), points in given.items()
    }
    steps = fill(Board(len(state.rows), len(codes)), typed)
    script = (Press(screen_key("month")), LOOK, Press("ctrl+shift+Return"), LOOK, *steps, LOOK)
    return Task(script, lambda work, _settings: _differing(work, current.id, given))


def _given(form: Form, people: list[str]) -> dict[tuple[str, str], Decimal]:
    """Twelve cells anywhere in the list, each with less than its maximum."""
    random = Random(_SEED)
    rows = [row for row in form.leaves if row.kind is Kind.POINTS and row.maximum]
    cells = random.sample([(person, row) for person in people for row in rows], k=_EXCEPTIONS)
    return {
        (person, row.code): (row.maximum or Decimal(0)) - row.step * random.randint(1, 3)
        for person, row in cells
    }


def _differing(work: Work, of: RoundId, given: Mapping[tuple[str, str], Decimal]) -> str:
    for each in person_sheets(work, round_id=of):
        code = each.sheet.participant.code
        full = _full_marks(each.form)
        wanted = {row: given.get((code, row), points) for row, points in full.items()}
        if each.sheet.points(DECIDING) != wanted:
            return f"{code}: {dict(each.sheet.points(DECIDING))} instead of {wanted}"
    return ""


def _full_marks(form: Form) -> dict[str, Decimal]:
    return {
        row.code: row.maximum
        for row in form.leaves
        if row.kind not in OPTIONAL_KINDS and row.maximum is not None
    }


def _asking(workspace: Workspace, _folder: Path) -> Task:
    with workspace.work() as work:
        first = list_rounds(work)[0]
        wanted = {
            each.sheet.participant.code
            for each in person_sheets(work, round_id=first.id)
            if each.sheet.participant.name.endswith(f" {_NAME}")
            and each.rating
            and each.rating.level == _LEVEL
        }
        newest = open_round(work, unit=first.unit, period=_years_later(first.period)).round
        index = search_index(work)
    place = Place(newest.unit_code, newest.period)
    words, down, person = _shortest_search(FinderState(place, index), first.period, wanted)
    script = (Press("ctrl+k"), Type(words), LOOK, *([Press("Down")] * down), Press("Return"), LOOK)

    def check(work: Work, settings: Mapping[str, object]) -> str:
        last = last_place(work)
        found = str(settings.get(RECENT.key, "")).split("\n")[0], str(last.period) if last else ""
        asked = f"person:{person}", str(first.period)
        return "" if found == asked else f"found {found} instead of {asked}"

    return Task(script, check)


def _years_later(period: Period) -> Period:
    return Period(period.year + _SINCE, period.number)


def _shortest_search(state: FinderState, period: Period, wanted: set[str]) -> tuple[str, int, str]:
    """What is typed of the name before the month, how far down the one looked for is then, and who it is."""
    found: list[tuple[str, int, str]] = []
    for letters in range(1, len(_NAME) + 1):
        words = f"{fold(_NAME)[:letters]} {period.number}{period.year % 100:02d}"
        hits = [hit for hit in replace(state, words=words).hits if not hit.is_heading]
        found += [(words, down, hit.person) for down, hit in enumerate(hits) if hit.person in wanted]
    return min(found, key=lambda each: len(each[0]) + each[1])


def prepare_forms(workspace: Workspace, folder: Path) -> tuple[Path, RoundId]:
    """Open a month and fill everybody's form in: the folder they are in, and the month."""
    filled, of, _ = _filled_forms(workspace, folder)
    return filled, of


def _filled_forms(workspace: Workspace, folder: Path) -> tuple[Path, RoundId, dict[str, dict[str, Decimal]]]:
    sent, filled = folder / "gui-di", folder / "nhan-lai"
    filled.mkdir()
    with workspace.work() as work:
        current = _next_month(work, Stage.SELF)
        sheets = person_sheets(work, round_id=current.id)
        files = export_forms(work, round_id=current.id, folder=sent).written
    marks: dict[str, dict[str, Decimal]] = {}
    for number, (file, each) in enumerate(zip(files, sheets, strict=True)):
        marks[each.sheet.participant.code] = given = _full_marks(each.form)
        row = next(row for row in each.form.leaves if row.kind is Kind.POINTS)
        given[row.code] -= row.step * (number % 3)
        fill_self_score_form(file, filled / file.name, {code: Mark(points) for code, points in given.items()})
    return filled, current.id, marks


def _taking(workspace: Workspace, folder: Path) -> Task:
    filled, of, marks = _filled_forms(workspace, folder)
    script = (
        Press(screen_key("month")),
        LOOK,
        Press("ctrl+i"),
        LOOK,
        Choose(filled),
        LOOK,
        Press("ctrl+Return"),
        LOOK,
    )

    def check(work: Work, _settings: Mapping[str, object]) -> str:
        wrong = [
            each.sheet.participant.code
            for each in person_sheets(work, round_id=of)
            if each.sheet.points(Stage.SELF) != marks[each.sheet.participant.code]
        ]
        return f"{len(wrong)} forms not as filled in: {', '.join(wrong)}" if wrong else ""

    return Task(script, check)


def _closing(workspace: Workspace, folder: Path) -> Task:
    papers = folder / "giay-to"
    papers.mkdir()
    with workspace.work() as work:
        current = list_rounds(work)[-1]
        people = len(person_sheets(work, round_id=current.id))
    script = (
        Press(screen_key("settlement")),
        LOOK,
        Press("F9"),
        LOOK,
        Press(screen_key("month")),
        LOOK,
        Press("F9"),
        LOOK,
        Press("Return"),
        LOOK,
        Press("ctrl+shift+p"),
        LOOK,
        Choose(papers),
        LOOK,
    )

    def check(work: Work, _settings: Mapping[str, object]) -> str:
        closed = work.rounds.get(current.id)
        printed = len(list(papers.glob("*.pdf")))
        if closed.stage is not Stage.CLOSED or not closed.seal:
            return f"the month stands at {closed.stage}"
        return "" if printed == people + 1 else f"{printed} papers instead of {people + 1}"

    return Task(script, check)


def _visiting(workspace: Workspace, folder: Path) -> Task:
    with workspace.work() as work:
        home = read_places(work).home
        people = list_people(work, unit=work.units.by_code(home.unit or "").id)
    photos = photo_steps([make_photo(folder / f"anh-{number}.png", number) for number in (1, 2)])
    script = visit_script(people, screen_key("inspections"), photos)
    return Task(script, lambda work, _settings: visit_fault(work, people))


def _consolidating(workspace: Workspace, folder: Path) -> Task:
    out = folder / "tong-hop.xlsx"
    with workspace.work() as work:
        closed = list_rounds(work)[0]
        people = len(person_sheets(work, round_id=closed.id))
        packages = prepare_packages(work, closed, folder)
    script = consolidation_script(packages, out, screen_key("exchange"))
    return Task(script, lambda work, _settings: consolidation_fault(work, out, people))


JOBS = (
    Job("score", "Score 30 people, 12 exceptions", "about 200 keys, 30 files copied", 90, _scoring),
    Job("why", "Why An got B in July two years ago", "2-5 minutes to find the file", 8, _asking),
    Job("forms", "Take in 30 self-score forms", "30 files opened", 4, _taking),
    Job("close", "Close the month, print everything", "1-2 hours", 6, _closing),
    Job("visit", "Log a visit, 3 findings, 2 photos", "typed twice: notes, then Word", 120, _visiting),
    Job("units", "Consolidate 600 units and export", "a day", 8, _consolidating),
)


def read_settings(file: Path) -> Mapping[str, object]:
    """What the program remembers for its user."""
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _next_month(work: Work, stage: Stage) -> Round:
    """Open the month after the newest and bring it to a scoring stage with nothing scored."""
    newest = list_rounds(work)[-1]
    opened = open_round(work, unit=newest.unit, period=newest.period.next()).round
    for to in SCORING[1 : SCORING.index(stage) + 1]:
        advance_round(work, round_id=opened.id, to=to)
    return work.rounds.get(opened.id)
