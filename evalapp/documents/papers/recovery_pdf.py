"""Sheets with a recovery code, of an encrypted data file or of a user, to be printed and locked away."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from evalapp.documents.papers.files import whole_or_not_at_all
from evalapp.documents.papers.page import BOLD, PLAIN, Paper, Signature, Style

_TITLE = "Phiếu khôi phục tệp dữ liệu"
_CODE_SIZE = 20
_USE = (
    "Mã này mở được tệp dữ liệu đã mã hóa và mọi bản sao lưu của tệp khi không còn nhớ mật khẩu.",
    "Cách dùng: mở tệp dữ liệu; khi chương trình hỏi mật khẩu thì nhập mã trên đây, chữ hoa hay chữ thường, "
    "có hay không có dấu gạch nối đều được; sau đó vào “An toàn dữ liệu”, chọn “Đổi mật khẩu…”.",
    "Bảo quản: niêm phong phiếu này trong phong bì, cất vào nơi có khóa, tách khỏi máy tính và ổ đĩa sao "
    "lưu. Ai có phiếu này và tệp dữ liệu thì đọc được toàn bộ dữ liệu.",
    "Mất cả mật khẩu lẫn phiếu này thì không ai đọc được dữ liệu nữa. Nghi phiếu đã bị lộ thì chọn “Phiếu "
    "khôi phục mới…” để mã cũ hết hiệu lực.",
)


_USER_TITLE = "Phiếu khôi phục mật khẩu"
_USER_USE = (
    "Mã này đặt được mật khẩu mới cho người dùng nêu trên, một lần, khi quên mật khẩu.",
    "Cách dùng: khi chương trình hỏi mật khẩu thì nhập mã trên đây, chữ hoa hay chữ thường, có hay không có "
    "dấu gạch nối đều được; chương trình hỏi ngay mật khẩu mới. Trên dòng lệnh: evalapp user recover.",
    "Bảo quản: niêm phong phiếu này trong phong bì, cất vào nơi có khóa, tách khỏi máy tính. Ai có phiếu này "
    "thì đăng nhập được dưới tên người dùng.",
    "Dùng xong, mã hết hiệu lực: lập phiếu mới. Nghi phiếu đã bị lộ cũng lập phiếu mới, mã cũ hết hiệu lực.",
)


def write_user_sheet(out: Path, code: str, *, user: str, file_name: str, day: date) -> None:
    """Write the sheet with which one user sets a forgotten password anew."""
    _write(out, code, _USER_TITLE, [f"Người dùng: {user}", f"Tệp: {file_name}"], _USER_USE, day)


def write_recovery_sheet(out: Path, code: str, *, file_name: str, day: date) -> None:
    """Write the sheet; the file appears whole or not at all."""
    _write(out, code, _TITLE, [f"Tệp: {file_name}"], _USE, day)


def _write(out: Path, code: str, title: str, about: Sequence[str], use: Sequence[str], day: date) -> None:
    with whole_or_not_at_all(out) as unfinished, unfinished.open("wb") as stream:
        paper = Paper(stream, title=title, author="evalapp")
        paper.begin(name=title, footer="", draft=False)
        paper.title(title, [*about, f"Lập ngày {day:%d/%m/%Y}"])
        paper.paragraph(code, Style(BOLD.font, _CODE_SIZE), centred=True, before=18)
        paper.y -= 18
        for text in use:
            paper.paragraph(text, PLAIN, before=8)
        paper.signatures([Signature("Người lập"), Signature("Người giữ phiếu")], before=24)
        paper.save()
