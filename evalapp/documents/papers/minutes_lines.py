"""What the minutes of a visit say, line by line, before it becomes a page."""

from collections.abc import Iterator, Sequence
from datetime import date, time

from evalapp.documents.papers import wording
from evalapp.documents.papers.plain_text import one_line
from evalapp.domain.minutes import (
    TEAM_HEAD,
    Absentee,
    CheckedItem,
    Content,
    FindingLine,
    LateLine,
    Minutes,
    Named,
    PhotoLine,
    Recommendation,
    Signer,
    SignerRole,
    VisitView,
    Way,
    replaced_head,
)

TITLE = "Biên bản kiểm tra"
DRAFT = "BẢN NHÁP - chưa ký"
TEAM = "Đoàn kiểm tra"
ATTENDING = "I. THÀNH PHẦN"
RESULT = "II. NỘI DUNG VÀ KẾT QUẢ KIỂM TRA"
OPINION = "III. Ý KIẾN CỦA ĐƠN VỊ, CÁ NHÂN ĐƯỢC KIỂM TRA"
RECOMMENDATIONS = "IV. KIẾN NGHỊ, YÊU CẦU CỦA ĐOÀN KIỂM TRA"
CONCLUSION = "V. KẾT LUẬN"
NO_OPINION = "Đơn vị, cá nhân được kiểm tra không nêu ý kiến."
NO_RECOMMENDATION = "Không có kiến nghị."
NOTHING_FOUND = "Tại thời điểm kiểm tra không phát hiện vi phạm."
NOTHING_RECORDED = "Không ghi nhận phát hiện nào."
ANNEX = "Phụ lục ảnh"
REFUSED = "TỪ CHỐI KÝ"
RECIPIENTS = ("- Như thành phần tham dự;", "- Lưu: Hồ sơ kiểm tra.")
UNKNOWN = "…………"

ABSENT_COLUMNS = ("STT", "Họ và tên", "Vắng", "Lý do", "Giấy tờ")
CHECKED_COLUMNS = ("STT", "Nội dung kiểm tra", "Kết quả", "Ghi chú")
LATE_COLUMNS = ("STT", "Mã hồ sơ", "Ngày nhận", "Ngày hẹn", "Ngày trả", "Số ngày trễ", "Ghi chú")
FINDING_COLUMNS = ("Mục", "Nội dung (mã)", "Điều, khoản", "Cá nhân, đơn vị", "Mức độ", "Mô tả")
_SIGNER_TITLES = {
    SignerRole.TEAM: "TRƯỞNG ĐOÀN KIỂM TRA",
    SignerRole.RECORDER: "NGƯỜI LẬP BIÊN BẢN",
    SignerRole.UNIT: "ĐẠI DIỆN ĐƠN VỊ ĐƯỢC KIỂM TRA",
    SignerRole.WITNESS: "NGƯỜI CHỨNG KIẾN",
}
#: Blocks to sign where nobody is entered yet.
_BLANK = (
    Signer(SignerRole.UNIT, ""),
    Signer(SignerRole.RECORDER, ""),
    Signer(SignerRole.TEAM, ""),
)


def about(visit: VisitView) -> str:
    """What the minutes are about, below their title."""
    return f"{visit.subject or visit.kind} tại {visit.unit}"


def correction(minutes: Minutes) -> str:
    """The line that says that this is a later version, and why; empty for the first."""
    if minutes.version == 1:
        return ""
    return f"(Bản đính chính lần {minutes.version - 1}, thay bản đã ký trước. Lý do: {minutes.reason})"


def opening(content: Content) -> Iterator[str]:
    """When, where, on what basis."""
    visit, said = content.visit, content.statement
    if basis := visit.decision or said.basis:
        yield f"Căn cứ: {basis}."
    yield f"Thời gian bắt đầu: {hour(visit.arrived)}, {day(visit.day)}."
    yield f"Địa điểm: {said.place or visit.place or UNKNOWN}."
    yield f"Hình thức kiểm tra: {visit.kind}."
    yield f"Đơn vị được kiểm tra: {visit.unit} (mã {visit.unit_code})."


def members(content: Content) -> Sequence[Named]:
    """Who made the visit: as the decision says, else as it was written down."""
    return content.statement.members or content.visit.members


def person_line(of: Named) -> str:
    """Somebody by name and position."""
    return f"- {', '.join(part for part in (of.name, of.title) if part)};"


def headcount(visit: VisitView) -> str:
    """How many there are, were there, and were not; empty where nobody counted."""
    parts = (
        ("tổng số", visit.total),
        ("có mặt", visit.present),
        ("vắng có lý do", visit.excused),
        ("vắng không lý do", visit.unexcused),
    )
    told = [f"{word} {count}" for word, count in parts if count is not None]
    text = "; ".join(told)
    return f"{text[:1].upper()}{text[1:]} người." if told else ""


def absent_cells(number: int, of: Absentee) -> tuple[str, ...]:
    """Somebody who was not there, in the order of the columns."""
    papers = {None: "", True: "Đã xem", False: "Không có"}
    excused = "Có lý do" if of.excused else "Không lý do"
    return (str(number), of.name, excused, of.reason, papers[of.paper_seen])


def checked_cells(number: int, of: CheckedItem) -> tuple[str, ...]:
    """A point of the checklist, in the order of the columns."""
    return (str(number), of.text, of.answer, flowing(of.note))


def late_cells(number: int, of: LateLine) -> tuple[str, ...]:
    """A late file, in the order of the columns."""
    late = "" if of.days_late is None else str(of.days_late)
    return (str(number), of.code, short(of.received), short(of.due), short(of.returned), late, of.note)


