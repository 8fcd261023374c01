"""What a list is known by: its columns, and what offices call them. A new list is a new spec."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.names import clean, fold
from evalapp.domain.titles import CATEGORY_WORDS

#: What an error workbook adds to the columns of a list; read again, these are nobody's columns.
ROW_HEADER: Final = "Dòng gốc"
REASON_HEADER: Final = "Lý do từ chối"

#: The heading of a column that a list is said not to have.
NOT_THERE: Final = "–"

_HINTS = re.compile(r"\([^()]*\)|[*:]")


class ColumnSpec(Struct, frozen=True, dict=True):
    """One column a list may have: its key, the header we promise, and what offices call it as well.

    Of two columns that stand for one key, one called by a `preferred` name wins; columns called by names in
    `parts` (`Ngày sinh`, once for men and once for women) are read as one. A column that is called
    otherwise is told by its `values`, folded, where nothing else stands in it.
    """

    key: str
    header: str
    aliases: tuple[str, ...] = ()
    preferred: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    values: frozenset[str] = frozenset()

    @property
    def written(self) -> tuple[str, ...]:
        """Every name of the column as it is written, the promised one first."""
        return tuple(dict.fromkeys((self.header, *self.preferred, *self.aliases, *self.parts)))

    @cached_property
    def best_names(self) -> frozenset[str]:
        """The names that win over others, folded."""
        return folded(*self.preferred)

    @cached_property
    def part_names(self) -> frozenset[str]:
        """The names of columns that are read as one, folded."""
        return folded(*self.parts)


class ListSpec(Struct, frozen=True, dict=True):
    """A list by its columns.

    `required` are groups of alternatives, each a set of keys: `(("name",), ("family", "given"))` asks for a
    name or for both its halves. `spreads` are keys of which one cell may be drawn over several rows, and then
    stands for each of them. `keeps_extra` says that columns of other names mean something (the criteria
    of a score list), so that none may be there twice. `ordinal` is the key of the running number, which
    alone makes no row. `in_sheets` says that what stands in several sheets is one list.
    """

    title: str
    columns: tuple[ColumnSpec, ...]
    required: tuple[tuple[tuple[str, ...], ...], ...]
    keeps_extra: bool = False
    ordinal: str = "ordinal"
    spreads: frozenset[str] = frozenset({"unit"})
    in_sheets: bool = False

    @cached_property
    def by_key(self) -> Mapping[str, ColumnSpec]:
        """The columns by their keys."""
        return {column.key: column for column in self.columns}

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """The key that every known name stands for, folded."""
        return {name: column.key for column in self.columns for name in folded(*column.written)}

    @cached_property
    def written(self) -> frozenset[str]:
        """Every known name in small letters, with and without accents, to tell quickly what is no header."""
        return (
            frozenset(name.casefold() for column in self.columns for name in column.written)
            | self.keys.keys()
        )

    def missing(self, keys: Iterable[str]) -> list[tuple[tuple[str, ...], ...]]:
        """The required groups of which these keys fulfil no alternative."""
        there = set(keys)
        return [group for group in self.required if not any(there.issuperset(needed) for needed in group)]

    def without(self, key: str) -> "ListSpec":
        """A copy that neither reads nor needs a column: what would stand there is said for the whole list."""
        needed = (tuple(keys for keys in group if key not in keys) for group in self.required)
        columns = tuple(column for column in self.columns if column.key != key)
        return replace(self, columns=columns, required=tuple(group for group in needed if group))

    def readable(self, mapping: Mapping[str, str]) -> dict[str, str]:
        """What was chosen, but for columns said not to be there without which nothing can be read."""
        there = self.by_key.keys() - {key for key, heading in mapping.items() if heading == NOT_THERE}
        needed = {keys[0] for group in self.missing(there) for keys in group if len(keys) == 1}
        return {key: heading for key, heading in mapping.items() if key not in needed}

    def renamed(self, mapping: Mapping[str, str]) -> "ListSpec":
        """A copy in which the mapped keys are known by the headers a user chose, and by nothing else."""
        chosen = folded(*mapping.values())
        return replace(self, columns=tuple(_renamed(column, mapping, chosen) for column in self.columns))


def folded(*names: str) -> frozenset[str]:
    """Names as they are matched: without case, accents, and hints in brackets."""
    return frozenset(match_name(name) for name in names)


@lru_cache(maxsize=20_000)
def match_name(text: str) -> str:
    """A header as it is matched; `Ngày sinh (dd/mm/yyyy) *:` is `ngay sinh`, but `(1)` stays what it is."""
    return fold(clean(_HINTS.sub(" ", text)) or text)


def _renamed(column: ColumnSpec, mapping: Mapping[str, str], chosen: frozenset[str]) -> ColumnSpec:
    if column.key in mapping:
        return ColumnSpec(column.key, mapping[column.key])

    def others(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if match_name(name) not in chosen)

    return replace(
        column, aliases=others(column.aliases), preferred=others(column.preferred), parts=others(column.parts)
    )


_ORDINAL: Final = ColumnSpec("ordinal", "STT", ("TT", "Số TT", "Số thứ tự", "S.T.T", "No", "#"))
_CODE: Final = ColumnSpec(
    "code",
    "Mã CB",
    (
        "Mã số", "Số hiệu", "Mã NV", "Mã nhân viên", "Mã công chức", "Mã viên chức", "Mã cán bộ, công chức",
        "Mã cán bộ công chức", "Mã cán bộ, công chức, viên chức", "Mã số cán bộ", "Mã số CB", "Mã số CBCC",
        "Mã số CBCCVC", "Mã số công chức", "Số hiệu cán bộ", "Số hiệu công chức", "Số hiệu CBCC",
        "Số hiệu CBCCVC", "Mã người lao động", "Mã",
    ),
    preferred=("Mã CB", "Mã cán bộ", "Mã CBCC", "Mã CBCCVC", "Mã CC", "Mã VC"),
)  # fmt: skip
_NAME: Final = ColumnSpec(
    "name",
    "Họ và tên",
    (
        "Họ tên", "Họ, tên", "Họ và tên CBCC", "Họ tên CBCC", "Họ và tên CBCCVC", "Họ và tên cán bộ",
        "Họ và tên công chức", "Họ tên cán bộ", "Họ và tên khai sinh", "Họ và tên cán bộ, công chức",
        "Họ và tên cán bộ, công chức, viên chức", "Tên cán bộ", "Tên nhân viên", "Họ và tên nhân viên",
        "Tên CBCC",
    ),
)  # fmt: skip
_FAMILY: Final = ColumnSpec(
    "family", "Họ đệm", ("Họ và đệm", "Họ và tên đệm", "Họ tên đệm", "Họ lót", "Họ và chữ đệm", "Họ")
)
_GIVEN: Final = ColumnSpec("given", "Tên")
_BIRTH_DATE: Final = ColumnSpec(
    "birth_date",
    "Ngày sinh",
    ("Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Ngày/tháng/năm sinh", "Sinh ngày", "NTNS"),
    parts=(
        "Ngày sinh Nam", "Ngày sinh Nữ", "Ngày tháng năm sinh Nam", "Ngày tháng năm sinh Nữ",
        "Ngày, tháng, năm sinh Nam", "Ngày, tháng, năm sinh Nữ",
    ),
)  # fmt: skip
_BIRTH_YEAR: Final = ColumnSpec(
    "birth_year", "Năm sinh", ("Sinh năm",), parts=("Năm sinh Nam", "Năm sinh Nữ")
)
_UNIT: Final = ColumnSpec(
    "unit",
    "Đơn vị",
    (
        "Phòng ban", "Phòng/ban", "Phòng, ban", "Phòng", "Đơn vị công tác", "Tên đơn vị", "Cơ quan",
        "Cơ quan, đơn vị", "Cơ quan/đơn vị", "Phòng ban, đơn vị", "Bộ phận", "Nơi công tác", "Đơn vị Tên",
    ),
    preferred=("Mã đơn vị", "Mã ĐV", "Mã phòng ban", "Mã phòng", "Đơn vị Mã"),
)  # fmt: skip
_POSITION: Final = ColumnSpec(
    "position",
    "Chức vụ",
    (
        "Chức danh", "Vị trí việc làm", "Vị trí", "Chức danh nghề nghiệp", "Chức danh công việc",
        "Chức danh, chức vụ", "Chức vụ/Vị trí việc làm",
    ),
    preferred=("Chức vụ", "Chức vụ, chức danh", "Chức vụ/Chức danh", "Chức vụ hiện nay", "Chức vụ công tác"),
)  # fmt: skip
_SINCE: Final = ColumnSpec("since", "Từ ngày", ("Ngày bắt đầu", "Hiệu lực từ", "Từ", "Ngày hiệu lực"))
_UNTIL: Final = ColumnSpec("until", "Đến ngày", ("Ngày kết thúc", "Hiệu lực đến", "Đến", "Ngày hết hiệu lực"))
_NOTE: Final = ColumnSpec("note", "Ghi chú", ("Diễn giải", "Chú thích"))
_WHO: Final = (("code",), ("name",), ("family", "given"))

UNITS: Final = ListSpec(
    "units",
    (
        _ORDINAL,
        ColumnSpec(
            "code", "Mã đơn vị", ("Mã ĐV", "Mã số đơn vị", "Mã cơ quan", "Mã phòng ban", "Mã phòng", "Mã")
        ),
        ColumnSpec(
            "name",
            "Tên đơn vị",
            (
                "Đơn vị",
                "Tên cơ quan",
                "Tên cơ quan, đơn vị",
                "Cơ quan, đơn vị",
                "Tên phòng ban",
                "Phòng ban",
                "Tên",
            ),
        ),
        ColumnSpec(
            "parent",
            "Đơn vị cấp trên",
            (
                "Đơn vị quản lý",
                "Trực thuộc",
                "Thuộc đơn vị",
                "Đơn vị chủ quản",
                "Cấp trên",
                "Cơ quan cấp trên",
                "Cấp trên trực tiếp",
                "Đơn vị cấp trên trực tiếp",
                "Cơ quan cấp trên trực tiếp",
                "Trực thuộc đơn vị",
                "Cơ quan chủ quản",
                "Cơ quan quản lý",
                "Đơn vị cha",
            ),
            preferred=("Mã cấp trên", "Mã đơn vị cấp trên", "Mã ĐV cấp trên"),
        ),
        ColumnSpec("kind", "Loại", ("Loại đơn vị", "Loại hình", "Loại hình đơn vị", "Phân loại")),
        _SINCE,
        _UNTIL,
        _NOTE,
    ),
    required=((("code",),), (("name",),)),
)

PEOPLE: Final = ListSpec(
    "people",
    (
        _ORDINAL,
        _CODE,
        _NAME,
        _FAMILY,
        _GIVEN,
        _BIRTH_DATE,
        _BIRTH_YEAR,
        _UNIT,
        _POSITION,
        ColumnSpec(
            "category",
            "Đối tượng",
            ("Loại cán bộ", "Loại đối tượng", "Diện", "Loại CBCC", "Loại lao động"),
            values=frozenset(CATEGORY_WORDS),
        ),
        ColumnSpec("role", "Vai trò", ("Cấp", "Vai trò đánh giá")),
        _SINCE,
        _UNTIL,
        _NOTE,
    ),
    required=((("name",), ("family", "given")), (("unit",),)),
)

FACTS: Final = ListSpec(
    "facts",
    (
        _ORDINAL,
        _CODE,
        _NAME,
        _FAMILY,
        _GIVEN,
        _BIRTH_DATE,
        _BIRTH_YEAR,
        _UNIT,
        _POSITION,
        ColumnSpec(
            "event",
            "Sự kiện",
            ("Sự việc", "Loại sự kiện", "Loại sự việc", "Nội dung sự kiện", "Nội dung", "Loại"),
            preferred=("Sự kiện",),
        ),
        ColumnSpec(
            "since",
            "Từ ngày",
            ("Ngày", "Ngày xảy ra", "Ngày quyết định", "Ngày ban hành", "Ngày bắt đầu", "Từ"),
            preferred=("Từ ngày",),
        ),
        _UNTIL,
        ColumnSpec(
            "document",
            "Số quyết định",
            ("Số QĐ", "Số văn bản", "Quyết định số", "Văn bản số", "Số, ký hiệu văn bản", "Số kết luận"),
            preferred=("Số quyết định",),
        ),
        ColumnSpec(
            "place", "Nơi xảy ra", ("Đơn vị xảy ra", "Nơi vi phạm", "Đơn vị nơi xảy ra", "Nơi xảy ra vi phạm")
        ),
        _NOTE,
    ),
    required=((*_WHO, ("unit",)), (("event",),)),
)

SCORES: Final = ListSpec(
    "scores",
    (
        _ORDINAL,
        _CODE,
        _NAME,
        _FAMILY,
        _GIVEN,
        _BIRTH_DATE,
        _BIRTH_YEAR,
        _UNIT,
        _POSITION,
        ColumnSpec("total", "Tổng điểm", ("Tổng cộng", "Cộng", "Tổng số điểm", "Tổng")),
        _NOTE,
    ),
    required=(_WHO,),
    keeps_extra=True,
)

RESULTS: Final = ListSpec(
    "external results",
    (
        _ORDINAL,
        _CODE,
        _NAME,
        _FAMILY,
        _GIVEN,
        _BIRTH_DATE,
        _BIRTH_YEAR,
        _UNIT,
        _POSITION,
        ColumnSpec(
            "level",
            "Xếp loại",
            ("Mức xếp loại", "Kết quả xếp loại", "Kết quả", "Xếp loại chất lượng", "Mức độ hoàn thành"),
        ),
        ColumnSpec("total", "Điểm", ("Tổng điểm", "Số điểm", "Điểm trung bình")),
        ColumnSpec("source", "Nguồn", ("Căn cứ", "Số quyết định", "Số QĐ", "Văn bản")),
        _NOTE,
    ),
    required=(_WHO, (("level",),)),
)

INSPECTIONS: Final = ListSpec(
    "inspections",
    (
        _ORDINAL,
        ColumnSpec("day", "Ngày", ("Ngày kiểm tra", "Ngày, tháng", "Ngày đến", "Ngày tháng")),
        ColumnSpec("arrived", "Giờ đến", ("Giờ", "Thời gian đến", "Giờ kiểm tra")),
        ColumnSpec("kind", "Hình thức", ("Hình thức kiểm tra", "Loại kiểm tra", "Loại hình kiểm tra")),
        ColumnSpec(
            "unit",
            "Đơn vị",
            ("Đơn vị được kiểm tra", "Tên đơn vị", "Cơ quan, đơn vị", "Cơ quan"),
            preferred=("Mã đơn vị", "Mã ĐV"),
        ),
        ColumnSpec("number", "Số biên bản", ("Biên bản số", "Số BB", "Biên bản")),
        ColumnSpec("total", "Tổng số", ("Tổng số người", "Biên chế", "Tổng biên chế")),
        ColumnSpec("present", "Có mặt", ("Số có mặt",)),
        ColumnSpec("excused", "Vắng có lý do", ("Vắng có phép", "Vắng có lí do")),
        ColumnSpec("unexcused", "Vắng không lý do", ("Vắng không phép", "Vắng không có lý do")),
        ColumnSpec(
            "topic",
            "Điều/nội dung vi phạm",
            ("Điều, nội dung vi phạm", "Nội dung vi phạm", "Điều vi phạm", "Mã vi phạm", "Vi phạm"),
        ),
        _CODE,
        _NAME,
        ColumnSpec("text", "Mô tả", ("Mô tả vi phạm", "Diễn giải", "Chi tiết")),
        ColumnSpec("severity", "Mức độ", ("Mức độ vi phạm",)),
        ColumnSpec("remedy", "Kiến nghị", ("Kiến nghị xử lý", "Yêu cầu khắc phục")),
        ColumnSpec("due", "Hạn khắc phục", ("Thời hạn khắc phục", "Hạn xử lý")),
    ),
    required=((("day",),), (("kind",),), (("unit",),), (("number",),)),
    in_sheets=True,
)

HOLIDAYS: Final = ListSpec(
    "days off",
    (
        _ORDINAL,
        ColumnSpec("day", "Ngày", ("Ngày nghỉ", "Ngày tháng", "Ngày làm bù", "Từ ngày", "Nghỉ từ ngày")),
        ColumnSpec("until", "Đến ngày", ("Đến hết ngày", "Nghỉ đến ngày", "Tới ngày")),
        ColumnSpec("kind", "Loại", ("Loại ngày", "Loại ngày nghỉ", "Hình thức")),
        ColumnSpec("name", "Tên", ("Tên ngày nghỉ", "Nội dung", "Dịp nghỉ", "Ghi chú")),
    ),
    required=((("day",),), (("kind",),)),
)
