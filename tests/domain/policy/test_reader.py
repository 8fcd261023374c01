import json
import pickle
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalapp.base.messages import tr_error
from evalapp.domain.policy.canonical import canonical_json, sha256_of
from evalapp.domain.policy.documents import policy_from_document
from evalapp.domain.policy.engine import rate
from evalapp.domain.policy.problems import PolicyError
from evalapp.domain.policy.reader import read_policy
from evalapp.usecases.policies import shipped
from tests.domain.policy.small import DISCIPLINE, FOUR_LEVELS, HEAD, MONTH, TWO_GROUPS, case, policy

HANOI = shipped()["hn-3814-2018"]
FORMULA = 'max = 30\nkind = "formula"\nformula = "results_by_products"\n'
COMPLETION = """
[[criterion]]
code = "III"
label = "Nhiệm vụ"
max = 50
kind = "completion_band"
"""
BAND = "[[criterion.band]]\npercent_from = {}\npoints_from = {}\npoints_to = {}\n"
QUOTA = '[[quota]]\nlevel = "A"\npercent = 30\nbase = "rated"\n'


def refusal(main: str = FOUR_LEVELS, form: str = TWO_GROUPS, *, head: str = HEAD) -> str:
    with pytest.raises(PolicyError) as refused:
        policy(main, form, head=head)
    return str(refused.value)


def test_a_frozen_document_gives_the_same_policy_and_hash() -> None:
    thawed = policy_from_document(json.loads(canonical_json(HANOI.document)))

    assert (thawed, thawed.hash) == (HANOI, HANOI.hash)


def test_a_policy_travels_to_another_process_as_data() -> None:
    rate(HANOI, case(I="20", II="60"), MONTH)

    assert pickle.loads(pickle.dumps(HANOI)) == HANOI


def test_the_hash_changes_with_any_value() -> None:
    assert policy().hash == policy().hash
    assert policy(FOUR_LEVELS.replace("Tốt", "Khá")).hash != policy().hash


def test_the_same_text_composed_or_decomposed_has_the_same_hash() -> None:
    assert sha256_of({"a": "Tốt"}) == sha256_of({"a": "Tốt"})


def test_canonical_json_sorts_keys_and_writes_exact_numbers() -> None:
    assert canonical_json({"b": Decimal("1.50"), "a": [True, None, 3]}) == '{"a":[true,null,3],"b":"1.5"}'


