"""The list of service figures that offices keep for each month."""

from typing import Final

from evalapp.documents.reading.specs import PEOPLE, UNITS, ColumnSpec, ListSpec

_WHO: Final = tuple(
    PEOPLE.by_key[key]
    for key in ("ordinal", "code", "name", "family", "given", "birth_date", "birth_year", "unit")
)

INDICATORS: Final = ListSpec(
    "indicators",
    (
        *_WHO,
        ColumnSpec(
            "indicator",
            "Chỉ số",
            ("Chỉ tiêu", "Tên chỉ số", "Tên chỉ tiêu", "Nội dung", "Nội dung chỉ tiêu", "Chỉ số thống kê"),
            preferred=("Mã chỉ số", "Mã chỉ tiêu"),
        ),
        ColumnSpec("numerator", "Tử số", ("Tử", "Số đạt", "Số lượng đạt", "Kết quả")),
        ColumnSpec("denominator", "Mẫu số", ("Mẫu", "Tổng số", "Trên tổng số", "Trong tổng số")),
        ColumnSpec(
            "value",
            "Giá trị",
            ("Số liệu", "Số lượng", "Thực hiện", "Giá trị thực hiện", "Số thực hiện", "Tỷ lệ"),
        ),
        UNITS.by_key["note"],
    ),
    required=((("code",), ("name",), ("unit",)), (("indicator",),), (("numerator",), ("value",))),
    spreads=frozenset({"unit", "code", "name", "indicator"}),
)
