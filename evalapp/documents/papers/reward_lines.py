"""What the list of rewards and penalties says, on paper and in a workbook."""

from collections.abc import Iterator, Sequence

from evalapp.documents.papers import wording
from evalapp.domain.policy.parts import ProposalKind
from evalapp.domain.rewards import WAITING, Proposal, RewardList
from evalapp.domain.user_names import LOCAL_USER

TITLE = "Danh sách khen thưởng, xử lý theo kết quả đánh giá, xếp loại"
SHEET_TITLE = "Khen thưởng, xử lý"
DECIDED_BY = "CẤP CÓ THẨM QUYỀN"
COLUMNS = (
    "STT",
    "Mã CB",
    "Họ và tên",
    "Chức vụ, đơn vị",
    "Kỳ",
    "Tổng điểm",
    "Xếp loại",
    "Nội dung",
    "Căn cứ",
    "Mức hưởng",
    "Quyết định",
    "Ghi chú",
)
KINDS = {
    ProposalKind.COMMENDATION: "Khen thưởng, biểu dương",
    ProposalKind.PAY: "Thu nhập tăng thêm",
    ProposalKind.TRAINING: "Đào tạo, bồi dưỡng",
    ProposalKind.TRANSFER: "Bố trí, điều chuyển",
    ProposalKind.REVIEW: "Xem xét cho thôi việc",
    ProposalKind.OTHER: "Biện pháp khác",
}
_NOT_DECIDED = "Chưa quyết định"
DRAFT = "BẢN NHÁP - còn đề xuất chưa quyết định"
NOTHING = "Không có khen thưởng, xử lý nào trong kỳ."


def cells(number: int, of: Proposal) -> tuple[str, ...]:
    """One line in the order of `COLUMNS`."""
    basis = of.basis
    return (
        str(number),
        basis.code,
        basis.name,
        ", ".join(part for part in (basis.title, basis.unit_name) if part),
        basis.period.label,
        "" if basis.total is None else wording.number(basis.total),
        basis.level or wording.UNRATED,
        of.label,
        grounds(of),
        "" if of.paid is None else f"{wording.number(of.paid)}{wording.PERCENT}",
        decision(of),
        "; ".join(remarks(of)),
    )


def grounds(of: Proposal) -> str:
    """The article, and the earlier levels where the rule looks back at them."""
    earlier = ", ".join(f"{each.level} ({each.period.label}, {each.unit_code})" for each in of.earlier)
    return "; ".join(part for part in (of.cites, f"Các kỳ trước: {earlier}" if earlier else "") if part)


def decision(of: Proposal) -> str:
    """Number, day and who decided; that nothing is decided yet."""
    entry = of.decided
    if entry is None:
        return _NOT_DECIDED
    day = f" ngày {entry.day:%d/%m/%Y}" if entry.day else ""
    # Whoever sits at the computer is no authority: that somebody else is, the signed decision says.
    by = "" if entry.authority == LOCAL_USER else f", {entry.authority}"
    return f"{entry.number}{day}{by}"


def remarks(of: Proposal) -> Iterator[str]:
    """What a reader must know besides."""
    if of.changed:
        yield "Căn cứ đã thay đổi, chờ xem xét lại"
    if of.unknown:
        yield "Chưa đủ số liệu để kết luận"
    if of.state in WAITING and of.reason:
        yield of.reason
    if of.decided is not None and of.decided.reason:
        yield of.decided.reason


def count_lines(of: RewardList) -> Sequence[str]:
    """How many decisions of each kind stand, and the sum of pay factors."""
    lines = [f"{KINDS[each.kind]}: {each.decisions} quyết định" for each in of.counts]
    sums = [
        f"; tổng mức hưởng {wording.number(each.percent)}{wording.PERCENT}"
        if each.percent is not None
        else ""
        for each in of.counts
    ]
    waiting = sum(each.state in WAITING for each in of.proposals)
    counted = [f"{line}{extra}." for line, extra in zip(lines, sums, strict=True)]
    return [*counted, *([f"Còn {waiting} đề xuất chưa quyết định."] if waiting else [])]


def made_from(of: RewardList) -> str:
    """The small line that says what the list was made from."""
    return f"Đơn vị: {of.unit_code} · Mã kiểm chứng: {wording.short_hash(of.hash)}"


def source(of: RewardList) -> dict[str, str]:
    """What the list was made from, for the hidden sheet."""
    return {"unit": of.unit_code, "period": str(of.period), "hash": of.hash}
