"""What the columns of a list are called while it is taken in."""

from evalapp.base.messages import use_language
from evalapp.documents.reading.specs import PEOPLE, UNITS
from evalapp.ui.shell.intake_columns import column_words


def test_an_english_window_says_in_english_what_each_column_of_people_and_units_holds() -> None:
    asked = [column for spec in (PEOPLE, UNITS) for column in spec.columns if column.key != spec.ordinal]

    assert [each.header for each in asked if column_words(each.header) == each.header] == []
    use_language("vi")
    assert [column_words(each.header) for each in asked] == [each.header for each in asked]
