from evalapp.documents.papers import wording
from evalapp.documents.papers.meeting_words import meeting_values
from evalapp.domain.layouts import PLAIN_LAYOUT
from tests.documents.papers.samples import summary


def test_the_minutes_of_a_period_of_points_alone_say_so_where_the_levels_would_stand() -> None:
    values = meeting_values(summary(12, score_only=True), PLAIN_LAYOUT)

    assert values["muc"] == [{"ten": wording.SCORES_ONLY, "so_nguoi": "12", "ty_le": "–"}]
