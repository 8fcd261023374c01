"""What the minutes of a rating meeting say, by the names that their template gives it."""

from collections.abc import Iterator
from decimal import Decimal

from evalapp.base.names import told_apart
from evalapp.documents.papers import revision_lines, summary_lines, wording
from evalapp.documents.papers.letterheads import above, footed, recipients
from evalapp.documents.papers.word_template import Values
from evalapp.domain.layouts import Layout
from evalapp.domain.people import Role
from evalapp.domain.summaries import Summary

_PERSON = (
    "stt",
    "ma",
    "ho_ten",
    "chuc_vu",
    "tu_cham",
    "cap_pho",
    "cap_truong",
    "cong",
    "tru",
    "tong",
    "xep_loai",
    "ghi_chu",
)
_NOT_CLOSED = "DỰ THẢO - kết quả chưa chốt"
_FILED = ("- Lưu: VT.",)
_CHAIR = "CHỦ TRÌ"
_BY_HAND = "……………………………………"


def meeting_values(summary: Summary, layout: Layout) -> Values:
    """The minutes of the meeting that rated a unit's people; what nobody recorded is left to the pen."""
    superior, unit, place, _logo = above(summary, layout)
    chair = next((row for row in summary.rows if row.role is Role.HEAD), None)
    lines = summary_lines.lines(summary)
    decimals = wording.decimals_across(lines)
    return {
        "co_quan_cap_tren": superior.upper(),
        "don_vi": unit,
        "don_vi_in_hoa": unit.upper(),
        "dia_danh_ngay": place,
        "ky": wording.period(summary.period),
        "quy_dinh": summary.policy_title,
        "chu_tri": f"{chair.name} - {chair.position}" if chair else _BY_HAND,
        "so_nguoi": f"{len(summary.rows):02d}",
        "tinh_trang": _NOT_CLOSED if summary_lines.is_draft(summary) else "",
        "nguoi": [dict(zip(_PERSON, map(_cell, line, decimals), strict=True)) for line in lines],
        "luu_y": [{"noi_dung": text} for text in _notes(summary)],
        "muc": _levels(summary),
        "lam_tron": [{"noi_dung": text} for text in summary_lines.rounded(summary)],
        "ket_luan": [{"noi_dung": line} for line in summary_lines.decisions(summary)],
        "lan_lap": [{"noi_dung": line} for line in revision_lines.told(summary.replaces)],
        "thay_doi": [{"noi_dung": line} for line in revision_lines.changes(summary.replaces)],
        "chuc_vu_nguoi_ky": _CHAIR,  # minutes are signed by who led the meeting, whoever signs for the unit
        "nguoi_ky": chair.name if chair else "",
        "noi_nhan": [{"ten": line} for line in recipients(layout) or _FILED],
        "ma_kiem_chung": footed(wording.short_hash(summary.hash), layout),
    }


def _cell(value: Decimal | int | str | None, decimals: int) -> str:
    """A cell of the list; a stage that nobody scored is a dash: the minutes are about what was decided."""
    return wording.NOT_ASKED if value == wording.NOT_SCORED else wording.cell(value, decimals)


def _notes(summary: Summary) -> Iterator[str]:
    """What has to be said beside somebody's result; a column of the list would be too narrow for it."""
    called = told_apart({row.code: row.name for row in summary.rows})
    for number, row in enumerate(summary.rows, start=1):
        note = summary_lines.cells(number, row)[_PERSON.index("ghi_chu")]
        if note:
            yield f"- {called[row.code]}: {note}"


def _levels(summary: Summary) -> list[dict[str, str]]:
    """How many people have which level; the table stands in the office's template, so it says why not."""
    if summary.score_only:
        return [{"ten": wording.SCORES_ONLY, "so_nguoi": str(len(summary.rows)), "ty_le": wording.NOT_ASKED}]
    return [
        {
            "ten": _named(summary, each.heading),
            "so_nguoi": str(each.people),
            "ty_le": wording.share(each.share) if each.share is not None else "",
        }
        for each in summary_lines.counts(summary)
    ]


def _named(summary: Summary, heading: str) -> str:
    label = summary.level_labels.get(heading)
    return f"{heading} - {label}" if label else heading
