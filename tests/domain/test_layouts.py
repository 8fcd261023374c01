"""How papers are laid out: which version holds on a day, and what would not fit."""

from datetime import date

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.layouts import (
    Layout,
    checked_layout,
    layout_document,
    layout_from,
    layout_on,
    with_layout,
)

ALWAYS = Layout(place="Hà Nội")
LATER = Layout(date(2026, 7, 1), place="Tây Hồ", recipients=("Như trên", "Lưu: VT"))


def test_the_newest_version_that_has_begun_holds_on_a_day() -> None:
    versions = with_layout((ALWAYS,), LATER)

    before, after = layout_on(versions, date(2026, 6, 30)), layout_on(versions, date(2026, 7, 1))

    assert (before, after) == (ALWAYS, LATER)
    assert layout_on((LATER,), date(2026, 6, 30)) is None


def test_a_version_of_the_same_day_is_replaced() -> None:
    corrected = Layout(LATER.since, place="Ba Đình")

    versions = with_layout((ALWAYS, LATER), corrected)

    assert versions == (ALWAYS, corrected)


def test_a_list_cannot_do_without_whom_it_is_about() -> None:
    kept = checked_layout(Layout(hidden=("mã cb", "")))

    with pytest.raises(UserError, match="Họ và tên"):
        checked_layout(Layout(hidden=("Họ và tên",)))

    assert kept.hidden == ("Mã CB",)


def test_what_is_kept_is_clean_and_read_back_the_same() -> None:
    kept = checked_layout(Layout(LATER.since, place="  Hà   Nội ", recipients=("", " Lưu: VT ")))

    assert (kept.place, kept.recipients) == ("Hà Nội", ("Lưu: VT",))
    assert layout_from(layout_document(kept)) == kept


@pytest.mark.parametrize("layout", [Layout(signer="x" * 201), Layout(recipients=("VT",) * 13)])
def test_what_would_not_fit_on_a_paper_is_refused(layout: Layout) -> None:
    with pytest.raises(UserError):
        checked_layout(layout)
