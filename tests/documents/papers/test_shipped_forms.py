import io
from pathlib import Path

import pytest

from evalapp.base import paths
from evalapp.documents.papers.form_pdf import write_form
from evalapp.documents.papers.self_score_form import read_self_score_form, write_self_score_form
from evalapp.documents.reading.workbook import read_workbook
from evalapp.domain.policy.model import Form
from evalapp.domain.policy.reader import read_policy
from evalapp.domain.rounds import SCORING, Stage
from tests.documents.papers.reading_back import pages
from tests.documents.papers.samples import SECRET, full_marks, person_sheet, with_all_marks

_FOLDER = paths.resources() / "policies" / "hn-3814-2018"
FORMS = read_policy({file.name: file.read_text("utf-8") for file in _FOLDER.glob("*.toml")}).forms


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_a_shipped_form_prints_every_row_and_its_total_above_the_signatures(form: Form) -> None:
    out = io.BytesIO()
    sheet = with_all_marks(person_sheet(form=form), {stage: full_marks(form) for stage in SCORING})

    write_form(out, sheet)

    found = pages(out.getvalue())
    assert all(" ".join(found).count(f" {row.code} ") == 1 for row in form.leaves)
    assert found[-1].index("TỔNG ĐIỂM") < found[-1].index("NGƯỜI TỰ ĐÁNH GIÁ")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_a_shipped_self_score_form_comes_back_as_ours(tmp_path: Path, form: Form) -> None:
    write_self_score_form(tmp_path / "form.xlsx", person_sheet(form=form, stage=Stage.SELF), SECRET)

    back = read_self_score_form(read_workbook(tmp_path / "form.xlsx"), SECRET)

    assert back.is_ours
    assert list(back.marks) == [row.code for row in form.leaves]
