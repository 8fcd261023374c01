from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from evalapp.base.columns import Tone
from evalapp.domain.rounds import Mark, Stage
from evalapp.ui.screens.month.columns import columns_of
from evalapp.ui.screens.month.loading import otherwise, read_month, shown_after
from evalapp.ui.screens.month.state import COMPARE, MonthState
from evalapp.ui.shell.routes import Place
from evalapp.ui.shell.steps import NO_STEPS, MarkEdit, inverted
from evalapp.usecases.marks import round_marks
from evalapp.usecases.settling import settle_round
from tests import make


def month(folder: Path, *, totals: dict[str, str] | None = None) -> MonthState:
    """The office's July as the head scores it."""
    workspace = make.office(folder)
    make.scored(workspace, totals=totals if totals is not None else dict(make.TOTALS))
    with workspace.work() as work:
        state = read_month(work, place=Place(make.OFFICE, make.JULY))
    workspace.close()
    return replace(state, form="staff")


def edit(state: MonthState, person: str, code: str, points: str | None) -> MarkEdit:
    line = next(line for line in state.lines.values() if line.sheet.participant.code == person)
    before = line.sheet.mark(Stage.HEAD, code)
    after = Mark(None if points is None else Decimal(points), before.note)
    return MarkEdit(line.key, Stage.HEAD, code, before, after)


def test_a_mark_that_changes_rates_only_that_person_again(tmp_path: Path) -> None:
    state = month(tmp_path)
    change = edit(state, "NV006", "I.1", "2")

    after = state.with_edits([change])

    same = [key for key in state.lines if state.lines[key] is after.lines[key]]
    assert len(same) == len(state.lines) - 1
    assert after.lines[change.sheet].rating.total == Decimal(81)


def test_a_step_taken_back_and_done_again_ends_where_it_was(tmp_path: Path) -> None:
    state = month(tmp_path)
    step = (edit(state, "NV006", "I.1", "2"), edit(state, "NV007", "I.1", None))

    there = state.with_edits(step)
    back = there.with_edits(inverted(step))

    assert there.against(inverted(step)) == ""
    assert "changed elsewhere" in there.against(step)
    assert {key: line.sheet for key, line in back.lines.items()} == {
        key: line.sheet for key, line in state.lines.items()
    }


def test_a_new_step_forgets_what_was_taken_back(tmp_path: Path) -> None:
    state = month(tmp_path)
    first, second = ((edit(state, "NV006", "I.1", points),) for points in ("2", "3"))

    history = NO_STEPS.with_step(first).back().with_step(second)

    assert (history.done, history.undone) == ((second,), ())
    assert history.back().forth() == history
    assert history.without(second) == NO_STEPS


@pytest.mark.parametrize(
    ("showing", "people"),
    [("", 7), ("level:C", 1), ("level:A", 3), ("open", 0), ("refused", 0), ("suggested", 0)],
)
def test_a_filter_shows_those_it_names(tmp_path: Path, showing: str, people: int) -> None:
    state = replace(month(tmp_path), showing=showing)

    assert len(state.rows) == people


def test_words_find_people_by_name_and_by_code_and_keep_their_numbers(tmp_path: Path) -> None:
    state = month(tmp_path)
    numbers = {row.name: row.number for row in state.rows}

    found = replace(state, words="nv006").rows

    assert [(row.name, row.number) for row in found] == [("Vũ Quốc Cường", numbers["Vũ Quốc Cường"])]


@pytest.mark.parametrize(
    ("words", "names"),
    [("an", ["Nguyễn Hải Anh", "Phạm Đức Ánh", "Trần Thị Ân"]), ("uye", ["Nguyễn Hải Anh"])],
)
def test_letters_inside_a_name_find_somebody_only_where_nobodys_word_begins_so(
    tmp_path: Path, words: str, names: list[str]
) -> None:
    assert [row.name for row in replace(month(tmp_path), words=words).rows] == names


def test_the_quota_is_told_in_words_and_warns_when_too_many_reach_the_level(tmp_path: Path) -> None:
    state = month(tmp_path)
    text, tone = state.quota

    assert text == "Level A: at most 3 of 10 people rated (30%) · ⚠ 3 too many by points"
    assert tone is Tone.WARN
    assert state.quota_short == "A: 3 of 10 ⚠ 3 too many by points"


def test_a_month_settled_with_an_exception_tells_the_share_that_was_used(tmp_path: Path) -> None:
    workspace = make.office(tmp_path)
    current = make.scored(workspace)
    with workspace.work() as work:
        settle_round(work, round_id=current.id, exception="12/QĐ-UBND")
        state = read_month(work, place=Place(make.OFFICE, make.JULY))
    workspace.close()

    assert state.quota[0] == "Level A: at most 4 of 10 staff (40%) · by decision 12/QĐ-UBND"
    assert state.quota_short == "A: 4 of 10"


def test_each_stage_has_its_own_row_when_all_are_compared(tmp_path: Path) -> None:
    state = replace(month(tmp_path), view=COMPARE, words="nv006")

    assert [(row.stage, row.is_first, row.takes) for row in state.rows] == [
        (Stage.SELF, True, False),
        (Stage.DEPUTY, False, False),
        (Stage.HEAD, False, True),
    ]


