from pathlib import Path

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from evalapp.ui.kit.colours import DARK, LIGHT
from evalapp.ui.pictures import START, take_pictures
from evalapp.ui.scenes import SCENES
from tests.ui.world import closed, office


def test_every_scene_is_drawn_in_light_and_dark(qapp: QApplication, tmp_path: Path) -> None:
    file = tmp_path / "office.sqlite"
    workspace = office(file)
    closed(workspace)
    workspace.close()
    before = file.read_bytes()

    pictures = take_pictures(file, tmp_path / "pictures")

    assert {picture.name for picture in pictures} == {
        f"{scene}-{look}.png" for scene in (START, *SCENES) for look in ("light", "dark")
    }
    assert file.read_bytes() == before
    for picture in pictures:
        image = QImage(str(picture))
        wanted = LIGHT if picture.stem.endswith("light") else DARK
        assert (image.width(), image.height()) == (1366, 768)
        assert image.pixelColor(1360, 100) in (QColor(wanted.bg), QColor(wanted.surface))
