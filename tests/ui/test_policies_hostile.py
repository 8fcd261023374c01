"""A draft may hold anything that TOML can say: the screen shows it with what is wrong, and never fails."""

from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from evalapp.base.errors import UserError
from evalapp.domain.policy import draft_rows
from evalapp.domain.policy.differences import differences_of
from evalapp.domain.policy.drafts import Draft, DraftId, begun_from, faults_of, put
from evalapp.domain.policy.problems import Path
from evalapp.domain.policy.writing import write_policy
from evalapp.ui.screens.policies.changes_state import change_lines
from evalapp.ui.screens.policies.columns import ROWS
from evalapp.ui.screens.policies.forms_state import form_choices, lines_of, total_words
from evalapp.ui.screens.policies.identity_state import fields_of as general_fields
from evalapp.ui.screens.policies.identity_state import values_of
from evalapp.ui.screens.policies.opened import OpenState, faults_of_problems
from evalapp.ui.screens.policies.row_editing import editing_of, fields_of
from evalapp.usecases.policies import shipped

FRAME = shipped()["hn-3814-2018"]
OWN = begun_from(FRAME, code="own", unit="PNV")
JUNK: tuple[Any, ...] = (
    5,
    "x",
    "",
    True,
    [],
    [1],
    ["x"],
    [[]],
    {},
    {"code": 5},
    [{}],
    [{"code": []}],
    "9" * 30,
    -1,
)


def places(value: Any, path: Path = ()) -> list[Path]:
    """Every place of a document that has a value, with those of the first parts of long lists only."""
    found: list[Path] = []
    pairs = (
        value.items() if isinstance(value, dict) else enumerate(value[:4]) if isinstance(value, list) else ()
    )
    for key, part in pairs:
        found += [(*path, key), *places(part, (*path, key))]
    return [place for place in found if place != ("forms",) and not (len(place) == 2 and place[0] == "forms")]


@given(st.lists(st.tuples(st.sampled_from(places(OWN)), st.sampled_from(JUNK)), min_size=1, max_size=3))
@settings(max_examples=40, phases=[Phase.explicit, Phase.reuse, Phase.generate])
def test_whatever_a_draft_holds_is_shown_with_its_faults(edits: list[tuple[Path, Any]]) -> None:
    document = OWN
    for path, value in edits:
        try:
            document = put(document, path, value)
        except UserError:
            continue  # an edit before has taken the place away

    faults = faults_of_problems(document, faults_of(Draft(DraftId(1), document, ""), FRAME))

    state = OpenState(document, Draft(DraftId(1), document, ""), FRAME, FRAME, faults)
    assert write_policy(document)
    assert values_of(document)
    assert general_fields(state)
    changes = differences_of(FRAME.document, document)
    assert all(line.where != "" for line in change_lines(changes, FRAME.document, document))
    for form in range(len(form_choices(state))):
        assert total_words(state, form)[0]
        for line in lines_of(state, form):
            assert [column.text(line) for column in ROWS]
            assert fields_of(editing_of(form, line))
            _edit(document, form, line.place)


def _edit(document: dict[str, Any], form: int, row: int) -> None:
    for verb in (
        lambda: draft_rows.add_row(document, form, row),
        lambda: draft_rows.split_row(document, form, row),
        lambda: draft_rows.move_row(document, form, row, 1),
        lambda: draft_rows.remove_row(document, form, row),
        lambda: draft_rows.rename_row(document, form, row, "Z"),
    ):
        try:
            verb()
        except UserError:
            continue
