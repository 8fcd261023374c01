"""What is wrong with a policy's files, all of it at once, each fault with its file and place."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from evalapp.base.errors import UserError
from evalapp.base.messages import N_

#: Where something stands in a document: keys, and positions in lists counted from 0.
Path = tuple[str | int, ...]

#: So many faults are told; whoever mends these comes back for the rest.
MOST_TOLD = 200
_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")


class Problem(UserError):
    """One fault, with the file, the line where it can be told, and the place in the document."""

    def __init__(self, file: str, line: int | None, path: Path, reason: UserError) -> None:
        place = f"{file}:{line}" if line else file
        told = N_("{place}, {path}: {reason}") if path else N_("{place}: {reason}")
        super().__init__(told, place=place, path=path_text(path), reason=reason)
        self.file, self.line, self.path, self.reason = file, line, path, reason


class PolicyError(UserError):
    """A policy that cannot be read; `problems` holds every fault that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            N_("The policy cannot be used until these are mended: {problems}"), problems=list(problems)
        )
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return self.message.format(problems="; ".join(str(problem) for problem in self.problems))


class Findings:
    """Collects faults while a document is read, so that an author sees all of them at once."""

    def __init__(self) -> None:
        self.found: list[tuple[Path, UserError]] = []
        self._doubts: list[tuple[Path, UserError]] = []
        self._lines: dict[int, int] = {}
        self._untold = 0

    @property
    def is_any(self) -> bool:
        """Whether anything is wrong, or may be."""
        return bool(self.found or self._doubts)

    @property
    def are_enough(self) -> bool:
        """Whether so much is wrong that nothing more is told."""
        return len(self.found) >= MOST_TOLD

    def add(self, path: Path, message: str, **values: Any) -> None:
        """Note a fault at a place; of a file that is wrong throughout, only the first are kept."""
        if self.are_enough:
            self._untold += 1
        else:
            self.found.append((path, UserError(message, **values)))

    def add_at(self, path: Path, line: int, message: str, **values: Any) -> None:
        """Note a fault whose line is known without looking for it."""
        self._lines[len(self.found)] = line
        self.add(path, message, **values)

    def doubt(self, path: Path, message: str, **values: Any) -> None:
        """Note what is wrong at a place unless whoever reads it says more nearly what belongs there."""
        if len(self._doubts) < MOST_TOLD:
            self._doubts.append((path, UserError(message, **values)))

    def told_under(self, path: Path) -> bool:
        """Whether a fault was told at this place or inside it."""
        return any(known[: len(path)] == path for known, _ in self.found)

    def told_at(self, path: Path, keys: frozenset[str]) -> bool:
        """Whether a fault was told at one of these keys somewhere inside a place."""
        return any(known[: len(path)] == path and known[-1] in keys for known, _ in self.found if known)

    def raise_if_any(self, texts: dict[str, str], files: dict[Path, str]) -> None:
        """Refuse the policy if anything was found; `files` says which file holds which part of it."""
        if self.is_any:
            raise self.error(texts, files)

    def error(self, texts: dict[str, str], files: dict[Path, str]) -> PolicyError:
        """Everything that was found, each fault with its file and line."""
        told = [
            _placed(path, reason, texts, files, self._lines.get(number))
            for number, (path, reason) in enumerate(self.found)
        ]
        known = {(problem.file, problem.path) for problem in told}
        doubts = (_placed(path, reason, texts, files, None) for path, reason in self._doubts)
        told += [problem for problem in doubts if (problem.file, problem.path) not in known]
        if self._untold:
            more = UserError(N_("{count} more faults were found; mend these first"), count=self._untold)
            told.append(Problem(told[-1].file, None, (), more))
        return PolicyError(told)


def _placed(
    path: Path, reason: UserError, texts: dict[str, str], files: dict[Path, str], line: int | None
) -> Problem:
    root = max((known for known in files if path[: len(known)] == known), key=len, default=())
    file = files.get(root, "policy.toml")
    inside = path[len(root) :]
    if line is None and file in texts:
        line = line_of(texts[file], inside) or 1  # what is missing altogether is missing from the top
    return Problem(file, line, inside, reason)


def path_text(path: Path) -> str:
    """A place as people read it: `level 2, min`; positions count from 1."""
    words: list[str] = []
    for part in path:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(str(part))
    return ", ".join(words)


def line_of(text: str, path: Path) -> int | None:
    """The line of a TOML text where a place is written, as near as its tables and keys tell."""
    lines, headers = _layout(text)
    tables = [part for part in path if isinstance(part, str)]
    best: int | None = None
    start, end = 0, len(lines)
    for depth in range(len(tables), 0, -1):
        header = _header_line(headers, path, tables[:depth])
        if header is not None:
            start, best = header + 1, header + 1
            end = next((number for number, _ in headers if number >= start), len(lines))
            break
    else:
        end = next((number for number, _ in headers), len(lines))
    for key in reversed(tables):
        wanted = re.compile(rf"(?:^|[\s{{,]){re.escape(key)}\s*=")
        found = next((n for n in range(start, end) if wanted.search(lines[n])), None)
        if found is not None:
            return found + 1
    return best


@lru_cache(maxsize=50)
def _layout(text: str) -> tuple[tuple[str, ...], tuple[tuple[int, str], ...]]:
    """The lines of a text, and where its tables begin: looked up for every fault, found once."""
    lines = tuple(text.splitlines())
    matches = ((number, _HEADER.match(line)) for number, line in enumerate(lines))
    return lines, tuple((number, match[2]) for number, match in matches if match)


def _header_line(headers: Sequence[tuple[int, str]], path: Path, tables: list[str]) -> int | None:
    """The line of the n-th `[[a.b]]`, counted as the path counts (for a nested list: within its parent)."""
    wanted = ".".join(tables)
    if not any(name == wanted for _, name in headers):
        return None
    counts = _counts(path, tables)
    seen: list[int] = []
    for number, name in headers:
        seen = _advance(seen, name.split("."), tables)
        if name == wanted and seen == counts:
            return number
    return None


def _counts(path: Path, tables: list[str]) -> list[int]:
    """For each table of the path, its position in its list (0 for a plain table)."""
    counts: list[int] = []
    for number, part in enumerate(path):
        if isinstance(part, str) and len(counts) < len(tables):
            following = path[number + 1] if number + 1 < len(path) else None
            counts.append(following if isinstance(following, int) else 0)
    return counts


def _advance(seen: list[int], header: list[str], tables: list[str]) -> list[int]:
    """Count one more header on the way to the wanted table; others leave the count as it is."""
    depth = len(header)
    if depth > len(tables) or header != tables[:depth]:
        return seen
    return [*seen[: depth - 1], seen[depth - 1] + 1 if len(seen) >= depth else 0]
