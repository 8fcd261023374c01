"""A policy file from elsewhere is untrusted: it is read, or refused by file and line, whatever it holds."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalapp.base import paths
from evalapp.domain.policy.problems import PolicyError, Problem
from evalapp.domain.policy.reader import read_policy
from tests.domain.policy.many import many

FOLDERS = sorted(path.parent for path in (paths.resources() / "policies").glob("*/policy.toml"))
SHIPPED = {
    folder.name: {file.name: file.read_text("utf-8") for file in folder.glob("*.toml")} for folder in FOLDERS
}
SNIPPETS = (
    "", "=", "[", "]", "[[", "]]", "{", "}", ",", '"', "'", '"""', "\\u0000", "\\", "#", "\n", "\r", "\t",
    "é", "-1", "0", "1e9999", "nan", "inf", "0x10", "99999999999999999999", "0.001", "true", "2018-13-45",
    "2018-07-01T00:00:00Z", "[[level]]", "[[gate]]", "[total]", "[source]", 'code = "A"', "max = 70",
    "max = -1", 'parent = "I"', 'parent = "X"', 'kind = "formula"', 'formula = "os.system"', "when = {}",
    "when = []", 'when = { fact = "total", test = "below", value = 0 }', "requires = { all = [] }",
    "[[level.further]]", "[[split]]", 'extends = "hn-3814-2018"', "percent = 101", "forms = []",
    'period = "week"', "x" * 3000, "[" * 200, "đ",
)  # fmt: skip


def _lines(dice: Random, text: str, change: Callable[[list[str], int], None]) -> str:
    lines = text.splitlines(keepends=True) or [""]
    change(lines, dice.randrange(len(lines)))
    return "".join(lines)


def _drop(lines: list[str], at: int) -> None:
    del lines[at]


def _twice(lines: list[str], at: int) -> None:
    lines.insert(at, lines[at])


def _first(lines: list[str], at: int) -> None:
    lines.insert(0, lines.pop(at))


def _cut(lines: list[str], at: int) -> None:
    del lines[at:]


def _insert(dice: Random, text: str) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(SNIPPETS) + text[at + dice.randint(0, 3) :]


def _other_value(dice: Random, text: str) -> str:
    """Give one key the value of another."""
    lines = text.splitlines(keepends=True)
    keyed = [number for number, line in enumerate(lines) if " = " in line]
    if keyed:
        here, there = dice.choice(keyed), dice.choice(keyed)
        lines[here] = lines[here].split(" = ", 1)[0] + " = " + lines[there].split(" = ", 1)[1]
    return "".join(lines)


def damaged(texts: dict[str, str], seed: int) -> dict[str, str]:
    dice, texts = Random(seed), dict(texts)
    for _ in range(dice.randint(1, 4)):
        name = dice.choice(sorted(texts))
        match dice.randint(0, 7):
            case 0 | 1:
                texts[name] = _lines(dice, texts[name], dice.choice([_drop, _twice, _first, _cut]))
            case 2 | 3:
                texts[name] = _insert(dice, texts[name])
            case 4 | 5 | 6:
                texts[name] = _other_value(dice, texts[name])
            case _:
                texts[dice.choice([*sorted(texts), "other.toml"])] = texts[dice.choice(sorted(texts))]
    return texts


def problems(texts: dict[str, str]) -> tuple[Problem, ...]:
    """What is wrong with a policy's files; nothing where a policy comes of them."""
    try:
        read_policy(texts)
    except PolicyError as refused:
        return refused.problems or (Problem("", None, (), refused),)
    return ()


@pytest.mark.parametrize("code", sorted(SHIPPED))
@given(seed=st.integers(0, 10**9))
@many(50)
def test_a_damaged_policy_is_read_or_refused_with_file_and_line(code: str, seed: int) -> None:
    texts = damaged(SHIPPED[code], seed)

    told = problems(texts)

    assert [problem for problem in told if problem.file not in texts] == []
    for problem in told:
        assert problem.line is not None
        assert 1 <= problem.line <= len(texts[problem.file].splitlines()) + 1
        assert str(problem)


@pytest.mark.parametrize(
    ("text", "line"),
    [('title = "x"\ncode = \n', 2), ("\n\n[[level]\n", 3), ('a = """\n\n\n', 3), ("", 1)],
)
def test_a_file_that_is_no_toml_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(PolicyError) as refused:
        read_policy({"policy.toml": text})

    assert (refused.value.problems[0].file, refused.value.problems[0].line) == ("policy.toml", line)
