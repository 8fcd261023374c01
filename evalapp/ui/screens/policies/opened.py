"""One policy opened: a published version, which is only shown, or a draft, which is edited. No Qt."""

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.messages import tr_error
from evalapp.domain.policy.draft_places import place_words
from evalapp.domain.policy.drafts import Document, Draft
from evalapp.domain.policy.fact_words import with_facts_named
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.problems import Path, Problem


class Fault(Struct, frozen=True):
    """Something wrong in a draft, at its place."""

    path: Path
    place: str
    reason: str

    @property
    def text(self) -> str:
        """The fault as the list shows it."""
        return f"{self.place}: {self.reason}" if self.place else self.reason


class OpenState(Struct, frozen=True):
    """Everything the pages of an open policy need to draw themselves."""

    document: Document
    draft: Draft | None = None  # None: a published version
    frame: Policy | None = None
    origin: Policy | None = None  # what the draft was begun from
    faults: tuple[Fault, ...] = ()
    versions: tuple[Policy, ...] = ()  # what it can be compared with
    next_version: int = 1
    done: tuple[Document, ...] = ()  # the documents before each edit, for taking edits back
    undone: tuple[Document, ...] = ()
    is_checked: bool = True  # whether the faults are those of the document that is shown
    busy: bool = False
    may_edit: bool = True

    @property
    def editable(self) -> bool:
        """Whether anything can be changed."""
        return self.draft is not None and self.may_edit

    @property
    def code(self) -> str:
        """The policy's code."""
        return str(self.document.get("code", ""))

    @property
    def title(self) -> str:
        """The policy's title."""
        return str(self.document.get("title", ""))

    def faults_at(self, path: Path) -> tuple[Fault, ...]:
        """The faults of a part of the document and of everything in it."""
        return tuple(fault for fault in self.faults if fault.path[: len(path)] == path)

    def edited(self, document: Document) -> "OpenState":
        """After an edit: what was there before can be taken back, what was taken back is forgotten."""
        return replace(self, document=document, done=(*self.done, self.document), undone=(), is_checked=False)

    def taken_back(self) -> "OpenState":
        """The last edit undone."""
        if not self.done:
            return self
        return replace(
            self,
            document=self.done[-1],
            done=self.done[:-1],
            undone=(*self.undone, self.document),
            is_checked=False,
        )

    def done_again(self) -> "OpenState":
        """The edit last undone, done again."""
        if not self.undone:
            return self
        return replace(
            self,
            document=self.undone[-1],
            undone=self.undone[:-1],
            done=(*self.done, self.document),
            is_checked=False,
        )


def faults_of_problems(document: Document, problems: tuple[Problem, ...]) -> tuple[Fault, ...]:
    """The reader's faults, each at its place in words; the same said twice is said once."""
    faults = [
        Fault(problem.path, place_words(document, problem.path), with_facts_named(tr_error(problem.reason)))
        for problem in problems
    ]
    return tuple({(fault.path, fault.reason): fault for fault in faults}.values())
