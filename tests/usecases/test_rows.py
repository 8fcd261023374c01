"""Reading one row of a list: every fault is told, each once."""

from evalapp.base.errors import UserError
from evalapp.documents.reading.specs import PEOPLE
from evalapp.usecases.rows import RowReader
from tests import make


def test_a_cell_that_is_read_for_two_purposes_is_refused_once() -> None:
    read = make.listed(PEOPLE, make.PEOPLE_HEADER, make.person_row(1))
    reader = RowReader(read, read.rows[0])

    for text in ("never computed", "never computed", "too long"):
        reader.refuse("note", UserError(text))

    assert reader.refusal is not None
    assert [str(each) for each in reader.refusal.reasons] == ["never computed", "too long"]