def finding_cells(of: FindingLine) -> tuple[str, ...]:
    """A finding, in the order of the columns; the article stays empty where it was not verified."""
    topic = f"{of.topic} ({of.code})" if of.topic else of.code
    text = "; ".join(part for part in (flowing(of.text), of.seen) if part)
    return (str(of.number), topic, of.article, of.whom, of.severity, text)


def flowing(text: str) -> str:
    """Lines as one paragraph: one that ends no sentence is closed by a semicolon."""
    *first, last = text.splitlines() or [""]
    return " ".join(
        (*(line if line.endswith((".", "!", "?", ";", ":", ",")) else f"{line};" for line in first), last)
    )


def praise_line(of: FindingLine) -> str:
    """Something good that was seen."""
    who = f"{of.whom}: " if of.whom else ""
    seen = f" ({of.seen})" if of.seen else ""
    return f"{of.number}. {who}{flowing(of.text) or of.topic or of.code}{seen}."


def recommendation_line(number: int, of: Recommendation) -> str:
    """What is asked for, of whom and by when."""
    whom = f"{of.whom}: " if of.whom else ""
    due = f" Thời hạn: {short(of.due)}." if of.due else ""
    return f"{number}. {whom}{sentence(of.text)}{due}"


def recommendations(content: Content) -> Sequence[Recommendation]:
    """What findings ask to be mended, then what else the team asks for."""
    return (*content.visit.remedies, *content.statement.recommendations)


def closing(content: Content, signers: Sequence[Signer]) -> Iterator[str]:
    """When it ended, that it was read out, and who refused to sign before whom."""
    ended = content.statement.ended or content.visit.left
    yield f"Cuộc kiểm tra kết thúc vào hồi {hour(ended)}, {day(content.visit.day)}."
    for each in signers:
        head = replaced_head(content, each)
        if head and each.reason:
            yield f"{named(each)} ký thay {TEAM_HEAD} {head}. Lý do: {sentence(each.reason)}"
    refused = [each for each in signers if each.way is Way.REFUSED]
    if not refused:
        yield "Biên bản đã được đọc lại cho những người tham dự cùng nghe, công nhận đúng và ký tên dưới đây."
        return
    yield "Biên bản đã được đọc lại cho những người tham dự cùng nghe."
    witnesses = "; ".join(named(each) for each in signers if each.role is SignerRole.WITNESS)
    for each in refused:
        reason = sentence(each.reason)
        yield f"{named(each)} từ chối ký biên bản. Lý do: {reason} Người chứng kiến: {witnesses}."


def sentence(text: str) -> str:
    """A text that ends as a sentence does."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def signing_rows(signers: Sequence[Signer]) -> list[tuple[Signer, ...]]:
    """Who signs beside whom: the unit at the left, the head of the team at the right, three at most."""
    order = (SignerRole.UNIT, SignerRole.WITNESS, SignerRole.RECORDER, SignerRole.TEAM)
    ordered = sorted(signers or _BLANK, key=lambda each: order.index(each.role))
    if len(ordered) == 4:
        return [tuple(ordered[:2]), tuple(ordered[2:])]
    return [tuple(ordered[at : at + 3]) for at in range(0, len(ordered), 3)]


def signer_title(of: Signer) -> str:
    """In what part somebody signs."""
    return _SIGNER_TITLES[of.role]


def named(of: Signer | Named) -> str:
    """Somebody by name and position."""
    return f"{of.name} ({of.title})" if of.title else of.name


def photo_caption(of: PhotoLine) -> str:
    """What stands below a photo."""
    finding = f" (mục {of.finding})" if of.finding else ""
    return f"Ảnh {of.number}{finding}. {of.caption}" if of.caption else f"Ảnh {of.number}{finding}."


def photo_proof(of: PhotoLine) -> str:
    """The small line that ties a printed photo to the file it came from."""
    taken = f"Giờ máy ảnh: {of.taken:%H:%M ngày %d/%m/%Y} · " if of.taken else ""
    changed = " · Ảnh in là bản thu nhỏ" if of.original != of.shown else ""
    return f"{taken}Mã tệp gốc: {wording.short_hash(of.original)}{changed}"


def annex_subject(visit: VisitView) -> str:
    """To what the annex belongs."""
    return f"(Kèm theo Biên bản số {visit.number}, {day(visit.day)})"


def annex_page(page: int, pages: int) -> str:
    """Which page of the annex it is; NĐ 30/2020 shows no number at the head of a first one."""
    return f"{ANNEX}, trang {page}/{pages}"


def footer(content: Content, minutes: Minutes | None) -> str:
    """The small line on every page: which minutes, and the hash of what they say."""
    parts = [f"Biên bản số {one_line(content.visit.number)}"]
    if minutes is not None:
        parts.append(f"Bản {minutes.version}")
    parts.append(f"Mã nội dung: {wording.short_hash(content.digest)}")
    if minutes is not None:
        parts.append(f"Niêm phong: {wording.short_hash(minutes.seal)}")
    return " · ".join(parts)


def hour(at: time | None) -> str:
    """An hour in words of papers: `7 giờ 45`."""
    return "…… giờ ……" if at is None else f"{at.hour} giờ {at.minute:02d}"


def day(on: date) -> str:
    """A day in words of papers; only January and February take a leading zero."""
    return wording.place_and_date("", on).partition(", ")[2]


def short(on: date | None) -> str:
    """A day in figures."""
    return "" if on is None else f"{on:%d/%m/%Y}"
