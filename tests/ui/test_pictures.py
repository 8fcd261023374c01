from pathlib import Path

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from evalapp.ui.kit.colours import DARK, LIGHT
from evalapp.ui.pictures import take_pictures
from evalapp.ui.scenes import SCENES
from tests.ui.world import closed, office

#: The settlement in its states. Every scene is played by the test of names, keys and sizes;
#: this one is about the pictures.
DRAWN = "settlement"


def test_scenes_are_drawn_in_light_and_dark_and_the_data_file_stays_as_it_is(
    qapp: QApplication, tmp_path: Path
) -> None:
    file = tmp_path / "office.sqlite"
    workspace = office(file)
    closed(workspace)
    workspace.close()
    before = file.read_bytes()

    pictures = take_pictures(file, tmp_path / "pictures", only=DRAWN)

    assert {picture.name for picture in pictures} == {
        f"{scene}-{look}.png" for scene in SCENES if scene.startswith(DRAWN) for look in ("light", "dark")
    }
    assert file.read_bytes() == before
    for picture in pictures:
        image = QImage(str(picture))
        wanted = LIGHT if picture.stem.endswith("light") else DARK
        assert (image.width(), image.height()) == (1366, 768)
        assert image.pixelColor(1360, 100) in (QColor(wanted.bg), QColor(wanted.surface))


def test_pictures_are_taken_of_a_screen_of_any_size(qapp: QApplication, tmp_path: Path) -> None:
    file = tmp_path / "office.sqlite"
    workspace = office(file)
    closed(workspace)
    workspace.close()

    taken = take_pictures(
        file, tmp_path / "pictures", only=("settings", "start"), looks=("dark",), size=(800, 500)
    )

    assert [picture.name for picture in taken] == [
        "start-dark.png",
        "start.missing-dark.png",
        "settings.full-dark.png",
    ]
    assert {(image.width(), image.height()) for image in map(QImage, map(str, taken))} == {(800, 500)}