@pytest.mark.parametrize("value", [Decimal("NaN"), {"a": {1, 2}}, 0.5])
def test_what_is_not_exact_is_no_part_of_a_canonical_document(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical_json(value)


def test_all_faults_are_told_at_once_with_file_and_line() -> None:
    form = TWO_GROUPS.replace('label = "Kết quả"', 'labell = "Kết quả"')

    with pytest.raises(PolicyError) as refused:
        policy(FOUR_LEVELS.replace("min = 70", "min = 95"), form)

    places = [(problem.file, problem.line) for problem in refused.value.problems]
    assert ("policy.toml", 17) in places
    assert ("staff.toml", 12) in places
    assert ("staff.toml", 10) in places
    assert "staff.toml:12" in tr_error(refused.value)


@pytest.mark.parametrize(
    ("main", "words"),
    [
        (FOUR_LEVELS.replace("min = 70", "min = 90"), "levels must fall"),
        (FOUR_LEVELS.replace("min = 70", "min = 70\nbelow = 85"), "between 85 and 90 there is a gap"),
        (FOUR_LEVELS.replace("min = 70", "min = 70\nbelow = 95"), "two levels overlap"),
        (FOUR_LEVELS.replace("min = 90", "min = 90\nbelow = 100"), "no upper end"),
        (FOUR_LEVELS.replace("min = 70", ""), "min: this is missing"),
        (FOUR_LEVELS + "min = 10\n", "below 10 there is no level"),
        (FOUR_LEVELS.replace('code = "B"', 'code = "A"'), "used twice"),
        (FOUR_LEVELS.replace("min = 90", 'min = "nan"'), "a number with at most"),
        (FOUR_LEVELS.replace("min = 90", "min = true"), "a number with at most"),
        (FOUR_LEVELS.replace("min = 90", "min = -1"), "points go from 0"),
        (FOUR_LEVELS.replace("min = 90", "min = 90.001"), "points go from 0"),
        (FOUR_LEVELS.replace('label = "Tốt"', "label = 7"), "a text in quotes"),
        (FOUR_LEVELS.replace('label = "Tốt"', 'label = " "'), "this is empty"),
        (FOUR_LEVELS.replace('label = "Tốt"', f'label = "{"x" * 2001}"'), "longer than 2000"),
        (FOUR_LEVELS.replace('code = "B"', 'code = "B 1"'), "is no code"),
        (FOUR_LEVELS.replace("min = 90", "min = 90\nlabels = { cadre = 1 }"), "a text in quotes"),
        ("", "a policy needs levels"),
        ('[[level]]\ncode = "A"\nlabel = "x"\n[[level]]\ncode = "D"\nlabel = "y"\n', "needs conditions"),
        ("level = 3\n", "a list was expected"),
        ("level = [3]\n", "a table was expected"),
        (FOUR_LEVELS + QUOTA.replace('"A"', '"D"'), "a quota limits one of"),
        (FOUR_LEVELS + QUOTA.replace("30", "101"), "a percent goes from 0 to 100"),
        (FOUR_LEVELS + QUOTA.replace('"rated"', '"everybody"'), "must be one of: rated"),
        (FOUR_LEVELS + QUOTA.replace('base = "rated"\n', ""), "base: this is missing"),
        (FOUR_LEVELS + QUOTA + "blocks = 1\n", "true or false"),
        (FOUR_LEVELS + QUOTA + QUOTA, "level A has a share among the same people already"),
        (FOUR_LEVELS + DISCIPLINE.replace("disciplined", "discplined"), "there is no fact “discplined”"),
        (FOUR_LEVELS + DISCIPLINE.replace("value = true", "value = 1"), "is yes or no"),
        (
            FOUR_LEVELS + DISCIPLINE.replace("value = true", 'test = "below", value = true'),
            "is compared by: is",
        ),
        (FOUR_LEVELS + DISCIPLINE.replace('level = "D"', 'level = "E"'), "names one of the levels"),
        (FOUR_LEVELS + DISCIPLINE.replace('"force"', '"do_not_rate"'), "another names none"),
        (FOUR_LEVELS + DISCIPLINE + DISCIPLINE, "used twice"),
        (FOUR_LEVELS + DISCIPLINE.replace('code = "DISCIPLINED"', ""), "code: this is missing"),
        (FOUR_LEVELS + DISCIPLINE + 'forms = ["boss"]\n', "this must be one of: head"),
        (FOUR_LEVELS + DISCIPLINE + 'categories = ["boss"]\n', "this must be one of: cadre"),
        (FOUR_LEVELS + '[[step]]\nstage = "later"\nlabel = "x"\n', "this must be one of: self"),
        (
            FOUR_LEVELS + '[[step]]\nstage = "self"\nlabel = "x"\ndue_day = 32\n',
            "a whole number from 1 to 31",
        ),
        (FOUR_LEVELS + "[petition]\ndays = 5\n", "answer_working_days: this is missing"),
        (
            FOUR_LEVELS + "[total]\nmaximum = 110\n",
            "add up to 100 (I 30 + II 70), not to 110, the maximum of the total",
        ),
        (FOUR_LEVELS + '[total]\nresults_group = "V"\n', "has no group “V”"),
        (FOUR_LEVELS + "[head_cap]\n", "forms: this is missing"),
        (FOUR_LEVELS + '[[deduction]]\ngroup = "V"\noverflow = "drop"\n', "no form has a group “V”"),
        (FOUR_LEVELS + '[[event]]\ncode = "L"\nlabel = "x"\ncriterion = "V"\n', "no form has a row “V”"),
        (FOUR_LEVELS + '[[aggregation]]\nperiod = "month"\nrule = "sum_div_12"\n', "a month follows from"),
        (FOUR_LEVELS + '[[paper]]\ncode = "p"\ntitle = "x"\norientation = "slanted"\n', "portrait"),
        (FOUR_LEVELS + '[[basis]]\nnumber = "1"\ntitle = "x"\nsigned = "mai"\n', "a date such as"),
        (FOUR_LEVELS + "[gate.x]\n", "a list was expected"),
        (FOUR_LEVELS + "unknown = 1\n", "nothing is called so here"),
    ],
)
def test_a_broken_policy_is_refused_in_words(main: str, words: str) -> None:
    assert words in refusal(main)


def test_a_misspelt_word_at_the_top_is_refused() -> None:
    assert "nothing is called so here" in refusal(head=HEAD + "titel = 1\n")


CONDITION = 'do = "force"\nlevel = "D"\n[gate.when]\n'


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("", "exactly one of"),
        ('fact = "disciplined"\nvalue = true\nall = []\n', "exactly one of"),
        ("any = []\n", "at least one condition"),
        ("not = 1\n", "a table was expected"),
        ('fact = "satisfaction"\ntest = "below"\nvalue = 0\n', "no value of “satisfaction”"),
        ('fact = "satisfaction"\ntest = "above"\nvalue = 100\n', "no value of “satisfaction”"),
        ('fact = "satisfaction"\ntest = "above"\nvalue = 120\n', "at most 100"),
        ('fact = "open_remedies"\ntest = "is"\nvalue = 1.5\n', "counts whole things"),
        ('fact = "open_remedies"\ntest = "is"\nvalue = -1\n', "must be a number from 0"),
        ('fact = "unit_level"\ntest = "is"\nvalue = "E"\n', "one of the levels"),
        ('fact = "previous_levels"\ntest = "begins_with"\nvalue = "D"\n', "list of levels"),
        ('fact = "previous_levels"\ntest = "includes"\nvalue = "E"\n', "one of the levels"),
        (
            'all = [{ fact = "satisfaction", test = "below", value = 50 },'
            ' { fact = "satisfaction", test = "at_least", value = 50 }]\n',
            "no value of “satisfaction”",
        ),
        (
            'not = { any = [{ all = [{ fact = "disciplined", value = true },'
            ' { fact = "disciplined", value = false }] }] }\n',
            "no value of “disciplined”",
        ),
    ],
)
def test_a_condition_that_makes_no_sense_is_refused(condition: str, words: str) -> None:
    gate = '[[gate]]\ncode = "G"\nlabel = "x"\n' + CONDITION + condition

    assert words in refusal(FOUR_LEVELS + gate)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (TWO_GROUPS.replace('code = "staff"', 'code = "boss"'), "this must be one of: head"),
        (TWO_GROUPS.replace('code = "II"', 'code = "i"'), "the code “i” is used twice"),
        (TWO_GROUPS.replace('code = "I"\n', 'code = "I"\nparent = "II"\n'), "no row “II” stands above"),
        (TWO_GROUPS.replace('code = "I"\n', 'code = "I"\nparent = "I"\n'), "no row “I” stands above"),
        (TWO_GROUPS.replace("step = 0.25", "step = 0", 1), "a step is more than 0"),
        (TWO_GROUPS.replace("step = 0.25", "step = 0.7", 1), "the maximum 30 is never reached"),
        (TWO_GROUPS.replace("max = 30", "max = 30\nmin = 40", 1), "the least is more than the most"),
        (TWO_GROUPS.replace("max = 30", ""), "a scored row needs a maximum"),
        (TWO_GROUPS.replace("max = 30", 'max = 30\nkind = "magic"'), "this must be one of: points"),
        (TWO_GROUPS.replace("max = 30", "max = 30\nassumed_met = true"), "may be assumed"),
        (
            TWO_GROUPS.replace("max = 30", 'max = 30\nkind = "bonus"\ndefault_full = true'),
            "never offered in full",
        ),
        (TWO_GROUPS.replace("max = 30", 'max = 30\nfact = "disciplined"'), "no fact that is a percent"),
        (TWO_GROUPS.replace("max = 30", 'max = 30\nfact = "x"'), "no fact that is a percent"),
        (TWO_GROUPS.replace("max = 30", 'max = 30\nscored_by = ["boss"]'), "this must be one of: self"),
        (TWO_GROUPS.replace("max = 30", 'max = 30\nlinks = [""]'), "a list of texts"),
        (TWO_GROUPS.replace("max = 30", "max = 30\nlinks = 1"), "a list was expected"),
        (
            TWO_GROUPS.replace("max = 30", 'max = 30\nkind = "formula"\nformula = "x"'),
            "there is no formula “x”",
        ),
        (
            TWO_GROUPS.replace("max = 30", FORMULA + 'parts = ["z"]'),
            "this must be one of: a, b",
        ),
        (
            TWO_GROUPS.replace("max = 30", FORMULA + 'parts = ["a"]'),
            "the formula needs these percents",
        ),
        (TWO_GROUPS.replace("max = 30", "max = 30\npercents = { cost = 3 }"), "nothing is called so here"),
        (TWO_GROUPS.replace("max = 30", 'max = 30\nkind = "indicator"'), "needs the fact"),
        (TWO_GROUPS.replace("max = 30", 'max = 30\nkind = "indicator"\nfact = "on_time"'), "needs a target"),
        (
            TWO_GROUPS + '[[criterion]]\ncode = "II.1"\nparent = "II"\nlabel = "x"\nmax = 60\n',
            "the rows under II add up to 60, not to 70",
        ),
        (
            TWO_GROUPS.replace("max = 70", 'max = 70\nkind = "formula"\nformula = "results_by_products"')
            + '[[criterion]]\ncode = "II.1"\nparent = "II"\nlabel = "x"\nmax = 70\n',
            "leave out its kind",
        ),
        (TWO_GROUPS + COMPLETION, "must begin at 0"),
        (TWO_GROUPS + COMPLETION + BAND.format(10, 0, 50), "must begin at 0"),
        (TWO_GROUPS + COMPLETION + BAND.format(0, 0, 40) + BAND.format(80, 40, 50), "leave a gap or overlap"),
        (TWO_GROUPS + COMPLETION + BAND.format(0, 0, 50) + "percent_below = 90\n", "must be open"),
        (TWO_GROUPS + COMPLETION + BAND.format(0, 0, 60), "stay within the row's maximum"),
        (TWO_GROUPS + COMPLETION + "[[criterion.band]]\npercent_from = 0\n", "points_to: this is missing"),
        ('code = "staff"\ntitle = "x"\n', "a form needs at least one row"),
        ('code = "staff"\ntitle = "x"\ncriterion = [{}]\n' + "roles = [1]\n", "this must be one of: head"),
        (f"code = 'staff'\ntitle = 'x'\ncriterion = [{'1,' * 501}]\n", "the list is longer than 500"),
    ],
)
def test_a_broken_form_is_refused_in_words(form: str, words: str) -> None:
    assert words in refusal(form=form)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (HEAD.replace("version = 1", ""), "version: this is missing"),
        (HEAD.replace("version = 1", "version = 0"), "a whole number from 1"),
        (HEAD.replace("2018-01-01", "2018-01-01T00:00:00"), "a date such as"),
        (HEAD.replace("effective_from = 2018-01-01", ""), "effective_from: this is missing"),
        (HEAD.replace("2018-01-01", '"2018-W01-1"'), "a date such as"),
        (HEAD.replace("2018-01-01", '"2018-02-30"'), "there is no day 2018-02-30"),
        (HEAD + "effective_to = 2017-01-01\n", "the last day lies before the first"),
        (HEAD.replace('["staff"]', '["staff", "head"]'), "there is no file head.toml"),
        (HEAD.replace('["staff"]', "[]"), "name the forms' files here"),
        (HEAD.replace('["staff"]', "7"), "name the forms' files here"),
        (HEAD.replace('["staff"]', '["other"]'), "belongs to no form"),
        (HEAD.replace('"month"', '"week"'), "this must be one of: month"),
        (HEAD.replace("version = 1", "version = 1" + "0" * 5000), "not TOML"),
        (HEAD + "x = 1" + "0" * 30 + "\n", "nothing is called so here"),
        (HEAD + "x = nan\n", "nothing is called so here"),
        (HEAD + "x = 1e999999\n", "nothing is called so here"),
        (HEAD + "x = 1e-99\n", "nothing is called so here"),
        (HEAD + "x = " + "[" * 20 + "]" * 20 + "\n", "nested too deeply"),
        (HEAD + "x = " + "[" * 50_000 + "\n", "nested too deeply"),
        (HEAD + ".".join("a" * 2000) + " = 1\n", "nested too deeply"),
        (HEAD + "x = \n", "not TOML"),
        (HEAD + 'version = 2\n', "not TOML"),
        (HEAD + "# " + "x" * 1_000_000, "larger than"),
        ("", "name the forms' files here"),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_and_never_a_crash(head: str, words: str) -> None:
    assert words in refusal(head=head)


