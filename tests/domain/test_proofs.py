"""What a score needs beside it, and which scores lack it."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from evalapp.domain.attachments import FILE_KINDS, Attachment, AttachmentId
from evalapp.domain.people import Category, PersonId, Role
from evalapp.domain.policy.model import Criterion, Form, Kind, Proof
from evalapp.domain.policy.problems import PolicyError
from evalapp.domain.policy.reader import read_policy
from evalapp.domain.proofs import lacking
from evalapp.domain.rounds import Mark, Participant, Sheet, SheetId, Stage
from tests.domain.policy import small
from tests.domain.policy.test_extension import HANOI, OWN, SPLIT

WHO = Participant(
    SheetId(1), "s", PersonId(1), "NV003", "An", "", Role.STAFF, Category.CIVIL_SERVANT, "staff"
)
FORM = Form(
    "staff",
    "Phiếu",
    (
        Criterion("I", "Chung", maximum=Decimal(90)),
        Criterion("II", "Kết quả", maximum=Decimal(10), evidence=Proof.FILE),
        Criterion("III", "Thưởng", maximum=Decimal(10), kind=Kind.BONUS, needs_note=True),
        Criterion("IV", "Sáng kiến", maximum=Decimal(5), kind=Kind.BONUS, evidence=Proof.FILE),
    ),
)


def file(row: str, removed: str | None = None) -> Attachment:
    at = datetime(2018, 7, 31, 5, tzinfo=UTC)
    return Attachment(
        AttachmentId(1), "u", row, "a.pdf", FILE_KINDS["pdf"], 10, "0" * 64, "an", at, removed=removed
    )


def sheet(*files: Attachment, **marks: Mark) -> Sheet:
    return Sheet(WHO, {Stage.HEAD: marks}, attachments=files)


@pytest.mark.parametrize(
    ("held", "lacks"),
    [
        (sheet(), {}),
        (sheet(I=Mark(Decimal(90))), {}),
        (sheet(II=Mark(Decimal(0))), {"II": Proof.FILE}),
        (sheet(file("II"), II=Mark(Decimal(10))), {}),
        (sheet(file("I"), II=Mark(Decimal(10))), {"II": Proof.FILE}),
        (sheet(file(""), II=Mark(Decimal(10))), {"II": Proof.FILE}),
        (sheet(file("II", removed="nhầm"), II=Mark(Decimal(10))), {"II": Proof.FILE}),
        (sheet(III=Mark(Decimal(0))), {}),
        (sheet(III=Mark(Decimal(2))), {"III": Proof.TEXT}),
        (sheet(III=Mark(Decimal(2), "Sáng kiến cấp huyện")), {}),
        (sheet(III=Mark(Decimal(2), "  ")), {"III": Proof.TEXT}),
        (sheet(IV=Mark(Decimal(2), "ghi chú")), {"IV": Proof.FILE}),
    ],
)
def test_a_score_lacks_what_its_row_asks_for_until_it_is_there(held: Sheet, lacks: dict[str, Proof]) -> None:
    assert lacking(held, FORM, Stage.HEAD) == lacks


def test_a_policy_says_which_rows_need_a_file() -> None:
    text = small.TWO_GROUPS.replace("max = 70", 'max = 70\nevidence = "file"')

    form = small.policy(form=text).form("staff")

    assert form is not None
    assert [row.proof for row in form.leaves] == [Proof.NONE, Proof.FILE]


def test_a_policy_with_another_word_for_evidence_is_refused() -> None:
    text = small.TWO_GROUPS.replace("max = 70", 'max = 70\nevidence = "photo"')

    with pytest.raises(PolicyError, match="none, text, file"):
        small.policy(form=text)


def test_a_unit_may_ask_for_evidence_in_rows_of_its_own() -> None:
    own = read_policy(
        {"policy.toml": OWN + SPLIT.replace("max = 4", 'max = 4\nevidence = "file"')}, base=HANOI
    )

    form = own.form("staff")
    assert form is not None
    assert [row.proof for row in form.children("I.1")] == [Proof.FILE, Proof.NONE]
