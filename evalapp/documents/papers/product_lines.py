"""The work that a computed row of a form rests on, as papers list it: a line a product, then the sums."""

from collections.abc import Sequence
from decimal import Decimal

from evalapp.documents.papers import wording
from evalapp.domain.policy.work_done import Product
from evalapp.domain.products import PLANNED, WORK_KIND_WRITTEN, ProductLine, WorkKind

TITLE = "SẢN PHẨM, CÔNG VIỆC TRONG KỲ"
COLUMNS = ("Mã", "Sản phẩm, công việc", "Hệ số", "Được giao", "Hoàn thành", "Chưa đạt / chậm", "Ghi chú")

Cells = tuple[str, str, Decimal | None, Decimal, Decimal, str, str]


def product_rows(lines: Sequence[ProductLine]) -> list[Cells]:
    """A line for each product, then the sums in converted units."""
    rows = [
        (
            line.code,
            line.name,
            line.coefficient,
            line.assigned,
            line.done,
            _faults(line.product),
            _remark(line),
        )
        for line in lines
    ]
    return [*rows, _sums(lines)]


def _sums(lines: Sequence[ProductLine]) -> Cells:
    assigned = sum((line.coefficient * line.assigned for line in lines if line.kind in PLANNED), Decimal(0))
    kept = [line for line in lines if line.kind is not WorkKind.HANDED_OVER]
    done = sum((line.coefficient * line.done for line in kept), Decimal(0))
    return "", "Cộng (đã quy đổi)", None, assigned, done, "", ""


def _faults(work: Product) -> str:
    """How many faults there were, and how many of them a confirmed cause excuses."""
    if not (work.quality_failures or work.delays):
        return ""
    excused = work.objective_failures + work.objective_delays
    told = f"{work.quality_failures} / {work.delays}"
    return f"{told} ({excused} khách quan)" if excused else told


def _remark(line: ProductLine) -> str:
    kind = "" if line.kind is WorkKind.ASSIGNED else WORK_KIND_WRITTEN[line.kind]
    who = f"({line.passed_to})" if line.passed_to else ""
    return " ".join(part for part in (kind, who) if part)


def shown(value: Decimal | str | None) -> str:
    """A cell as paper writes it."""
    return wording.number(value) if isinstance(value, Decimal) else value or ""