def test_a_policy_without_its_main_file_is_refused() -> None:
    with pytest.raises(PolicyError, match="a policy needs this file"):
        read_policy({"staff.toml": TWO_GROUPS})


def test_a_frozen_document_that_was_tampered_with_is_refused() -> None:
    with pytest.raises(PolicyError, match="nested too deeply"):
        policy_from_document(json.loads('{"a":' * 20 + "1" + "}" * 20))
    with pytest.raises(PolicyError, match="level"):
        policy_from_document({**HANOI.document, "level": []})
    with pytest.raises(PolicyError, match="at least one form"):
        policy_from_document({**HANOI.document, "forms": []})


EXAMPLE = """
[[example]]
title = "Đủ điểm"
case = [{ id = "an", form = "staff", points = { I = 30, II = 60 }, expect = { total = 90, level = "A" } }]
"""


def test_a_policy_whose_examples_come_out_is_read() -> None:
    assert policy(examples=EXAMPLE).code == "test"


@pytest.mark.parametrize(
    ("examples", "words"),
    [
        (EXAMPLE.replace("total = 90", "total = 91"), "total comes out as 90, not as 91"),
        (EXAMPLE.replace("total = 90", "totel = 90"), "nothing is called so here"),
        (EXAMPLE.replace(', expect = { total = 90, level = "A" }', ""), "an example says what it expects"),
        (EXAMPLE.replace("II = 60", "II = 80"), "the example is refused: Row II"),
        (EXAMPLE.replace("title", 'period = "2018-13"\ntitle'), "the example is refused: “2018-13”"),
        ("[[example]]\ntitle = 'x'\ncase = [1]\n", "the example is refused"),
        ("[[exampel]]\n", "nothing is called so here"),
    ],
)
def test_a_policy_whose_examples_do_not_come_out_is_refused(examples: str, words: str) -> None:
    with pytest.raises(PolicyError) as refused:
        policy(examples=examples)

    assert words in str(refused.value)
    assert refused.value.problems[0].file == "cases.toml"


