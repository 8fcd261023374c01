import tomllib
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalapp.domain.policy.reader import read_parts, read_policy
from evalapp.domain.policy.writing import write_policy
from evalapp.usecases.policies import shipped
from tests.domain.policy.small import policy

AWKWARD = (
    'Dấu "nháy", \\ gạch chéo\nxuống dòng\ttab \x00\x1f\x7f\u2028 \' \'\'\' """ # = [x] tiếng Việt đầy đủ'
)

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(
    lambda value: unicodedata.normalize("NFC", value)
)
figures = st.sampled_from(
    ["0.5", "20", "-3.25", "0.50", "007", "1e3", "2018-07-01", "2018-13-01", "true", ""]
)
keys = text | st.sampled_from(["max", "step", "effective_from", "source", "when", "case", "value", "label"])
scalars = text | figures | st.booleans() | st.integers(-999_999, 999_999)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)
tables = st.dictionaries(keys, values, max_size=5)


@pytest.mark.parametrize("code", sorted(shipped()))
def test_a_policy_that_ships_comes_back_the_same_from_the_files_written_of_it(code: str) -> None:
    before = shipped()[code]

    after = read_policy(write_policy(before.document))

    assert (after.document, after.hash, after) == (before.document, before.hash, before)


@given(tables, st.lists(tables, min_size=1, max_size=3), tables)
@settings(max_examples=300)
def test_any_document_comes_back_the_same(
    main: dict[str, Any], forms: list[dict[str, Any]], examples: dict[str, Any]
) -> None:
    document = {**main, "forms": forms}

    read, read_examples = read_parts(write_policy(document, examples))

    assert (read, read_examples) == (document, examples)


def test_awkward_texts_survive() -> None:
    document = {"title": AWKWARD, AWKWARD: [AWKWARD], "forms": [{"code": "staff", "title": AWKWARD}]}

    read, _ = read_parts(write_policy(document))

    assert read == {**document, AWKWARD: [AWKWARD]}


def test_numbers_and_days_are_written_as_authors_write_them() -> None:
    document = {"effective_from": "2018-07-01", "forms": [{"code": "staff", "max": 20, "step": "0.5"}]}

    files = write_policy(document)

    assert "effective_from = 2018-07-01\n" in files["policy.toml"]
    assert files["staff.toml"] == 'code = "staff"\nmax = 20\nstep = 0.5\n'


def test_every_file_is_toml_that_others_can_read() -> None:
    files = write_policy(
        shipped()["hn-3814-2018"].document, {"example": [{"title": "x", "case": [{"id": "a"}]}]}
    )

    read = {name: tomllib.loads(content) for name, content in files.items()}

    assert read["policy.toml"]["forms"] == ["head", "deputy", "contract", "staff"]
    assert read["cases.toml"]["example"][0]["case"] == [{"id": "a"}]


def test_forms_of_one_code_do_not_overwrite_each_other() -> None:
    form = {"code": "staff", "title": "x"}

    files = write_policy({**policy().document, "forms": [form, {**form, "title": "y"}]})

    assert sorted(files) == ["form-1.toml", "form-2.toml", "policy.toml"]
