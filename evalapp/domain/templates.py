"""Templates of Word papers that a unit edits itself: what each may say, and which one holds on a day."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from msgspec import Struct

from evalapp.base.messages import N_


class WordPaper(StrEnum):
    """A paper that is written from a template."""

    MEETING = "meeting"
    URGING = "urging"


PAPER_LABELS = {
    WordPaper.MEETING: N_("Minutes of the rating meeting"),
    WordPaper.URGING: N_("Letter that urges a unit"),
}

#: What a template may name, and what stands there on the paper. A name with a dot makes its row repeat.
FIELDS: Mapping[WordPaper, Mapping[str, str]] = {
    WordPaper.MEETING: {
        "co_quan_cap_tren": N_("body above the unit"),
        "don_vi": N_("the unit"),
        "don_vi_in_hoa": N_("the unit in capitals, as the head of the paper has it"),
        "dia_danh_ngay": N_("place and date"),
        "ky": N_("the period"),
        "quy_dinh": N_("title of the policy"),
        "chu_tri": N_("who leads the unit"),
        "so_nguoi": N_("how many people there are"),
        "tinh_trang": N_("a warning while the month is not closed"),
        "nguoi.stt": N_("running number"),
        "nguoi.ma": N_("code of the person"),
        "nguoi.ho_ten": N_("name of the person"),
        "nguoi.chuc_vu": N_("position of the person"),
        "nguoi.tu_cham": N_("points of their own"),
        "nguoi.cap_pho": N_("points of the deputy"),
        "nguoi.cap_truong": N_("points of the head"),
        "nguoi.cong": N_("points added"),
        "nguoi.tru": N_("points taken"),
        "nguoi.tong": N_("the total"),
        "nguoi.xep_loai": N_("the level"),
        "nguoi.ghi_chu": N_("the note"),
        "luu_y.noi_dung": N_("a person and the note beside the result"),
        "muc.ten": N_("name of the level"),
        "muc.so_nguoi": N_("people with the level"),
        "muc.ty_le": N_("their share"),
        "lam_tron.noi_dung": N_("that shares were rounded, where they do not make a hundred"),
        "ket_luan.noi_dung": N_("what was decided besides"),
        "lan_lap.noi_dung": N_(
            "which revision this is, which one it replaces and why; nothing for the first"
        ),
        "thay_doi.noi_dung": N_("what is otherwise than in the revision before"),
        "chuc_vu_nguoi_ky": N_("as what somebody signs"),
        "nguoi_ky": N_("who signs"),
        "noi_nhan.ten": N_("a recipient"),
        "ma_kiem_chung": N_("code that tells what it was made from"),
    },
    WordPaper.URGING: {
        "co_quan_cap_tren": N_("body above the sender"),
        "don_vi_gui": N_("the sender"),
        "don_vi_gui_in_hoa": N_("the sender in capitals, as the head of the paper has it"),
        "so": N_("number of the letter"),
        "dia_danh_ngay": N_("place and date"),
        "don_vi_nhan": N_("the unit that is urged"),
        "ngay": N_("the day of the letter"),
        "so_noi_dung": N_("how many things are to be mended"),
        "truoc_ngay": N_("until when they answer"),
        "viec.stt": N_("running number"),
        "viec.nguon": N_("where it comes from"),
        "viec.noi_dung": N_("what is to be mended"),
        "viec.nguoi_phu_trach": N_("who mends it"),
        "viec.thoi_han": N_("the deadline"),
        "chuc_vu_nguoi_ky": N_("as what somebody signs"),
        "nguoi_ky": N_("who signs"),
        "noi_nhan": N_("who receives it, a line each"),
        "nhat_ky": N_("end of the history when it was written"),
    },
}


class Template(Struct, frozen=True):
    """A unit's own template of a paper, from a day on; without a content, the shipped one holds again."""

    since: date | None
    name: str = ""
    digest: str = ""


def template_on(versions: Sequence[Template], day: date) -> Template | None:
    """The template of the unit's own that holds on a day, if any."""
    begun = [each for each in versions if each.since is None or each.since <= day]
    newest = max(begun, key=lambda each: each.since or date.min, default=None)
    return newest if newest is not None and newest.digest else None


def with_template(versions: Sequence[Template], template: Template) -> tuple[Template, ...]:
    """The versions with one more; one of the same day is replaced."""
    others = [each for each in versions if each.since != template.since]
    return tuple(sorted((*others, template), key=lambda each: each.since or date.min))


def template_document(template: Template) -> dict[str, Any]:
    """A template as it is kept, and as JSON carries it."""
    return {
        "since": template.since.isoformat() if template.since else None,
        "name": template.name,
        "sha256": template.digest,
    }


def template_from(document: Mapping[str, Any]) -> Template:
    """Read back what `template_document` wrote."""
    since = document["since"]
    return Template(date.fromisoformat(since) if since else None, document["name"], document["sha256"])
