"""`evalapp policy draft case`: worked examples of a draft, by a script."""

import pytest

from tests.cli.run import Console, state

FRAME = "hn-3814-2018"
OWN = "hn-3814-pnv"
CASE = ("policy", "draft", "case")


def begin(console: Console) -> Console:
    answer = console("policy", "draft", "new", OWN, "--from", FRAME, "--unit", "PNV")
    assert answer.code == 0, answer.err
    return console


def test_an_example_is_added_stops_publishing_and_is_brought_up_to_date(office: Console) -> None:
    begin(office)

    added = office.json(
        *CASE, "add", OWN, "Bị kỷ luật thì D", "--form", "staff", "--period", "2018-07",
        "--points", "I=20,II=70", "--facts", "disciplined=yes", "--expect", "level=C,total=90",
    )  # fmt: skip
    listed = office(*CASE, "list", OWN, lang="vi")
    refused = office("policy", "draft", "publish", OWN)
    expected = office.json(*CASE, "expect", OWN, "1")
    published = office("policy", "draft", "publish", OWN)

    (case,) = added["cases"]
    assert (case["comes_out"], case["differing"], case["outcome"]["level"]) == (False, ["level"], "D")
    assert "Bị kỷ luật thì D" in listed.out
    assert "Không ra" in listed.out
    assert refused.code == 1
    assert "level comes out as D (DISCIPLINED), not as C" in refused.err
    assert expected["cases"][0]["expected"] == {"total": "90", "level_by_points": "A", "level": "D"}
    assert published.code == 0, published.err


def test_somebodys_closed_month_becomes_an_example_without_the_name(closed: Console) -> None:
    begin(closed)
    people = closed.json("report", "summary", "--unit", "PNV", "--period", "2018-07")["rows"]

    added = closed.json(
        *CASE, "add", OWN, "--person", people[0]["code"], "--unit", "PNV", "--period", "2018-07"
    )

    (case,) = added["cases"]
    assert case["comes_out"]
    assert case["outcome"]["total"] == people[0]["total"]
    assert people[0]["code"] not in str(case)
    assert people[0]["name"] not in str(case)
    assert closed.json(*CASE, "remove", OWN, "1")["cases"] == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("add", OWN, "x", "--form", "nobody"), "This policy has no form “nobody”"),
        (("add", OWN, "x", "--form", "staff", "--points", "I=99"), "Row I takes 0 to 20"),
        (("add", OWN, "x", "--form", "staff", "--points", "I=20,II=70", "--expect", "grade=B"), "“grade”"),
        (("add", OWN, "", "--form", "staff", "--points", "I=20,II=70"), "Say in a few words"),
        (("add", OWN, "--person", "NV001"), "Say with --unit and --period"),
        (("add", OWN, "--person", "NV001", "--unit", "PNV", "--period", "2018-07"), "no closed"),
        (("remove", OWN, "4"), "There is no example number 4; the draft has 0."),
        (("expect", OWN, "0"), "There is no example number 0"),
    ],
)
def test_wrong_words_are_refused_and_nothing_is_kept(
    office: Console, words: tuple[str, ...], expected: str
) -> None:
    begin(office)
    before = state(office)

    answer = office(*CASE, *words)

    assert answer.code == 1
    assert expected in answer.err
    assert state(office) == before
