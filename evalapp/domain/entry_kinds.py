"""The kinds of entries that registers hold, in one table: a new kind is one line.

A kind says what lists call it, which fact it feeds and how, and what it may suggest under a policy.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, cached_property

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import fold

_WORDS = re.compile(r"[^\W_]+")


class Measure(StrEnum):
    """How entries of a kind become a fact."""

    NOTHING = "nothing"
    YES = "yes"
    COUNT = "count"
    MONTHS = "months"
    DAYS = "days"  # that people were to work; of one absence all count where it began, so that it counts once


class EntryKind(Struct, frozen=True, dict=True):
    """One kind of entry: what lists call it, which fact it feeds, what it may suggest under a policy.

    Of several events or grounds the first that a policy has is meant. `once_only`: the same breach never
    counts in two periods or in two units (Decree 335/2025, art. 11.3).
    """

    code: str
    label: str
    words: tuple[str, ...]  # in Vietnamese; the first is how the program writes it on paper
    fact: str = ""
    measure: Measure = Measure.NOTHING
    events: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    once_only: bool = False
    is_leave: bool = False
    excused: bool = False  # absence that the law counts as served
    needs_document: bool = False
    of_inspection: bool = False  # recorded when a finding is confirmed, never by hand

    @cached_property
    def phrases(self) -> frozenset[str]:
        """What the kind is recognised by in a list, folded; its code is one of them."""
        if self.of_inspection:
            return frozenset()
        return frozenset(_matched(word) for word in (*self.words, self.label, self.code))

    @property
    def written(self) -> str:
        """The kind as it stands on paper."""
        return self.words[0]


def _matched(text: str) -> str:
    """A name as it is matched: without case, accents and what stands between its words."""
    return " ".join(_WORDS.findall(fold(text)))


def _leave(code: str, label: str, *words: str, absent: bool = False, excused: bool = False) -> EntryKind:
    """A kind of leave: taken as worked, or absence from the year's work, excused or not."""
    if absent or excused:
        return EntryKind(code, label, words, "absent_months", Measure.MONTHS, is_leave=True, excused=excused)
    return EntryKind(code, label, words, is_leave=True)


def _conclusion(code: str, label: str, *words: str) -> EntryKind:
    """A conclusion of an authority, which is a fact of the same name."""
    return EntryKind(code, label, words, code, Measure.YES, once_only=True, needs_document=True)


def _breach(code: str, label: str, *words: str, event: str = "") -> EntryKind:
    """Something noted that only suggests; the policy's event has the kind's name unless another is given."""
    return EntryKind(code, label, words, events=(event or code.upper(),), once_only=True)


def _finding(code: str, label: str, word: str) -> EntryKind:
    """A confirmed finding of an inspection; what it may cost is said by the policy's event for its topic."""
    return EntryKind(
        code, label, (word,), code.replace("finding", "findings"), Measure.COUNT, once_only=True,
        of_inspection=True,
    )  # fmt: skip


