from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from evalapp.base.columns import Tone
from evalapp.base.errors import FieldError, UserError
from evalapp.domain.policy import draft_rows
from evalapp.domain.policy.differences import differences_of
from evalapp.domain.policy.drafts import Draft, DraftId, at, begun_from, faults_of, put
from evalapp.domain.policy.model import Kind
from evalapp.domain.policy.rule_kinds import AGGREGATION, BASIS, PETITION, RuleKind, rule_at, rules_of
from evalapp.domain.policy.rule_sentences import sentence_of
from evalapp.ui.screens.policies import rules_state
from evalapp.ui.screens.policies.bands import bands_text, read_bands
from evalapp.ui.screens.policies.beginning import beginning_from
from evalapp.ui.screens.policies.changes_state import change_lines
from evalapp.ui.screens.policies.forms_state import form_choices, lines_of, total_words
from evalapp.ui.screens.policies.identity_state import field_at, values_of, with_values
from evalapp.ui.screens.policies.opened import OpenState, faults_of_problems
from evalapp.ui.screens.policies.row_editing import editing_of, fields_of, with_row
from evalapp.ui.screens.policies.rules_state import added, can_add, removed
from evalapp.ui.screens.policies.state import PoliciesState, PolicyLine
from evalapp.usecases.policies import shipped

FRAME = shipped()["hn-3814-2018"]
STAFF = 3
OWN = begun_from(FRAME, code="own", unit="PNV")


def opened(document: dict[str, Any] = OWN) -> OpenState:
    draft = Draft(DraftId(1), document, FRAME.hash)
    return OpenState(document, draft, FRAME, FRAME, faults_of_problems(document, faults_of(draft, FRAME)))


def changed(code: str, key: str, value: Any) -> dict[str, Any]:
    codes = [row["code"] for row in draft_rows.rows_of(OWN, STAFF)]
    return draft_rows.set_row(OWN, STAFF, codes.index(code), key, value)


def test_a_version_is_only_read_and_a_draft_edited() -> None:
    assert not OpenState(FRAME.document).editable
    assert opened().editable
    assert not any(line.editable for line in lines_of(OpenState(FRAME.document), STAFF))


@pytest.mark.parametrize(
    ("key", "value", "words", "tone"),
    [
        ("max", 20, "All groups together: 100", Tone.MUTED),
        ("max", 15, "✕ All groups together: 95, not 100", Tone.BAD),
        ("max", "nhiều", "✕ The groups have no sum: a maximum is no number.", Tone.BAD),
    ],
)
def test_the_sum_of_the_groups_is_said_in_words(key: str, value: Any, words: str, tone: Tone) -> None:
    assert total_words(opened(changed("I", key, value)), STAFF) == (words, tone)


def test_the_row_and_the_form_with_a_fault_say_so() -> None:
    state = opened(changed("II.1.1", "max", 4))

    lines = {line.code: line for line in lines_of(state, STAFF)}

    assert lines["II.1"].remark == ("✕ the rows under II.1 add up to 21, not to 20", Tone.BAD)
    assert lines["II.1.2"].remark == ("offered in full", Tone.MUTED)
    assert [choice.text for choice in form_choices(state)] == [
        "Heads",
        "Deputies",
        "Contract workers",
        "Staff ✕ 1",
    ]


def test_each_row_says_where_it_stands_and_what_nobody_confirmed() -> None:
    lines = {line.code: line for line in lines_of(opened(), STAFF)}

    assert (lines["I"].standing.value, lines["I"].origin) == ("city", "QĐ 3814-QĐ/TU")
    assert (lines["I.1"].standing.value, lines["I.1"].origin) == ("default", "")
    assert lines["II.1"].standing.value == "unit"


def test_edits_are_taken_back_and_done_again_in_order() -> None:
    first, second = put(OWN, ("title",), "1"), put(OWN, ("title",), "2")
    state = opened().edited(first).edited(second)

    back = state.taken_back()

    assert (back.document, back.taken_back().document) == (first, OWN)
    assert back.done_again().document == second
    assert back.edited(OWN).done_again().document == OWN
    assert opened().taken_back() == opened()


