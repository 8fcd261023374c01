"""Photos as files: upright, smaller, without their place, and refused in words when they are no photos."""

import io
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from evalapp.base.errors import UserError
from evalapp.documents.photos import LONGEST_SIDE, THUMBNAIL, mark_photo, photos_in, prepare_photo
from evalapp.domain.photos import Mark, MarkKind
from tests import photos

GPS = 0x8825


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def colour_at(data: bytes, x: int, y: int) -> tuple[int, ...]:
    told = opened(data).convert("RGB").getpixel((x, y))
    assert isinstance(told, tuple)
    return told


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(1, (0, 0)), (2, (1, 0)), (3, (1, 1)), (4, (0, 1)), (5, (0, 0)), (6, (1, 0)), (7, (1, 1)), (8, (0, 1))],
)
def test_a_photo_is_turned_upright_whichever_way_the_camera_was_held(
    orientation: int, corner: tuple[int, int]
) -> None:
    came = photos.photo((400, 300), orientation=orientation)

    picture = prepare_photo("IMG_1.jpg", came, keeps_place=False).picture.data

    width, height = opened(picture).size
    assert (width > height) is (orientation < 5)
    red, green, blue = colour_at(picture, 10 + corner[0] * (width - 20), 10 + corner[1] * (height - 20))
    assert red > 200 > 100 > max(green, blue)
    assert opened(picture).getexif().get(0x0112, 1) == 1


def test_the_copy_is_smaller_and_the_file_stays_as_it_came() -> None:
    came = photos.photo((3200, 2400), taken="2018:07:12 07:45:10")

    prepared = prepare_photo("IMG_1.jpg", came, keeps_place=False)

    assert prepared.original.data == came
    assert max(opened(prepared.picture.data).size) == LONGEST_SIDE
    assert max(opened(prepared.thumbnail).size) == THUMBNAIL
    assert prepared.taken == datetime(2018, 7, 12, 7, 45, 10)  # noqa: DTZ001 - a camera knows no zone


def test_the_copy_does_not_tell_where_it_was_taken_unless_that_is_chosen() -> None:
    came = photos.photo(place=True)

    stripped = prepare_photo("IMG_1.jpg", came, keeps_place=False)
    kept = prepare_photo("IMG_1.jpg", came, keeps_place=True)

    assert (stripped.location, dict(opened(stripped.picture.data).getexif())) == ("", {})
    assert kept.location == "21.02850, 105.80481"
    assert opened(kept.picture.data).getexif().get_ifd(GPS)[1] == "N"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"MZ" + b"\0" * 200, "is no JPEG or PNG picture"),
        (b"<svg onload='x()'/>", "is no JPEG or PNG picture"),
        (b"\xff\xd8\xff" + b"\0" * 500, "is damaged"),
        (photos.photo((1200, 900))[:2500], "is damaged or was cut off"),
        (photos.photo(kind="PNG")[:200], "is damaged or was cut off"),
        (photos.bomb(), "would fill the memory"),
        (photos.heic(), "is a HEIC photo"),
    ],
)
def test_what_is_no_sound_photo_is_refused_by_name_and_in_words(data: bytes, said: str) -> None:
    with pytest.raises(UserError) as refused:
        prepare_photo("ảnh lạ.jpg", data, keeps_place=True)

    assert "ảnh lạ.jpg" in str(refused.value)
    assert said in str(refused.value)


def test_a_photo_is_taken_in_though_what_the_camera_says_beside_it_is_damaged() -> None:
    came = photos.photo(taken="2018:07:12 07:45:10", place=True)
    at = came.index(b"Exif\0\0") + 6
    damaged = came[:at] + bytes(8) + came[at + 8 :]

    prepared = prepare_photo("IMG_1.jpg", damaged, keeps_place=True)

    assert (prepared.taken, prepared.location) == (None, "")
    assert opened(prepared.picture.data).size == (400, 300)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "1", "I;16"])
def test_pictures_of_every_depth_become_photos(mode: str) -> None:
    came = photos.photo(kind="PNG", mode=mode)

    picture = prepare_photo("màn hình.png", came, keeps_place=False).picture.data

    assert (opened(picture).mode, opened(picture).size) == ("RGB", (400, 300))


def test_an_arrow_is_drawn_and_what_is_blurred_is_gone() -> None:
    striped = Image.new("RGB", (400, 300), "white")
    for x in range(0, 400, 4):
        striped.paste((0, 0, 0), (x, 0, x + 2, 300))
    out = io.BytesIO()
    striped.save(out, "JPEG", quality=95)

    content, _ = mark_photo(
        out.getvalue(),
        [Mark(MarkKind.BLUR, 5000, 0, 10_000, 10_000), Mark(MarkKind.ARROW, 500, 5000, 4500, 5000)],
    )

    blurred = opened(content.data).convert("L").crop((220, 20, 390, 280)).getextrema()
    sharp = opened(content.data).convert("L").crop((10, 20, 190, 100)).getextrema()
    red, green, blue = colour_at(content.data, 100, 150)
    assert blurred[1] - blurred[0] < 40 < 150 < sharp[1] - sharp[0]  # type: ignore[operator]
    assert red > 150 > 90 > max(green, blue)


def test_a_folder_gives_its_photos_in_the_order_of_the_camera(tmp_path: Path) -> None:
    for name in ("IMG_10.JPG", "IMG_9.jpg", "đọc.txt", ".ẩn.jpg"):
        (tmp_path / name).write_bytes(b"x")

    files, others = photos_in([tmp_path])

    assert [each.name for each in files] == ["IMG_9.jpg", "IMG_10.JPG"]
    assert others == 1
