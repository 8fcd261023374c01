"""A visit with findings, in an office of ten, for tests of photos and minutes."""

import tempfile
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any

from evalapp.documents.reading.specs import INSPECTIONS
from evalapp.domain.inspections import Visit
from evalapp.domain.minutes import Signer, SignerRole, Statement, Way
from evalapp.store.workspace import Workspace
from evalapp.usecases.evidence import Pasted
from evalapp.usecases.inspections_import import import_inspections
from evalapp.usecases.minutes import write_statement
from evalapp.usecases.photos import AddedPhotos, add_photos
from tests import make, photos

NUMBER = "05/BB"
HEADER = (
    "Ngày", "Giờ đến", "Hình thức", "Đơn vị", "Số biên bản", "Tổng số", "Có mặt", "Vắng có lý do",
    "Vắng không lý do", "Điều/nội dung vi phạm", "Mã CB", "Mô tả", "Mức độ", "Kiến nghị", "Hạn khắc phục",
)  # fmt: skip
DRESS = (
    "12/07/2018", "7h45", "Đột xuất", "PNV", NUMBER, 10, 8, 1, 1,
    "HN522.DRESS", "NV007", "Không mặc trang phục công sở", "Nhẹ", "Chấn chỉnh", "20/07/2018",
)  # fmt: skip
TIME = (
    None, None, None, None, NUMBER, None, None, None, None,
    "HN522.TIME", None, "Bảng giờ làm việc không niêm yết", "Trung bình", None, None,
)  # fmt: skip
NOTHING = ("20/07/2018", "16:30", "Tự kiểm tra", "PTP", "06/BB", *(None,) * 10)
TEAM = Signer(SignerRole.TEAM, "Nguyễn Văn An", "Trưởng đoàn")
UNIT = Signer(SignerRole.UNIT, "Đỗ Thị An", "Trưởng phòng")
WITNESS = Signer(SignerRole.WITNESS, "Lê Văn Bình", "Tổ trưởng dân phố")
REFUSING = Signer(SignerRole.UNIT, "Đỗ Thị An", "Trưởng phòng", Way.REFUSED, "chưa xem ảnh")
SAID = Statement(place="Trụ sở UBND quận", ended=time(11, 25), opinion="Đơn vị nhất trí.")


def visited(folder: Path, *rows: Any) -> tuple[Workspace, Visit]:
    """The office, and the visit to it with two findings."""
    path = folder / "w.sqlite"
    path.write_bytes(_visited(rows or (DRESS, TIME, NOTHING)))
    workspace = Workspace.open(path, clock=make.Ticking())
    with workspace.work() as work:
        return workspace, work.inspections.by_number(NUMBER)


@cache
def _visited(rows: tuple[tuple[Any, ...], ...]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        workspace = make.office(Path(folder))
        with workspace.work() as work:
            import_inspections(work, read=make.listed(INSPECTIONS, HEADER, *rows), choice=make.ALL)
        workspace.close()
        return workspace.path.read_bytes()


def take(of: Workspace, visit: Visit, *files: Path | Pasted, **rest: Any) -> AddedPhotos:
    """Take photos in; a sound one where none is given."""
    given = files or (Pasted("IMG_1.jpg", photos.photo()),)
    with of.work() as work:
        return add_photos(work, visit_id=visit.id, files=given, **rest)


def state(of: Workspace, visit: Visit, statement: Statement = SAID) -> Statement:
    """Write down what the minutes say besides the visit."""
    with of.work() as work:
        return write_statement(work, visit_id=visit.id, statement=statement)
