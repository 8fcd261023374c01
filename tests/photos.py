"""Photos as cameras and bad luck make them."""

import io
import struct
import zlib

from PIL import Image, ImageDraw

#: EXIF numbers of what a camera tells.
_ORIENTATION, _EXIF, _GPS, _TAKEN = 0x0112, 0x8769, 0x8825, 36867
HANOI = {1: "N", 2: (21.0, 1.0, 42.6), 3: "E", 4: (105.0, 48.0, 17.3)}


def photo(
    size: tuple[int, int] = (400, 300),
    colour: str = "white",
    *,
    orientation: int = 1,
    taken: str = "",
    place: bool = False,
    kind: str = "JPEG",
    mode: str = "RGB",
) -> bytes:
    """A picture whose upper left quarter is red, so that its orientation can be seen."""
    image = Image.new("RGB", size, colour)
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1] // 2), fill="red")
    told = Image.Exif()
    told[_ORIENTATION] = orientation
    if taken:
        told[_EXIF] = {_TAKEN: taken}
    if place:
        told[_GPS] = HANOI
    out = io.BytesIO()
    drawn = Image.new(mode, size, 32_000) if mode == "I;16" else image.convert(mode)
    drawn.save(out, kind, exif=told)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes that says it is forty thousand points wide and high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))


def heic() -> bytes:
    """What an iPhone sends unless it is told otherwise."""
    return b"\0\0\0\x24ftypheic" + b"\0" * 64