#: Every kind there is. Annual, personal and study leave are taken as worked: no text was found that says
#: otherwise; sick, maternity and unpaid leave are what Decree 335/2025, art. 11.2 names.
KINDS: Mapping[str, EntryKind] = {
    kind.code: kind
    for kind in (
        _leave(
            "leave_annual", N_("Annual leave"),
            "Nghỉ phép", "Nghỉ phép năm", "Phép năm", "Nghỉ hằng năm", "Leave",
        ),
        _leave("leave_personal", N_("Personal leave"), "Nghỉ việc riêng", "Nghỉ việc riêng có hưởng lương"),
        _leave("leave_study", N_("Study leave"), "Nghỉ đi học", "Đi học", "Cử đi học", "Đi học tập trung"),
        _leave(
            "leave_sick", N_("Sick leave"),
            "Nghỉ ốm", "Ốm đau", "Nghỉ ốm đau", "Nghỉ ốm hưởng BHXH", excused=True,
        ),
        _leave(
            "leave_maternity", N_("Maternity leave"),
            "Nghỉ thai sản", "Thai sản", "Nghỉ chế độ thai sản", "Nghỉ sinh con", excused=True,
        ),
        _leave(
            "leave_unpaid", N_("Unpaid leave"),
            "Nghỉ không hưởng lương", "Nghỉ không lương", "Nghỉ việc riêng không hưởng lương",
            "Nghỉ việc riêng không lương", "Nghỉ việc không hưởng lương", absent=True,
        ),
        EntryKind(
            "discipline", N_("Discipline decision"),
            (
                "Quyết định kỷ luật", "Kỷ luật", "Bị kỷ luật", "Xử lý kỷ luật", "Thi hành kỷ luật",
                "Kỷ luật đảng", "Kỷ luật hành chính", "Khiển trách", "Cảnh cáo", "Hạ bậc lương", "Giáng chức",
                "Cách chức", "Buộc thôi việc", "Kỷ luật khiển trách", "Kỷ luật cảnh cáo",
                "Quyết định kỷ luật khiển trách", "Quyết định kỷ luật cảnh cáo",
            ),
            "disciplined", Measure.YES, once_only=True, needs_document=True,
        ),
        EntryKind(
            "complaint_upheld", N_("Complaint upheld"),
            (
                "Đơn thư, phản ánh đúng", "Khiếu nại đúng", "Tố cáo đúng", "Phản ánh đúng", "Đơn thư đúng",
                "Khiếu nại, tố cáo đúng", "Khiếu nại có cơ sở", "Tố cáo có cơ sở",
                "Khiếu nại, tố cáo có cơ sở",
                "Phản ánh có cơ sở", "Đơn thư có cơ sở", "Khiếu nại được kết luận là đúng",
                "Bị công dân phản ánh", "Phản ánh, kiến nghị đúng",
            ),
            "complaints_upheld", Measure.COUNT, events=("COMPLAINT",), once_only=True,
        ),
        EntryKind(
            "commendation", N_("Commendation"),
            (
                "Khen thưởng", "Được khen thưởng", "Quyết định khen thưởng", "Giấy khen", "Bằng khen",
                "Biểu dương", "Thư khen",
            ),
            grounds=("COMMENDATION", "CREATIVE"), once_only=True,
        ),
        EntryKind(
            "initiative", N_("Recognised initiative"),
            ("Sáng kiến được công nhận", "Sáng kiến", "Giải pháp được công nhận", "Mô hình được công nhận"),
            grounds=("SOLUTION",), once_only=True,
        ),
        EntryKind(
            "advice", N_("Noted advice on new or hard work"),
            ("Tham mưu hiệu quả", "Tham mưu có hiệu quả", "Tham mưu việc mới, khó"),
            grounds=("ADVICE",), once_only=True,
        ),
        _conclusion(
            "degradation_concluded", N_("Conclusion: degradation"),
            "Kết luận suy thoái", "Có biểu hiện suy thoái", "Suy thoái",
        ),
        _conclusion(
            "prosecuted", N_("Prosecuted or detained"),
            "Bị khởi tố, tạm giam", "Khởi tố", "Bị khởi tố", "Tạm giam", "Bị tạm giam", "Truy tố",
        ),
        _conclusion(
            "unit_corruption", N_("Conclusion: corruption or waste in the unit"),
            "Đơn vị có tham nhũng, lãng phí bị xử lý", "Tham nhũng", "Tham ô", "Lãng phí",
            "Tham nhũng, lãng phí", "Tham ô, tham nhũng, lãng phí",
        ),
        _conclusion(
            "backlog", N_("Conclusion: lasting backlog"),
            "Để công việc tồn đọng kéo dài", "Tồn đọng kéo dài", "Tồn đọng",
        ),
        _conclusion(
            "internal_conflict", N_("Conclusion: lasting internal conflict"),
            "Mất đoàn kết nội bộ kéo dài", "Mất đoàn kết nội bộ", "Mất đoàn kết",
        ),
        _conclusion(
            "personnel_misconduct", N_("Conclusion: misconduct in personnel work"),
            "Sai phạm trong công tác cán bộ, bè phái", "Sai phạm trong công tác cán bộ", "Bè phái",
        ),
        _breach(
            "late", N_("Late, early or absent without reason"),
            "Đi muộn, về sớm, vắng mặt không lý do", "Đi muộn", "Đi trễ", "Về sớm", "Đi muộn, về sớm",
            "Vắng không lý do", "Vắng mặt không lý do",
        ),
        EntryKind(
            "absent", N_("Absence without permission"),
            (
                "Nghỉ không phép", "Nghỉ không có phép", "Nghỉ việc không phép", "Nghỉ không xin phép",
                "Vắng mặt không phép", "Tự ý nghỉ việc", "Tự ý bỏ việc",
            ),
            "unauthorised_days", Measure.DAYS, events=("ABSENT", "LATE"), once_only=True,
        ),
        _breach(
            "meeting", N_("Late for or absent from a meeting"),
            "Đi họp muộn, vắng họp không phép", "Đi họp muộn", "Vắng họp", "Vắng họp không phép",
        ),
        _breach("leak", N_("Information leaked"), "Làm lộ thông tin", "Lộ thông tin", "Nói sai sự thật"),
        _breach("dress", N_("Office culture or dress"), "Vi phạm văn hóa công sở, trang phục", "Trang phục"),
        _breach("badge", N_("No badge worn"), "Không đeo thẻ công chức", "Không đeo thẻ"),
        _breach("reputation", N_("Harm to the office's reputation"), "Ảnh hưởng uy tín cơ quan"),
        _breach("document_error", N_("Errors in a document"), "Văn bản sai sót", event="DOCUMENT"),
        _breach("procedure", N_("Procedure not followed"), "Không đúng quy trình, thủ tục", "Sai quy trình"),
        _breach("deadline", N_("Work late or poor"), "Chậm tiến độ", "Không bảo đảm thời hạn công việc"),
        _breach("late_file", N_("File past its deadline"), "Hồ sơ quá hạn", "Trễ hạn hồ sơ"),
        _breach("late_report", N_("Report late"), "Báo cáo chậm", "Báo cáo cấp trên chậm"),
        _breach("late_rating", N_("Rating form late"), "Nộp phiếu đánh giá chậm"),
        _finding("finding_light", N_("Light finding of an inspection"), "Kiểm tra kết luận vi phạm nhẹ"),
        _finding(
            "finding_medium", N_("Medium finding of an inspection"), "Kiểm tra kết luận vi phạm trung bình"
        ),
        _finding("finding_serious", N_("Serious finding of an inspection"), "Kiểm tra kết luận vi phạm nặng"),
        EntryKind(
            "praise", N_("Praise of an inspection"), ("Kiểm tra ghi nhận việc làm tốt",),
            grounds=("PRAISE", "COMMENDATION"), once_only=True, of_inspection=True,
        ),
        EntryKind("other", N_("Other"), ("Sự việc khác", "Khác")),
    )
}  # fmt: skip

#: The kinds that people record; the others follow from something else.
RECORDED: tuple[EntryKind, ...] = tuple(kind for kind in KINDS.values() if not kind.of_inspection)


@cache
def _phrases() -> Mapping[str, EntryKind]:
    """What lists may call a kind; only those who take a list in ask for it."""
    return {phrase: kind for kind in KINDS.values() for phrase in kind.phrases}


def kind_in(text: str) -> EntryKind:
    """The kind that a list names; only whole names, since “không kỷ luật” must never become a discipline."""
    kind = _phrases().get(_matched(text))
    if kind is None:
        raise UserError(
            N_("“{text}” is no event that the registers know. Write one of: {known}."),
            text=text,
            known="; ".join(each.written for each in RECORDED),
        )
    return kind
