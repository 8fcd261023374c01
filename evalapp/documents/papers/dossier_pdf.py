"""A dossier as one PDF: its index with the hash of every file, then everything in the order of the index."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from evalapp.documents.papers import wording
from evalapp.documents.papers.files import whole_or_not_at_all
from evalapp.documents.papers.foreign_pages import Placed, put_pages, sizes_of
from evalapp.documents.papers.form_pdf import draw_form
from evalapp.documents.papers.letterheads import above, footed
from evalapp.documents.papers.page import BOLD, ITALIC, Paper
from evalapp.documents.papers.person_year_pdf import draw_person_period
from evalapp.documents.papers.report_pdf import draw_report
from evalapp.documents.papers.table import Align, Cell, Column, Row, Table
from evalapp.domain.dossier import PART_WORDS, Dossier, Part

TITLE = "Hồ sơ đánh giá, xếp loại"
INDEX = "Mục lục hồ sơ"
#: Why the pages of a file do not stand in the dossier.
_LOCKED = "Tệp PDF này có mật khẩu nên không đưa trang vào được."
_DAMAGED = "Tệp này bị hỏng nên không đưa trang vào được."
_NO_PAGES = "Tệp PDF này không có trang nào."
_NO_PICTURE = "Tệp loại này không phải PDF hay ảnh nên không đưa trang vào được."
_OUTSIDE = "Tệp này không in được vào bản PDF; bản gốc nằm trong thư mục hồ sơ, mã nêu ở mục lục."
_WIDTHS = (0.07, 0.15, 0.24, 0.13)  # of the measure; the file and its hash take the rest
_JPEG_QUALITY = 85
Progress = Callable[[int, int], None]


def write_dossier_pdf(out: Path | BinaryIO, dossier: Dossier, *, progress: Progress | None = None) -> None:
    """Write the whole dossier into one file; when `progress` raises, no file is left."""
    if isinstance(out, Path):
        with whole_or_not_at_all(out) as unfinished, unfinished.open("wb") as stream:
            write_dossier_pdf(stream, dossier, progress=progress)
        return
    drawn = BytesIO()
    placed: list[Placed] = []
    paper = _begun(drawn, dossier)
    for number, part in enumerate(dossier.parts, start=1):
        _draw(paper, part, placed)
        if progress:
            progress(number, len(dossier.parts))
    paper.save()
    put_pages(drawn, placed, out)


def write_dossier_index(out: BinaryIO, dossier: Dossier) -> None:
    """Write the index alone, for the folder."""
    _begun(out, dossier).save()


def _begun(out: BinaryIO, dossier: Dossier) -> Paper:
    """A paper with the index on it."""
    about = f"{dossier.name} ({dossier.code})"
    paper = Paper(out, title=f"{TITLE} năm {dossier.year} - {about}", author=dossier.unit_name)
    footer = footed(f"Mã kiểm chứng hồ sơ: {wording.short_hash(dossier.hash)}", dossier.layout)
    paper.begin(name=INDEX, footer=footer, draft=False)
    paper.letterhead(*above(dossier, dossier.layout))
    paper.title(TITLE, [f"Năm {dossier.year}"])
    paper.labelled((("Họ và tên", dossier.name), ("Mã CB", dossier.code)))
    paper.labelled((("Chức vụ", dossier.title), ("Đơn vị", dossier.unit_code)))
    paper.paragraph(INDEX, BOLD, before=10)
    paper.y -= 4
    if dossier.parts:
        _index(paper, dossier)
    else:
        paper.paragraph("Không có tài liệu nào trong năm.", ITALIC)
    for text in dossier.left_out:
        paper.paragraph(f"Không có trong hồ sơ: {text}", ITALIC)
    return paper


def _index(paper: Paper, dossier: Dossier) -> None:
    widths = [paper.measure * share for share in _WIDTHS]
    rest = paper.measure - sum(widths)
    titles = ("STT", "Loại", "Tên tài liệu", "Ngày", "Tệp và mã SHA-256")
    left = {1, 2, 4}
    columns = [
        Column(title, width, Align.LEFT if number in left else Align.CENTRE)
        for number, (title, width) in enumerate(zip(titles, [*widths, rest], strict=True))
    ]
    rows = [
        Row(
            (
                Cell(str(number)),
                Cell(PART_WORDS[part.kind]),
                Cell(part.title),
                Cell(part.day.strftime("%d/%m/%Y") if part.day else ""),
                Cell(part.file, notes=(part.digest,)),
            )
        )
        for number, part in enumerate(dossier.parts, start=1)
    ]
    Table(paper, columns, size=10).draw(rows)


def _draw(paper: Paper, part: Part, placed: list[Placed]) -> None:
    if part.longer is not None:
        draw_person_period(paper, part.longer, part.layout, name=part.title)
    elif part.sheet is not None:
        draw_form(paper, part.sheet, part.layout, name=part.title)
    elif part.report is not None:
        draw_report(paper, part.report)
    else:
        _draw_file(paper, part, placed)


def _draw_file(paper: Paper, part: Part, placed: list[Placed]) -> None:
    """The pages of a file, or a picture; of what cannot be drawn, why not and that it is in the folder."""
    footer = f"{part.file} · SHA-256: {part.digest}"
    try:
        if part.data.startswith(b"%PDF"):
            reason = _place_pages(paper, part, placed, footer)
        else:
            with Image.open(BytesIO(part.data)) as opened:
                image = opened.convert("RGB")
            paper.begin(name=part.title, footer=footer, draft=False)
            _draw_picture(paper, image)
            reason = ""
    except UnidentifiedImageError:
        reason = _NO_PICTURE
    except (OSError, ValueError, RuntimeError) as error:
        reason = _LOCKED if "password" in str(error) else _DAMAGED
    if reason:
        paper.begin(name=part.title, footer=footer, draft=False)
        paper.paragraph(part.title, BOLD)
        paper.paragraph(f"{reason} {_OUTSIDE}")


def _place_pages(paper: Paper, part: Part, placed: list[Placed], footer: str) -> str:
    """Keep a page of ours for each page of a PDF; say why where it has none."""
    sizes = sizes_of(part.data)
    for number, (width, height) in enumerate(sizes):
        name = f"{part.title} ({number + 1})" if number else part.title
        paper.begin(name=name, footer=footer, draft=False)
        scale = min(paper.measure / width, paper.room / height)
        left = paper.left + (paper.measure - width * scale) / 2
        at = paper.y - height * scale
        placed.append(Placed(part.data, number, paper.number, left, at, scale))
    return "" if sizes else _NO_PAGES


def _draw_picture(paper: Paper, image: Image.Image) -> None:
    stream = BytesIO()
    image.save(stream, "JPEG", quality=_JPEG_QUALITY)
    scale = min(paper.measure / image.width, paper.room / image.height)
    width, height = image.width * scale, image.height * scale
    left = paper.left + (paper.measure - width) / 2
    paper.picture(stream.getvalue(), left, paper.y - height, width, height)
