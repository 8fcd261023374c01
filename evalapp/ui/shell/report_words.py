"""The words of reports in English: papers are Vietnamese, a screen speaks the window's language."""

import re
from collections.abc import Mapping

from evalapp.base.messages import language
from evalapp.documents.papers import wording
from evalapp.documents.papers.report_lines import shown
from evalapp.domain.reports import ReportCell, ReportColumn

_ENGLISH: Mapping[str, str] = {
    "STT": "No.",
    "Đơn vị": "Unit",
    "Số người": "People",
    "Được xếp loại": "Rated",
    "Tốt trở lên": "Good or better",
    "Tốt trở lên (%)": "Good or better (%)",
    "Người chấm, đơn vị": "Scored by, unit",
    "Cấp chấm": "Scores as",
    "Số người được chấm": "People scored",
    "Số người cùng điểm": "People with equal totals",
    "Cùng mức điểm": "Equal total",
    "Cùng điểm (%)": "Equal (%)",
    "Chênh lệch tự chấm (điểm)": "Difference from self-scores (points)",
    "Loại": "Kind of unit",
    "Đối tượng": "Category of people",
    "Cấp": "Rank of people",
    "Loại cơ quan, đơn vị": "Kind of office",
    "Sự việc": "What happened",
    "Số lượng": "Number",
    "Nội dung": "What is counted",
    "Trên tổng số": "Of all",
    "Tỷ lệ (%)": "Share (%)",
    "Mã": "Code of the article",
    "Nội dung quy định": "What the article says",
    "Điều, khoản": "Article, clause",
    "Số vi phạm": "Breaches counted",
    "Cuộc kiểm tra": "Visits",
    "Tự kiểm tra": "Own visits",
    "Vi phạm": "Breaches",
    "Chưa khắc phục": "Still open",
    "Đã rút, không tính": "Left out",
    "Đơn vị, người": "Unit, person",
    "Mã chỉ số": "Code of the indicator",
    "Chỉ số": "Service indicator",
    "Tử số": "Counted",
    "Mẫu số": "Out of all",
    "Giá trị": "Value measured",
    "Lũy kế năm": "Since January",
    "Tỷ lệ lũy kế (%)": "Share since January (%)",
    "Tháng đã lũy kế": "Months summed up",
    "Ghi chú": "Note",
    "Tháng": "Month",
    "Họ và tên": "Full name",
    "Mã CB": "Code of the person",
    "Chức vụ": "Position",
    "Điểm tự chấm": "Self-scored points",
    "Điểm cấp phó": "Deputy's points",
    "Điểm cấp trưởng": "Head's points",
    "Cộng": "Added",
    "Trừ": "Deducted",
    "Tổng điểm": "Total",
    "Xếp loại": "Level",
    "Tổng cộng": "Altogether",
    "Cán bộ": "Cadres",
    "Công chức": "Civil servants",
    "Viên chức": "Public employees",
    "Lao động hợp đồng": "Contract workers",
    "Cấp trưởng": "Heads",
    "Cấp phó": "Deputies",
    "Không giữ chức vụ quản lý": "Without a leading position",
    "Theo đơn vị": "By unit",
    "Theo loại cơ quan, đơn vị": "By kind of office",
    "Theo đối tượng": "By category of people",
    "Theo cấp lãnh đạo": "By rank",
    "Theo người chấm điểm": "By who scored",
    "Kết quả đánh giá, xếp loại": "Results and levels",
    "Kỷ luật, khiếu nại, khen thưởng và vi phạm": "Discipline, complaints, rewards and breaches",
    "Kiểm tra công vụ": "Inspections",
    "Chỉ số phục vụ": "Service figures",
    "Chỉ số trong kỳ": "Figures of the period",
    "Diễn biến theo tháng": "Month by month",
    "Cuộc kiểm tra, đơn vị": "Visits and units",
    "Vi phạm theo nội dung": "Breaches by article",
    "Mức độ, kết quả xử lý": "Severity, what became of it",
    "Kết quả theo đơn vị": "Results by unit",
    "Báo cáo phân bố kết quả xếp loại": "Report on the spread of levels",
    "Báo cáo chỉ số phục vụ": "Report on service figures",
    "Báo cáo kết quả kiểm tra công vụ": "Report on inspections",
    "Báo cáo kết quả đánh giá, xếp loại và kỷ luật, kỷ cương hành chính": "Report on results and discipline",
    "Tổng hợp kết quả đánh giá, xếp loại các đơn vị": "Results of all units",
    "Kiểm tra đột xuất": "Unannounced visits",
    "Kiểm tra có báo trước": "Announced visits",
    "Kiểm tra chuyên đề": "Thematic visits",
    "Kiểm tra theo đơn thư": "Visits after a complaint",
    "Tổng số cuộc kiểm tra": "Visits altogether",
    "Cuộc kiểm tra không phát hiện vi phạm": "Visits without a breach",
    "Đơn vị được kiểm tra": "Units visited",
    "Đơn vị tự kiểm tra": "Units that inspected themselves",
    "Tổng số vi phạm": "Breaches altogether",
    "Đã rút sau khi nghe giải trình (không tính ở trên)": "Withdrawn when heard (not counted above)",
    "Vi phạm mức nhẹ": "Minor breaches",
    "Vi phạm mức trung bình": "Medium breaches",
    "Vi phạm mức nặng": "Serious breaches",
    "Vi phạm lặp lại": "Repeated breaches",
    "Vi phạm: chưa kết luận": "Breaches: not concluded",
    "Vi phạm: đã xác nhận": "Breaches: confirmed",
    "Vi phạm: đã rút": "Breaches: withdrawn",
    "Kiến nghị chưa khắc phục": "Remedies still open",
    "Trong đó quá hạn": "Of them overdue",
    "Kiến nghị đã khắc phục": "Remedies done",
    "Việc làm tốt được ghi nhận": "Good work noted",
    "Cuộc kiểm tra: đột xuất": "Visits: unannounced",
    "Cuộc kiểm tra: báo trước": "Visits: announced",
    "Cuộc kiểm tra: chuyên đề": "Visits: thematic",
    "Cuộc kiểm tra: theo đơn thư": "Visits: after a complaint",
    "Cuộc kiểm tra: tự kiểm tra": "Visits: self-inspections",
    "Số đơn vị được kiểm tra": "Number of units visited",
    wording.ROUNDED: "Each share is rounded on its own to two decimals: their sum may differ from 100%.",
}
#: Sentences with something in them, and how they are said.
_SENTENCES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"Tỷ lệ từ mức tốt trở lên: (\S+)\s% \((\d+)/(\d+) người được xếp loại\)\."),
        r"Good or better: \1% (\2 of \3 people rated).",
    ),
    (re.compile(r"Chưa chốt, chưa tính vào báo cáo: (.+)\."), r"Not closed yet, not in the report: \1."),
    (re.compile(r"Chưa có kết quả kỳ này: (\d+) đơn vị \((.+)\)\."), r"No result yet, units: \1 (\2)."),
    (re.compile(r"Xếp loại: (.+)\."), r"Levels: \1."),
    (re.compile(r"BẢN NHÁP - chưa chốt, thiếu (\d+) đơn vị"), r"DRAFT - not closed, units missing: \1"),
    (re.compile(r"BẢN NHÁP - chưa chốt"), "DRAFT - not closed"),
    (re.compile(r"CHƯA ĐẦY ĐỦ - thiếu (\d+) đơn vị"), r"INCOMPLETE - units missing: \1"),
)
_NUMBERED = re.compile(r"(Bảng )?(\d+)\. (.+)")
_PAPER_MARKS = str.maketrans(",.", ".,")  # between units and parts of units, and between thousands


def said(text: str) -> str:
    """A heading, a caption, or the name of a row in the language of the window; a name stays as it is."""
    if language() == "vi":
        return text
    if text in _ENGLISH:
        return _ENGLISH[text]
    numbered = _NUMBERED.fullmatch(text)
    if numbered and numbered[3] in _ENGLISH:
        return f"{'Table ' if numbered[1] else ''}{numbered[2]}. {_ENGLISH[numbered[3]]}"
    return text


def sentence(text: str) -> str:
    """What stands below the tables, or is marked on them, in the language of the window."""
    if language() == "vi":
        return text
    if text in _ENGLISH:
        return _ENGLISH[text]
    found = ((pattern.fullmatch(text), english) for pattern, english in _SENTENCES)
    told = next((match.expand(english) for match, english in found if match), text)
    return re.sub(r"(?<=\d),(?=\d)", ".", told)


def cell_said(value: ReportCell, column: ReportColumn) -> str:
    """A cell as the window says it: what papers print, its numbers as those beside it are written."""
    text = shown(value, column)
    if language() == "vi":
        return text
    return said(text) if isinstance(value, str) else text.translate(_PAPER_MARKS)
