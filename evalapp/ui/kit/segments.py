"""The parts of a bar, without a window: what they are called, how many they stand for, how they look."""

from msgspec import Struct

from evalapp.base.columns import Tone
from evalapp.base.messages import counted


class Segment(Struct, frozen=True):
    """One part of a bar; `text` is what it is called, so that colour never stands alone."""

    key: str
    text: str
    count: int
    tone: Tone


class Bar(Struct, frozen=True):
    """One line of a bar chart; `note` stands in place of the bar where nothing is counted yet."""

    key: str
    label: str
    segments: tuple[Segment, ...] = ()
    note: str = ""
    strong: bool = False

    @property
    def total(self) -> int:
        """What all parts stand for together."""
        return sum(segment.count for segment in self.segments)

    @property
    def said(self) -> str:
        """The bar in words."""
        return ", ".join(f"{segment.text} {counted(segment.count)}" for segment in self.segments) or self.note
