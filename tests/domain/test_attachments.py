"""What attached files are called, and what becomes of them."""

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalapp.base.errors import UserError
from evalapp.domain.attachments import FILE_KINDS, Attachment, AttachmentId, clean_name

PDF = FILE_KINDS["pdf"]
NOON = datetime(2018, 7, 31, 5, tzinfo=UTC)
FILE = Attachment(AttachmentId(1), "u", "I.1", "bien-ban.pdf", PDF, 10, "0" * 64, "an", NOON)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Biên bản.pdf", "Biên bản.pdf"),
        (unicodedata.normalize("NFD", "Biên bản.pdf"), "Biên bản.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\an\\Biên bản.PDF", "Biên bản.PDF"),
        ("bien\u202efdp.exe", "bienfdp.exe.pdf"),
        ("ảnh\n1\t.pdf", "ảnh 1.pdf"),
        ("thanh toan.exe", "thanh toan.exe.pdf"),
        ("Biên bản", "Biên bản.pdf"),
        ("..", "Minh chứng.pdf"),
        ("", "Minh chứng.pdf"),
        (".pdf", "pdf.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
    ],
)
def test_a_name_is_cleaned_and_ends_as_its_content_does(given_name: str, kept: str) -> None:
    assert clean_name(given_name, PDF) == kept


@given(st.text(), st.sampled_from(sorted(FILE_KINDS)))
def test_whatever_a_file_is_called_its_kept_name_is_one_that_every_system_takes(text: str, kind: str) -> None:
    kept = clean_name(text, FILE_KINDS[kind])

    assert not set(kept) & set('/\\<>:"|?*\0\n\u202e')
    assert kept.rpartition(".")[2].casefold() in FILE_KINDS[kind].endings
    assert 0 < len(kept) <= 120
    assert kept == kept.strip()
    assert clean_name(kept, FILE_KINDS[kind]) == kept


def test_removed_evidence_keeps_who_why_and_when() -> None:
    removed = FILE.remove(reason="  Đính nhầm  người ", by="binh", at=NOON)

    assert (removed.stands, removed.removed, removed.removed_by, removed.removed_at) == (
        False, "Đính nhầm người", "binh", NOON,
    )  # fmt: skip


@pytest.mark.parametrize("reason", ["", "  ", "\u200b"])
def test_evidence_is_not_removed_without_a_reason(reason: str) -> None:
    with pytest.raises(UserError, match="needs a reason"):
        FILE.remove(reason=reason, by="binh", at=NOON)


def test_evidence_is_removed_once_only() -> None:
    removed = FILE.remove(reason="Đính nhầm", by="binh", at=NOON)

    with pytest.raises(UserError, match="removed already"):
        removed.remove(reason="Lần nữa", by="an", at=NOON)
