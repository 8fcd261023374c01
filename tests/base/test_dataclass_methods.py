"""Dataclasses whose methods are written at their first call behave as Python's own do."""

import subprocess
import sys

import pytest

from evalapp.base import paths

_BEGIN = "from evalapp.base.dataclass_methods import write_methods_later\nwrite_methods_later()\n"
_CLASSES = """
from dataclasses import KW_ONLY, dataclass, field, replace
import copy, pickle

@dataclass(frozen=True, order=True)
class Mark:
    "A mark."
    points: int
    notes: tuple[str, ...] = field(default_factory=tuple)

@dataclass(frozen=True)
class Late(Mark):
    "A mark that came late."
    days: int = 0

    def __post_init__(self):
        object.__setattr__(self, "days", self.days + 1)

@dataclass(slots=True)
class Draft:
    "What may change."
    text: str
    _: KW_ONLY
    is_new: bool = True

def said(work):
    try:
        return repr(work())
    except Exception as error:
        return f"{type(error).__name__}: {error}"
"""
_ASKED = [
    "Mark(3), Mark(3, ('a',)), Late(1, days=2), Draft('x', is_new=False)",
    "Mark(3) == Mark(3), Mark(3) == Mark(4), Mark(3) == Late(3), Mark(3) == 3",
    "hash(Mark(3)) == hash(Mark(3)), len({Mark(3), Mark(3), Late(3)})",
    "sorted([Mark(3), Mark(1)]), Mark(1) < Mark(2), Mark(2) >= Mark(1)",
    "Mark(1) < 1",
    "setattr(Mark(3), 'points', 4)",
    "setattr(Late(3), 'days', 4)",
    "delattr(Mark(3), 'points')",
    "setattr(Draft('x'), 'other', 4)",
    "Mark()",
    "Draft('x', False)",
    "hash(Draft('x'))",
    "replace(Late(1), points=2), copy.copy(Late(1)), copy.deepcopy(Draft('x'))",
    "pickle.loads(pickle.dumps(Mark(3))), pickle.loads(pickle.dumps(Draft('x')))",
    "Mark.__init__.__qualname__, Mark.__match_args__, Mark.__doc__",
]


@pytest.mark.parametrize("order", [_ASKED, _ASKED[::-1]], ids=["forwards", "backwards"])
def test_methods_written_at_their_first_call_say_what_those_of_python_say(order: list[str]) -> None:
    asked = "".join(f"print(said(lambda: ({each})))\n" for each in order)

    later = _printed(_BEGIN + _CLASSES + asked)

    assert later == _printed(_CLASSES + asked)
    assert len(later) == len(_ASKED)


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="Python writes all of a class at once")
def test_a_method_called_once_is_called_directly_from_then_on() -> None:
    asked = "a = Mark.__init__\nMark(1)\nprint(Mark.__init__ is a, Mark.__init__.__code__.co_name)"

    said = _printed(_BEGIN + _CLASSES + asked)

    assert said == ["False __init__"]


def _printed(code: str) -> list[str]:
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, cwd=paths.checkout(), capture_output=True, text=True, check=True
    ).stdout.splitlines()
