"""Every fault of a policy's files comes out at once, with file, line and what was expected, none twice."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from evalapp.domain.policy.problems import PolicyError
from evalapp.domain.policy.reader import read_document, read_policy
from evalapp.usecases.policies import read_folder
from tests.domain.policy.small import FOUR_LEVELS, HEAD, TWO_GROUPS, policy

EXAMPLES = '[[example]]\ntitle = "Một"\ncase = [{ id = "a", form = "staff", expect = { levell = "A" } }]\n'


def told(main: str = FOUR_LEVELS, form: str = TWO_GROUPS, *, head: str = HEAD, **others: str) -> list[str]:
    files: Mapping[str, str] = {f"{name}.toml": text for name, text in others.items()}
    with pytest.raises(PolicyError) as refused:
        read_policy({"policy.toml": head + main, "staff.toml": form, **files})
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize("forms", ['"staff"', "7", "[]", '["staff", 7]', "nan"])
def test_a_wrong_list_of_forms_hides_nothing_else(forms: str) -> None:
    head = HEAD.replace('["staff"]', forms).replace('title = "', 'title = 7 # "')
    form = TWO_GROUPS.replace("max = 70", 'max = "bảy mươi"')

    faults = told(head=head, form=form)

    assert [text.split(": ")[0] for text in faults if "staff.toml" in text] == [
        "staff.toml:13, criterion 2, max"
    ]
    assert any(text.startswith("policy.toml:8, forms: name the forms' files") for text in faults)
    assert any(text.startswith("policy.toml:4, title: a text in quotes") for text in faults)
    assert len(faults) == 3


def test_a_path_among_the_forms_is_named_and_opens_nothing() -> None:
    (fault,) = told(head=HEAD.replace('["staff"]', '["../../etc/passwd", "staff"]'))

    assert fault.startswith("policy.toml:8, forms: “../../etc/passwd” is no form; forms are: head")


def test_a_file_that_cannot_be_parsed_hides_no_fault_of_another() -> None:
    wrong_title = HEAD.replace('title = "', 'title = 7 # "')

    faults = told(head=wrong_title, form=TWO_GROUPS + "[[criterion\n", cases=EXAMPLES)

    assert [text.split(": ")[0] for text in faults] == [
        "staff.toml:15",
        "cases.toml:3, example 1, case 1, expect",
        "policy.toml:4, title",
    ]
    faults = told(main=FOUR_LEVELS + "[[level\n", form=TWO_GROUPS.replace("max = 70", "max = true"))
    assert [text.split(": ")[0] for text in faults] == ["policy.toml:25", "staff.toml:13, criterion 2, max"]


@pytest.mark.parametrize(
    "value", ["nan", "inf", "-inf", "1e400", "1e-400", '"tám lăm"', "2026-01-01T08:00:00"]
)
def test_where_a_number_belongs_anything_else_is_one_fault_that_asks_for_a_number(value: str) -> None:
    assert told(FOUR_LEVELS.replace("min = 90", f"min = {value}")) == [
        "policy.toml:13, level 1, min: a number with at most 9 digits and 6 decimals was expected"
    ]
    assert told(form=TWO_GROUPS.replace("max = 70", f"max = {value}")) == [
        "staff.toml:13, criterion 2, max: a number with at most 9 digits and 6 decimals was expected"
    ]


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "2025-02-29"])
def test_a_day_that_does_not_exist_is_told_by_its_line_and_hides_nothing(day: str) -> None:
    head = HEAD.replace("2018-01-01", f"{day}  # từ ngày").replace('title = "', 'title = 7 # "')

    assert told(head=head) == [
        "policy.toml:4, title: a text in quotes was expected",
        f"policy.toml:7, effective_from: there is no day {day}",
    ]


def test_days_that_do_not_exist_are_all_told() -> None:
    days = "effective_to = 2026-02-31\n"

    faults = told(head=HEAD.replace("2018-01-01", "2026-06-31") + days)

    assert [text.rpartition(": ")[2] for text in faults] == [
        "there is no day 2026-06-31",
        "there is no day 2026-02-31",
    ]


def test_an_empty_folder_lacks_one_file(tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as refused:
        read_folder(tmp_path)

    assert [str(problem) for problem in refused.value.problems] == ["policy.toml: a policy needs this file"]


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("Quy \\u202Echế", "U+202E"), ("Quy \u202echế", "U+202E"),
        ("Quy\u200bchế", "U+200B"), ("\ufeffQuy", "U+FEFF"),
        ("a\\u0007b", "U+0007"), ("a\\u0000b", "U+0000"), ("a\\nb", "U+000A"), ("a\tb", "U+0009"),
        ("a\u2028b", "U+2028"),         ("a\u00adb", "U+00AD"), ("a\u2066b", "U+2066"),
    ],
)  # fmt: skip
def test_a_character_that_nobody_sees_is_refused_by_file_line_and_number(written: str, named: str) -> None:
    (in_title,) = told(head=HEAD.replace('title = "', f'title = "{written}'))
    (in_form,) = told(form=TWO_GROUPS.replace('"Chung"', f'"{written}"'))
    (in_example,) = told(cases=EXAMPLES.replace("Một", written).replace("levell", "level"))

    assert in_title.startswith("policy.toml:4, title: ")
    assert in_form.startswith("staff.toml:7, criterion 1, label: ")
    assert in_example.startswith("cases.toml:2, example 1, title: ")
    assert [named in text for text in (in_title, in_form, in_example)] == [True, True, True]


def test_a_draft_with_such_a_character_is_not_published_and_what_was_sealed_with_it_still_opens() -> None:
    document = {**policy().document, "title": "Quy\u200bchế"}

    with pytest.raises(PolicyError, match="title: a character that cannot be seen"):
        read_document(document, {})
