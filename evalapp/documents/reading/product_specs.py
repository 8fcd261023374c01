"""The lists of products that offices keep: what people had to do in a month, and a unit's catalogue."""

from typing import Final

from evalapp.documents.reading.specs import PEOPLE, ColumnSpec, ListSpec

_ORDINAL, _CODE, _NAME, _UNIT, _POSITION, _SINCE, _UNTIL, _NOTE = (
    PEOPLE.by_key[key] for key in ("ordinal", "code", "name", "unit", "position", "since", "until", "note")
)
_PRODUCT_CODE: Final = (
    "Mã SP", "Mã công việc", "Mã nhiệm vụ", "Mã CV", "Mã SP/CV", "Mã sản phẩm/công việc",
    "Mã sản phẩm, công việc", "Mã nhiệm vụ, công việc",
)  # fmt: skip
_PRODUCT_NAME: Final = (
    "Tên", "Tên SP", "Tên công việc", "Tên nhiệm vụ", "Sản phẩm", "Sản phẩm/công việc", "Sản phẩm, công việc",
    "Tên sản phẩm/công việc", "Tên sản phẩm, công việc", "Nội dung công việc", "Tên nhiệm vụ, sản phẩm",
    "Nhiệm vụ, sản phẩm", "Danh mục sản phẩm/công việc", "Nội dung",
)  # fmt: skip
_COEFFICIENT: Final = ColumnSpec(
    "coefficient",
    "Hệ số",
    (
        "Hệ số quy đổi", "HS", "HSQĐ", "Hệ số QĐ", "Hệ số sản phẩm chuẩn", "Hệ số sản phẩm",
        "Quy đổi về sản phẩm chuẩn", "Hệ số phức tạp",
    ),
    preferred=("Hệ số quy đổi",),
)  # fmt: skip
PRODUCTS: Final = ListSpec(
    "products",
    (
        _ORDINAL,
        _CODE,
        _NAME,
        _UNIT,
        _POSITION,
        ColumnSpec("product", "Mã sản phẩm", _PRODUCT_CODE),
        ColumnSpec("title", "Tên sản phẩm", _PRODUCT_NAME),
        _COEFFICIENT,
        ColumnSpec(
            "assigned",
            "Được giao",
            ("Số lượng được giao", "SL giao", "Số lượng giao", "Giao", "SL được giao", "Số được giao"),
        ),
        ColumnSpec(
            "done",
            "Hoàn thành",
            (
                "Số lượng hoàn thành",
                "SL hoàn thành",
                "Đã hoàn thành",
                "Số hoàn thành",
                "Thực hiện",
                "Đã thực hiện",
            ),
        ),
        ColumnSpec(
            "quality_failures",
            "Không đạt chất lượng",
            (
                "Số lần không đạt chất lượng",
                "Không đạt",
                "Lỗi chất lượng",
                "Số lần không đạt",
                "Sai sót lớn",
            ),
        ),
        ColumnSpec("delays", "Chậm", ("Số lần chậm", "Chậm tiến độ", "Số lần chậm tiến độ", "Chậm hạn")),
        ColumnSpec("objective", "Lý do khách quan", ("Khách quan", "Nguyên nhân khách quan")),
        ColumnSpec(
            "objective_failures",
            "Không đạt do khách quan",
            ("Không đạt chất lượng do khách quan", "Lỗi do khách quan"),
        ),
        ColumnSpec("objective_delays", "Chậm do khách quan", ("Chậm tiến độ do khách quan",)),
        ColumnSpec("ad_hoc", "Phát sinh", ("Đột xuất", "Việc phát sinh", "Phát sinh, đột xuất")),
        ColumnSpec("handed_over", "Chuyển giao", ("Chuyển cho người khác", "Đã chuyển giao")),
        ColumnSpec("received", "Nhận thêm", ("Nhận chuyển giao", "Nhận từ người khác")),
        ColumnSpec(
            "kind",
            "Phát sinh/Chuyển giao",
            ("Phát sinh, chuyển giao", "Loại việc", "Loại công việc", "Hình thức giao"),
        ),
        ColumnSpec("passed_to", "Người nhận/chuyển", ("Chuyển cho", "Nhận từ", "Mã CB nhận", "Người nhận")),
        _NOTE,
    ),
    required=((("code",), ("name",)), (("product",),), (("assigned",), ("done",))),
)

CATALOGUE: Final = ListSpec(
    "catalogue",
    (
        _ORDINAL,
        ColumnSpec("code", "Mã sản phẩm", (*_PRODUCT_CODE, "Mã", "Mã số")),
        ColumnSpec("name", "Tên sản phẩm", _PRODUCT_NAME),
        ColumnSpec("group", "Nhóm", ("Nhóm sản phẩm", "Nhóm công việc", "Nhóm nhiệm vụ", "Cấp độ")),
        _COEFFICIENT,
        ColumnSpec("measure", "Đơn vị tính", ("ĐVT", "Đơn vị sản phẩm", "Đơn vị đo")),
        _SINCE,
        _UNTIL,
        _NOTE,
    ),
    required=((("code",),), (("name",),), (("coefficient",),)),
)
