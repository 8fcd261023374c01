"""The scenes of a visit's papers: its photos, drawing on one, its minutes, and signing."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from evalapp.domain.inspections import VisitId
from evalapp.domain.minutes import Named, Recommendation, Signer, SignerRole, Statement, Way
from evalapp.domain.photos import Mark, MarkKind
from evalapp.store.work import Work
from evalapp.ui.scenes_inspections import inspections_visits
from evalapp.ui.screens.visit_papers.screen import VisitPapersScreen
from evalapp.ui.screens.visit_papers.state import MINUTES, PHOTOS
from evalapp.ui.shell.incoming import png_of
from evalapp.ui.shell.routes import Route
from evalapp.ui.theatre import Theatre, settle
from evalapp.usecases.evidence import Pasted
from evalapp.usecases.minutes import sign_minutes, write_statement
from evalapp.usecases.photos import add_photos, describe_photo, mark_photo

_CAPTIONS = (
    "Bảng giờ làm việc bị che",
    "Bàn tiếp dân không có người",
    "",
    "Tủ hồ sơ một cửa",
    "Bảng lịch trực",
    "",
)
_PEN: tuple[tuple[tuple[int, int], ...], ...] = (
    ((120, 210), (180, 90), (220, 60), (230, 120), (190, 230), (260, 180), (300, 150), (330, 200)),
    ((330, 200), (380, 120), (420, 170), (460, 130), (520, 190), (600, 120), (760, 150)),
    ((160, 240), (520, 225), (780, 235)),
)


def papers_photos(on: Theatre) -> None:
    """Photos of a visit, one of them marked, and what was said of two that were not sound."""
    _shown(on, PHOTOS)


def papers_marking(on: Theatre) -> None:
    """An arrow and a blurred part on the copy of a photo."""
    _shown(on, PHOTOS).actions_bar.action("papers.mark").trigger()
    settle(on.tasks)


def papers_minutes(on: Theatre) -> None:
    """Minutes that were signed once and changed since."""
    _shown(on, MINUTES)


def papers_signing(on: Theatre) -> None:
    """Somebody signs with a pen."""
    screen = _shown(on, MINUTES)
    screen.minutes.signers[SignerRole.TEAM].rows[0].pen.click()
    settle(on.tasks)


PAPERS: Mapping[str, Callable[[Theatre], None]] = {
    "papers.photos": papers_photos,
    "papers.marking": papers_marking,
    "papers.minutes": papers_minutes,
    "papers.signing": papers_signing,
}


def _shown(on: Theatre, page: str) -> VisitPapersScreen:
    inspections_visits(on)
    found: list[VisitId] = []
    on.tasks.run(_prepared, label="", done=found.append)
    settle(on.tasks)
    screen = on.show(on.places.scoring, Route("visit_papers", visit=found[0]))
    if not isinstance(screen, VisitPapersScreen):
        raise TypeError("the screen of a visit's papers")
    screen.turn(page)
    settle(on.tasks)
    return screen


def _prepared(work: Work) -> VisitId:
    """A visit with photos and signed minutes, where it has none yet."""
    visit = next(each for each in work.inspections.all() if each.findings)
    if work.photos.of_visit(visit.id):
        return visit.id
    files = [Pasted(f"IMG_{20 + number}.png", png_of(_picture(number))) for number in range(len(_CAPTIONS))]
    broken = Pasted("IMG_26.JPG", b"\xff\xd8\xff" + bytes(40))
    added = add_photos(work, visit_id=visit.id, files=[*files, broken]).added
    for number, (photo, caption) in enumerate(zip(added, _CAPTIONS, strict=True)):
        shows = visit.findings[number % len(visit.findings)].id if number < 3 else None
        describe_photo(work, photo_id=photo.id, caption=caption, finding_id=shows)
    marks = [Mark(MarkKind.ARROW, 800, 900, 3600, 3800), Mark(MarkKind.BLUR, 6200, 2600, 7800, 5200)]
    mark_photo(work, photo_id=added[0].id, marks=marks)
    said = Statement(
        place="Bộ phận một cửa",
        basis="Quyết định số 3938/QĐ-SNV ngày 12/02/2018 của Giám đốc Sở Nội vụ",
        members=(Named("Nguyễn Văn Trưởng", "Trưởng đoàn"), Named("Trần Thị Bích", "Thư ký")),
        attending=(Named("Lê Thị Hồng An", "Trưởng phòng"),),
        opinion="Đơn vị nhất trí với các nội dung Đoàn nêu.",
        recommendations=(Recommendation("Niêm yết lại giờ làm việc", "Phòng Nội vụ"),),
        signers=(
            Signer(SignerRole.TEAM, "Nguyễn Văn Trưởng", "Trưởng đoàn", Way.DRAWN, strokes=_PEN),
            Signer(SignerRole.RECORDER, "Trần Thị Bích", "Thư ký"),
            Signer(SignerRole.UNIT, "Lê Thị Hồng An", "Trưởng phòng", Way.REFUSED, "chưa xem hết ảnh"),
            Signer(SignerRole.WITNESS, "Phạm Quốc Cường", "Chuyên viên"),
        ),
    )
    write_statement(work, visit_id=visit.id, statement=said)
    sign_minutes(work, visit_id=visit.id)
    write_statement(work, visit_id=visit.id, statement=replace(said, conclusion="Cần chấn chỉnh."))
    return visit.id


def _picture(number: int) -> QImage:
    """Something like a room: a wall, a table, and somebody at it."""
    image = QImage(QSize(800, 600) if number % 3 else QSize(600, 800), QImage.Format.Format_RGB32)
    image.fill(QColor.fromHsv((30 + 47 * number) % 360, 40, 225))
    painter = QPainter(image)
    painter.fillRect(QRectF(0, image.height() * 0.7, image.width(), image.height()), QColor("#8A6D4B"))
    painter.fillRect(QRectF(60, 80, 260, 160), QColor("#F7F4EA"))
    for line in range(5):
        painter.fillRect(QRectF(80, 105 + 24 * line, 220 - 30 * (line % 2), 6), QColor("#55606E"))
    painter.setBrush(QColor("#C98F6B"))
    painter.drawEllipse(QPointF(image.width() * 0.7, image.height() * 0.4), 46, 56)
    painter.fillRect(QRectF(image.width() * 0.62, image.height() * 0.5, 110, 140), QColor("#2F4A6B"))
    painter.end()
    return image
