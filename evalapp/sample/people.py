"""Whom the sample is about: an invented district office with everything awkward that real lists have."""

from datetime import date
from pathlib import Path
from random import Random

from msgspec import Struct

from evalapp.documents.papers.list_workbook import ListCell, write_list

DISTRICT, OFFICE, JUSTICE, EMPTY = "UBMAU", "PNV", "PTP", "TTDV"
_UNITS = (
    (DISTRICT, "Ủy ban nhân dân quận Mẫu", "", "UBND cấp huyện"),
    (OFFICE, "Phòng Nội vụ", DISTRICT, "Cơ quan hành chính"),
    (JUSTICE, "Phòng Tư pháp", DISTRICT, "Cơ quan hành chính"),
    (EMPTY, "Trung tâm Dịch vụ công mới thành lập", DISTRICT, "Đơn vị sự nghiệp"),
)
_FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Tạ".split()
_MIDDLES = "Văn Thị Đức Minh Thanh Hải Ngọc Quốc Xuân Kim Thùy Hữu".split()
_GIVENS = (
    "An Ân Ánh Bình Cường Dung Đào Đức Giang Hà Hòa Liên Mạnh Nga Oanh Ơn Phúc Quân Sơn Tú Uyên Vân Yến"
).split()


class SamplePerson(Struct, frozen=True):
    """One row of the sample list of people."""

    code: str
    name: str
    birth: date
    unit: str
    position: str
    category: str
    since: date | None = None
    until: date | None = None


_LEADERS = (
    SamplePerson("NV001", "Đỗ Thị An", date(1972, 5, 19), OFFICE, "Trưởng phòng", "Công chức"),
    SamplePerson("NV002", "Lê Văn Bình", date(1976, 11, 2), OFFICE, "Phó Trưởng phòng", "Công chức"),
    SamplePerson("NV003", "Nguyễn Hải Anh", date(1979, 8, 14), OFFICE, "Phó Trưởng phòng", "Công chức"),
    # Two of one name in one office, told apart by code and birth.
    SamplePerson("NV004", "Nguyễn Văn An", date(1985, 2, 28), OFFICE, "Chuyên viên chính", "Công chức"),
    SamplePerson("NV005", "Nguyễn Văn An", date(1990, 12, 1), OFFICE, "Chuyên viên", "Công chức"),
    SamplePerson(
        "NV006", "Công Tằng Tôn Nữ Hoàng Thị Quỳnh Như", date(1988, 3, 8), OFFICE, "Chuyên viên", "Viên chức"
    ),
    SamplePerson("NV007", "Trần Thị Ân", date(1991, 7, 7), OFFICE, "Chuyên viên", "Công chức"),
    SamplePerson("NV008", "Lò Văn Ơn", date(1968, 1, 30), OFFICE, "Lái xe", "Lao động hợp đồng"),
    SamplePerson("TP001", "Phạm Quốc Cường", date(1970, 9, 9), JUSTICE, "Trưởng phòng", "Công chức"),
    SamplePerson(
        "TP002",
        "Vũ Thùy Dung",
        date(1983, 4, 17),
        JUSTICE,
        "Chuyên viên",
        "Công chức",
        None,
        date(2018, 7, 15),
    ),
)
#: She comes from the other office in the middle of July.
MOVED = SamplePerson(
    "TP002", "Vũ Thùy Dung", date(1983, 4, 17), OFFICE, "Chuyên viên", "Công chức", date(2018, 7, 16)
)


def sample_people(random: Random, count: int) -> list[SamplePerson]:
    """At least the awkward ones, and others up to `count` in the office."""
    people = [*_LEADERS, MOVED]
    used = {person.name for person in people}
    inside = sum(person.unit == OFFICE for person in people)
    for number in range(9, 9 + max(count - inside, 0)):
        name = _new_name(random, used)
        birth = date(random.randint(1965, 1994), random.randint(1, 12), random.randint(1, 28))
        category = (
            "Lao động hợp đồng" if number % 11 == 0 else "Viên chức" if number % 7 == 0 else "Công chức"
        )
        position = "Nhân viên văn thư" if number % 11 == 0 else "Chuyên viên"
        people.append(SamplePerson(f"NV{number:03d}", name, birth, OFFICE, position, category))
    return people


def _new_name(random: Random, used: set[str]) -> str:
    while True:
        name = f"{random.choice(_FAMILIES)} {random.choice(_MIDDLES)} {random.choice(_GIVENS)}"
        if name not in used:
            used.add(name)
            return name


def write_units(out: Path) -> None:
    """The list of units as an office keeps it."""
    write_list(
        out,
        titles=("ỦY BAN NHÂN DÂN QUẬN MẪU", "DANH SÁCH CƠ QUAN, ĐƠN VỊ"),
        header=("STT", "Mã ĐV", "Tên đơn vị", "Mã cấp trên", "Loại"),
        rows=[(number, *unit) for number, unit in enumerate(_UNITS, start=1)],
        widths=(6, 12, 46, 14, 24),
        below=(f"Tổng số: {len(_UNITS)} đơn vị",),
    )


def write_people(out: Path, people: list[SamplePerson]) -> None:
    """The list of people as an office keeps it."""
    rows: list[tuple[ListCell, ...]] = [
        (
            number,
            who.code,
            who.name,
            who.birth,
            who.unit,
            who.position,
            who.category,
            who.since,
            who.until,
            None,
        )
        for number, who in enumerate(people, start=1)
    ]
    write_list(
        out,
        titles=("ỦY BAN NHÂN DÂN QUẬN MẪU", "DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC VÀ NGƯỜI LAO ĐỘNG"),
        header=(
            "STT", "Mã CB", "Họ và tên", "Ngày sinh", "Đơn vị", "Chức vụ", "Đối tượng",
            "Từ ngày", "Đến ngày", "Ghi chú",
        ),
        rows=rows,
        widths=(6, 10, 34, 13, 10, 22, 20, 13, 13, 14),
        below=(f"Tổng số: {len(people)} dòng", "Người lập biểu"),
    )  # fmt: skip
