"""What a unit's layout puts around every paper: the names above, the place, who signs, who receives it."""

from typing import Protocol

from evalapp.documents.papers import wording
from evalapp.domain.layouts import Layout

_HEAD_OF_UNIT = "THỦ TRƯỞNG ĐƠN VỊ"
_SIGNED_AND_SEALED = "(Ký tên, đóng dấu)"


class Headed(Protocol):
    """A paper that knows its unit and the body above it."""

    @property
    def superior_name(self) -> str:
        """The superior body; empty where there is none."""
        ...

    @property
    def unit_name(self) -> str:
        """The unit whose paper it is."""
        ...


def above(of: Headed, layout: Layout) -> tuple[str, str, str, bytes]:
    """The superior body, the unit, the line of place and date, and the logo, as the layout has them."""
    return (
        layout.superior or of.superior_name,
        layout.name or of.unit_name,
        wording.place_and_date(layout.place, None),
        layout.picture,
    )


def number_line(title: str) -> str:
    """Where the office writes the number and sign of a report (NĐ 30/2020); tables and forms carry none."""
    return wording.REPORT_NUMBER if title.casefold().startswith("báo cáo") else ""


def head_of_unit(layout: Layout, title: str = _HEAD_OF_UNIT) -> tuple[str, str, str]:
    """Who signs for the unit: by whose authority, a line each, how, and the name where it is known."""
    authority = "\n".join(part for each in layout.signer_title.upper().split(";") if (part := each.strip()))
    return (authority or title, _SIGNED_AND_SEALED, layout.signer)


def footed(line: str, layout: Layout) -> str:
    """The small line below a paper, with the end of the history at the time that it was written."""
    return " · ".join(filter(None, (line, layout.history and f"Nhật ký: {layout.history}")))


def recipients(layout: Layout) -> tuple[str, ...]:
    """Who receives it, a line each; nothing where the layout names nobody."""
    listed = layout.recipients
    ends = [";"] * (len(listed) - 1) + ["."] if listed else []
    return tuple(f"- {name.rstrip(';.')}{end}" for name, end in zip(listed, ends, strict=True))