def test_somebody_who_is_not_rated_is_offered_nothing_and_lacks_nothing(tmp_path: Path) -> None:
    state = month(tmp_path, totals={"NV003": "92"})
    line = next(line for line in state.lines.values() if line.sheet.participant.code == "NV006")
    assert line.left == (0, True)

    who = replace(line.sheet.participant, unrated="Nghỉ thai sản")
    away = replace(line, sheet=replace(line.sheet, participant=who))

    assert away.left == (0, False)


def test_a_bonus_that_needs_its_reason_lacks_its_note(tmp_path: Path) -> None:
    state = month(tmp_path)
    state = state.with_edits([edit(state, "NV006", "III", "3")])
    form = state.form_shown
    assert form is not None
    note = next(column for column in columns_of(form) if column.key == "note:III")
    row = next(row for row in state.rows if row.name == "Vũ Quốc Cường")

    assert note.needs(row) is next(each for each in form.leaves if each.code == "III").needs_note


def test_somebody_without_work_is_told_which_key_lists_it(tmp_path: Path) -> None:
    state = month(tmp_path)
    row = state.rows[0]
    idle = replace(row.line, rating=replace(row.line.rating, total=None, reason="nothing_assigned"))

    told = replace(state, lines={**state.lines, idle.key: idle}).explain(replace(row, line=idle))

    assert told == "No total yet: no work is listed. Ctrl+J opens the list of products and tasks."


def test_two_of_one_name_are_told_apart_by_code(tmp_path: Path) -> None:
    workspace = make.office(tmp_path, people=2)
    make.take_people(
        workspace,
        make.person_row(3, name="Trần An", birth="01/01/1990"),
        make.person_row(4, name="Trần An", birth="02/02/1991"),
    )
    opened = make.opened(workspace)

    with workspace.work() as work:
        state = MonthState.of(
            Place(make.OFFICE, make.JULY), opened.unit, round_marks(work, round_id=opened.id)
        )

    named = sorted(line.name for line in state.lines.values() if "Trần An" in line.name)
    assert named == [f"Trần An ({make.CODES[2]})", f"Trần An ({make.CODES[3]})"]
    assert all("(" not in line.name for line in state.lines.values() if "Trần An" not in line.name)


def test_whatever_changes_in_a_row_every_cell_that_reads_differently_is_told(tmp_path: Path) -> None:
    state = month(tmp_path)
    form = state.form_shown
    assert form is not None
    columns = columns_of(form)
    key, before = state.rows[0].line.key, state.rows[0]
    place, points = (key, Stage.HEAD, "I.1"), edit(state, "NV006", "I.1", "2").after
    changes = [
        *(
            state.with_edits([MarkEdit(*place, before.mark("I.1"), Mark(points.points, note))])
            for note in ("", "x")
        ),
        state.with_edits([MarkEdit(*place, before.mark("I.1"), Mark(None))]),
        state.with_unsaved([place]),
        state.with_edits([MarkEdit(key, Stage.SELF, "I.2", Mark(None), Mark(Decimal(9)))]),
        replace(state, lines={**state.lines, key: replace(before.line, has_namesake=True, closed="x")}),
    ]

    for then, now in [*((state, each) for each in changes), *((each, state) for each in changes)]:
        old, new = (replace(before, line=each.lines[key]) for each in (then, now))
        told = new.changed_since(old)
        differing = [each.part for each in columns if each.cell(old) != each.cell(new)]
        assert told is None or {part for part in differing if part} <= told


def test_of_a_mark_that_changed_only_its_own_cells_are_compared(tmp_path: Path) -> None:
    state = month(tmp_path)
    before = next(row for row in state.rows if row.line.sheet.participant.code == "NV006")

    after = replace(before, line=state.with_edits([edit(state, "NV006", "I.1", "2")]).lines[before.line.key])

    assert after.changed_since(before) == {"I.1"}


def test_what_is_proposed_for_somebody_is_kept_when_a_mark_changes(tmp_path: Path) -> None:
    state = month(tmp_path)
    change = edit(state, "NV006", "I.1", "2")
    before = state.lines[change.sheet].prepare()

    after = state.with_edits([change]).lines[change.sheet]

    assert (after.suggested, after.words, after.left) == (before.suggested, before.words, before.left)
    assert after.suggestions is before.suggestions


def test_what_is_worked_out_from_everybody_goes_along_with_what_does_not_change_it(tmp_path: Path) -> None:
    after = month(tmp_path)
    known = {name: getattr(after, name) for name in ("counts", "places", "form_counts", "standing")}

    busy = otherwise(after, busy=True)
    shown = shown_after(replace(after, words="an"), after)
    compared = shown_after(replace(after, view=COMPARE), after)

    assert all(vars(each)[name] is value for each in (busy, shown) for name, value in known.items())
    assert "standing" not in vars(compared)
    assert vars(compared)["counts"] is known["counts"]
