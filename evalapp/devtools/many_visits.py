"""A data file with years of visits, findings and photos, and how long each thing done with them takes."""

import argparse
import io
import itertools
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image

from evalapp.base.messages import DEFAULT_LANGUAGE, use_language
from evalapp.documents.reading.lists import ReadList, find_list
from evalapp.documents.reading.specs import INSPECTIONS, PEOPLE, UNITS, ListSpec
from evalapp.documents.reading.workbook import Row, Sheet, Workbook
from evalapp.domain.imports import ImportChoice
from evalapp.domain.inspections import VISIT_KIND_WORDS, VisitId
from evalapp.store.workspace import Workspace
from evalapp.usecases.evidence import Pasted
from evalapp.usecases.inspections_import import import_inspections
from evalapp.usecases.people_import import import_people
from evalapp.usecases.photos import add_photos
from evalapp.usecases.units_import import import_units
from evalapp.usecases.workspaces import create_workspace

_NOW = datetime(2018, 12, 28, 5, tzinfo=UTC)
_FIRST, _DAYS = date(2018, 1, 2), 350
_UNITS, _PEOPLE_EACH = 30, 20
_TOPICS = ("HN522.DRESS", "HN522.TIME", "HN522.DISC", "HN522.ASSET", "HN522.CIT.CALM", "HN522.CIT.PROC")
_SEVERITIES = ("Nhẹ", "Trung bình", "Nặng")
_HEADER = (
    "Ngày", "Giờ đến", "Hình thức", "Đơn vị", "Số biên bản", "Tổng số", "Có mặt", "Vắng có lý do",
    "Vắng không lý do", "Điều/nội dung vi phạm", "Mã CB", "Mô tả", "Mức độ", "Kiến nghị", "Hạn khắc phục",
)  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Write the data file, and say how long taking it all in took."""
    parser = argparse.ArgumentParser(prog="devtools many_visits", description=__doc__)
    parser.add_argument("--visits", type=int, default=5000)
    parser.add_argument("--findings", type=int, default=4, help="on each visit")
    parser.add_argument("--photos", type=int, default=2, help="of each visit")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    use_language(DEFAULT_LANGUAGE)
    workspace = create_workspace(options.out, clock=lambda: _NOW, program="devtools many_visits")
    try:
        _build(workspace, options.visits, options.findings, options.photos)
    finally:
        workspace.close()
    return 0


def _build(workspace: Workspace, visits: int, findings: int, photos: int) -> None:
    begun = time.perf_counter()
    with workspace.work() as work:
        units = [
            (f"P{number:02d}", f"Phòng số {number}", None, "Cơ quan hành chính") for number in range(_UNITS)
        ]
        header = ("Mã đơn vị", "Tên đơn vị", "Mã cấp trên", "Loại")
        import_units(work, read=_listed(UNITS, header, units), choice=ImportChoice())
        header = ("Mã CB", "Họ và tên", "Ngày sinh", "Đơn vị", "Chức vụ", "Đối tượng")
        import_people(work, read=_listed(PEOPLE, header, _people()), choice=ImportChoice())
    with workspace.work() as work:
        rows = list(_log(visits, findings))
        import_inspections(work, read=_listed(INSPECTIONS, _HEADER, rows), choice=ImportChoice())
    print(f"{len(rows)} rows of a log taken in: {time.perf_counter() - begun:.1f} s")
    begun = time.perf_counter()
    for first in range(0, visits, 50):
        with workspace.work() as work:
            for number in range(first, min(first + 50, visits)):
                taken = tuple(
                    Pasted(f"IMG_{number}_{each}.jpg", _photo(number, each)) for each in range(photos)
                )
                add_photos(work, visit_id=VisitId(number + 1), files=taken)
    print(f"{visits * photos} photos taken in: {time.perf_counter() - begun:.1f} s")


def _people() -> Iterator[tuple[Any, ...]]:
    for unit, each in itertools.product(range(_UNITS), range(_PEOPLE_EACH)):
        title = "Trưởng phòng" if each == 0 else "Chuyên viên"
        birth = f"{each % 28 + 1:02d}/03/{1970 + unit}"
        yield (f"P{unit:02d}N{each:02d}", f"Nguyễn Văn Thứ {each}", birth, f"P{unit:02d}", title, "Công chức")


def _log(visits: int, findings: int) -> Iterator[tuple[Any, ...]]:
    random = Random(5)
    kinds = [words[0] for words in VISIT_KIND_WORDS.values()]
    for number in range(visits):
        day = _FIRST + timedelta(days=number * _DAYS // visits)
        unit = random.randrange(_UNITS)
        head = (
            day.strftime("%d/%m/%Y"),
            f"{7 + number % 9}:{number % 60:02d}", random.choice(kinds), f"P{unit:02d}",
            f"{number + 1:04d}/BB", 20, 18, 1, 1,
        )  # fmt: skip
        for each in range(findings):
            person = f"P{unit:02d}N{random.randrange(_PEOPLE_EACH):02d}" if random.random() < 0.7 else None
            due = (day + timedelta(days=20)).strftime("%d/%m/%Y")
            remedy = ("Chấn chỉnh ngay", due) if each % 2 else (None, None)
            text = f"Việc thứ {each + 1} ghi khi kiểm tra lần {number + 1}"
            yield (*head, random.choice(_TOPICS), person, text, random.choice(_SEVERITIES), *remedy)


def _photo(visit: int, each: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (48, 36), (visit % 256, visit // 256, 40 * each)).save(out, "JPEG")
    return out.getvalue()


def _listed(spec: ListSpec, header: Sequence[str], rows: Sequence[Any] | Iterator[Any]) -> ReadList:
    lines = [Row(number, tuple(map(_cell, line))) for number, line in enumerate([header, *rows], start=1)]
    return find_list(Workbook("so.xlsx", (Sheet("So", is_visible=True, rows=tuple(lines)),)), spec)


def _cell(value: Any) -> Any:
    return Decimal(value) if isinstance(value, int) else value