WORDS = """[[level]]
[[gate]] [x] code min = 1 -1 "A" true nan [ ] { } , \"\"\" 2018-01-01 ' when all . 1e9 \\u0000 é"""
SNIPPETS = st.sampled_from([*WORDS.split(), "\n"])


@given(st.lists(SNIPPETS, max_size=30), st.lists(SNIPPETS, max_size=30))
@settings(max_examples=200)
def test_any_text_is_read_or_refused_and_never_crashes(main: list[str], form: list[str]) -> None:
    try:
        policy(FOUR_LEVELS + " ".join(main), TWO_GROUPS + " ".join(form))
    except PolicyError as refused:
        told = refused.problems
        assert told


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("version = 2\n", "the same key or table is given twice"),
        ("x 1\n", "an equals sign is missing after a key"),
        ("x = [1\n", "a bracket is not closed"),
        ("x = 'a\n", "a text is not closed"),
        ("x = 1 2\n", "something more stands behind a value"),
        ("x = y\n", "a value is neither a text"),
        ("= 1\n", "a line is neither a key"),
    ],
)
def test_a_file_that_is_not_toml_is_told_what_stands_in_the_way(fault: str, words: str) -> None:
    with pytest.raises(PolicyError) as refused:
        read_policy({"policy.toml": HEAD + fault})

    assert words in str(refused.value)