def test_a_draft_is_published_only_once_the_reader_has_found_it_sound() -> None:
    sound = PoliciesState(opened=opened(), loaded=True)

    assert sound.can_publish
    assert not replace(sound, opened=opened().edited(OWN)).can_publish
    assert not replace(sound, opened=opened(changed("I", "max", 5))).can_publish
    assert not replace(sound, busy=True).can_publish


def test_what_ships_is_offered_as_a_unit_s_own_and_what_was_made_here_as_its_next_version() -> None:
    own = beginning_from(FRAME, is_shipped=True, unit="PNV", day=date(2018, 8, 1))
    following = beginning_from(
        replace(FRAME, code="own", unit="PNV"), is_shipped=False, unit="VP", day=date(2018, 9, 1)
    )

    assert (own.values["code"], own.values["unit"], own.is_next) == ("hn-3814-2018-pnv", "PNV", False)
    assert (own.values["since"], following.values["since"]) == ("01/08/2018", "01/09/2018")
    assert (following.values["code"], following.values["unit"], following.is_next) == ("own", "PNV", True)


@pytest.mark.parametrize(
    "line",
    [PolicyLine(draft=Draft(DraftId(1), {"effective_from": "x"}, "")), PolicyLine(FRAME, is_shipped=True)],
)
def test_a_line_of_the_list_says_what_it_is_whatever_is_in_it(line: PolicyLine) -> None:
    assert line.standing[0] in ("Draft", "Built in")
    assert line.since


def test_bands_are_read_as_they_are_written() -> None:
    bands = next(row for row in draft_rows.rows_of(OWN, STAFF) if "band" in row)["band"]

    assert read_bands(bands_text(bands)) == bands


@pytest.mark.parametrize("text", ["90", "a-b: 1-2", "80-90: 45", "80-90: 45-40 điểm"])
def test_what_is_no_band_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="is no band"):
        read_bands(text)


def test_the_panel_of_a_row_offers_what_its_kind_has() -> None:
    lines = {line.code: line for line in lines_of(opened(), STAFF)}

    group = [spec.key for spec in fields_of(editing_of(STAFF, lines["II"]))]
    band = [spec.key for spec in fields_of(editing_of(STAFF, lines["II.2"]))]

    assert "kind" not in group
    assert {"kind", "band", "fact", "scored_by:self"} <= set(band)


def test_a_row_filled_in_as_it_stood_is_the_same_row() -> None:
    for line in lines_of(opened(), STAFF):
        editing = editing_of(STAFF, line)
        assert with_row(OWN, editing, editing.values) == OWN


def test_a_row_that_nobody_scores_is_refused() -> None:
    line = lines_of(opened(), STAFF)[1]
    editing = editing_of(STAFF, line)

    with pytest.raises(FieldError, match="Somebody has to score"):
        with_row(
            OWN, editing, {**editing.values, **{f"scored_by:{who}": "" for who in ("self", "deputy", "head")}}
        )


def test_a_kind_that_is_chosen_is_kept() -> None:
    line = lines_of(opened(), STAFF)[1]
    editing = editing_of(STAFF, line)

    after = with_row(OWN, editing, {**editing.values, "kind": Kind.DEDUCT_FROM_FULL.value})

    assert draft_rows.rows_of(after, STAFF)[1]["kind"] == "deduct_from_full"


def test_general_things_filled_in_as_they_stood_change_nothing() -> None:
    assert with_values(OWN, values_of(OWN)) == OWN


def test_a_quota_that_is_typed_is_the_unit_s_own() -> None:
    values = {**values_of(OWN), "quota:0:percent": "25"}

    quota = with_values(OWN, values)["quota"][0]

    assert (quota["percent"], quota["source"]) == (25, {"standing": "unit"})


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("quota", 0, "percent"), "quota:0:percent"),
        (("forms", 3, "title"), "forms:3"),
        (("title",), "title"),
        (("quota", 0, "base"), ""),
    ],
)
def test_a_fault_finds_its_field(path: tuple[Any, ...], field: str) -> None:
    assert field_at(OWN, path) == field


