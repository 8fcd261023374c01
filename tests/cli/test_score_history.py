"""`evalapp scores history`: what became of somebody's scores, for whoever may see them."""

from tests.cli.run import JULY, Console


def test_each_change_of_a_score_is_told_with_who_and_from_what_to_what(office: Console) -> None:
    office.json("month", "open", *JULY)
    given = ("scores", "set", *JULY, "--person", "NV003", "--stage", "self", "--row", "I.1")
    office.json(*given, "--points", "4")
    office.json(*given, "--points", "5", "--note", "Bổ sung")

    told = office.json("scores", "history", *JULY, "--person", "NV003", "--row", "I.1")["changes"]
    text = office("scores", "history", *JULY, "--person", "NV003").out

    assert [(each["before"]["points"], each["after"]["points"]) for each in told] == [(None, "4"), ("4", "5")]
    assert (told[1]["by"], told[1]["after"]["note"], "5 (Bổ sung)" in text) == ("local", "Bổ sung", True)