def test_differences_stand_under_their_part_the_policy_itself_first() -> None:
    after = put(changed("I.1", "label", "Nề nếp"), ("quota", 0, "percent"), 25)

    lines = change_lines(differences_of(FRAME.document, after), FRAME.document, after)

    assert [line.where for line in lines if line.is_heading] == [
        "The policy itself",
        "Form of staff",
        "Quota",
    ]
    extends = next(line for line in lines if line.where == "extends")
    assert extends.after == "hn-3814-2018, 1"


def test_a_row_says_its_least_points_its_proof_and_that_it_counts_as_met() -> None:
    line = next(line for line in lines_of(opened(), STAFF) if line.code == "I.1")
    editing = editing_of(STAFF, line)
    met = {"kind": Kind.PASS_FAIL.value, "assumed_met": "yes"}
    met |= {"min": "0,5", "evidence": "file"}

    after = with_row(OWN, editing, {**editing.values, **met})
    scored = next(each for each in lines_of(opened(after), STAFF) if each.code == "I.1")
    back = with_row(after, editing_of(STAFF, scored), {**editing.values, "kind": Kind.POINTS.value})

    row = next(each for each in draft_rows.rows_of(after, STAFF) if each["code"] == "I.1")
    assert (row["assumed_met"], row["min"], row["evidence"]) == (True, "0.5", "file")
    gone = next(each for each in draft_rows.rows_of(back, STAFF) if each["code"] == "I.1")
    assert not {"assumed_met", "min", "evidence"} & set(gone)


@pytest.mark.parametrize(
    ("kind", "values", "sentence"),
    [
        (
            AGGREGATION,
            {"period": "half_year", "missing": "zero"},
            "A half-year is the mean of the months that are rated; a month without a result counts as 0",
        ),
        (
            BASIS,
            {"number": "12/QĐ-UBND", "title": "Quy chế", "signed": "05/06/2026"},
            "The policy rests on 12/QĐ-UBND: Quy chế, signed on 05/06/2026.",
        ),
    ],
)
def test_longer_periods_and_legal_texts_are_added_and_filled_in_as_rules_are(
    kind: RuleKind, values: dict[str, str], sentence: str
) -> None:
    document, path = added(OWN, kind, None)
    rule = rule_at(document, path)
    assert rule is not None

    after = rules_state.with_values(document, rule, {**rules_state.values_of(rule, document), **values})

    filled = rule_at(after, path)
    assert filled is not None
    assert sentence_of(filled, after).startswith(sentence)
    assert removed(after, filled) == OWN or at(OWN, path[:-1]) is not None


def test_days_of_petitions_and_the_rounding_of_totals_are_rules_of_which_there_is_one() -> None:
    (petition,) = [rule for rule in rules_of(OWN) if rule.kind is PETITION]

    after = rules_state.with_values(
        OWN, petition, {**rules_state.values_of(petition, OWN), "days": "7", "answer_working_days": "3"}
    )

    assert (at(after, ("petition", "days")), at(after, ("petition", "answer_working_days"))) == (7, 3)
    assert not can_add(after, PETITION)
    assert can_add(removed(after, petition), PETITION)
    assert "Petitions against a result" in [line.text for line in rules_state.lines_of(opened(after))]


def test_what_a_level_is_called_for_a_category_is_filled_in_and_said() -> None:
    document = put(OWN, ("level", 2, "source"), {"standing": "unit"})
    level = rule_at(document, ("level", 2))
    assert level

    named = rules_state.with_values(document, level, {"labels:public_employee": "Đạt"})
    after = rule_at(named, ("level", 2))
    assert after
    taken_out = rules_state.with_values(named, after, {"labels:public_employee": " "})

    assert at(named, ("level", 2, "labels")) == {"public_employee": "Đạt"}
    assert "public employee: “Đạt”" in sentence_of(after, named)
    assert rules_state.values_of(after, named)["labels:public_employee"] == "Đạt"
    assert taken_out == document
