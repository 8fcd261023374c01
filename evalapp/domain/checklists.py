"""Checklists as data: what is asked on a visit; a question may depend on the answer to another."""

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.policy.canonical import plain_document
from evalapp.domain.policy.problems import Findings
from evalapp.domain.policy.tables import Table


class Checked(StrEnum):
    """What came of a question; the codes are the offices' own words."""

    PASSED = "dat"
    FAILED = "khong_dat"
    UNCHECKED = "khong_kiem_tra"
    NOT_APPLICABLE = "khong_ap_dung"


CHECKED_LABELS: Mapping[Checked, str] = {
    Checked.PASSED: N_("In order"),
    Checked.FAILED: N_("Not in order"),
    Checked.UNCHECKED: N_("Not checked"),
    Checked.NOT_APPLICABLE: N_("Does not apply"),
}
#: The key that gives each answer.
CHECKED_KEYS: Mapping[str, Checked] = {
    "1": Checked.PASSED,
    "2": Checked.FAILED,
    "3": Checked.UNCHECKED,
    "4": Checked.NOT_APPLICABLE,
}


class Question(Struct, frozen=True):
    """One thing to be checked; `topic` is what a failure of it is about."""

    code: str
    text: str
    group: str = ""
    topic: str = ""
    depends_on: str = ""  # another question
    depends_answer: Checked = Checked.PASSED


class Answer(Struct, frozen=True):
    """What came of a question on a visit, and what was noted at it."""

    question: str
    checked: Checked | None = None
    note: str = ""


class Checklist(Struct, frozen=True):
    """A list of questions in one version, which never changes; a later one has a version of its own."""

    code: str
    version: str
    title: str
    questions: tuple[Question, ...]

    def question(self, code: str) -> Question:
        """One question by its code; refuse a code that the list does not have."""
        found = next((each for each in self.questions if each.code.casefold() == code.casefold()), None)
        if found is None:
            raise UserError(
                N_("The checklist {code} {version} has no question “{question}”."),
                code=self.code,
                version=self.version,
                question=code,
            )
        return found

    def asked(self, answers: Mapping[str, Answer]) -> tuple[Question, ...]:
        """The questions that are asked, by what was answered so far."""
        return tuple(each for each in self.questions if self._is_asked(each, answers))

    def _is_asked(self, question: Question, answers: Mapping[str, Answer]) -> bool:
        if not question.depends_on:
            return True
        above = self.question(question.depends_on)
        answer = answers.get(above.code)
        return (
            answer is not None
            and answer.checked is question.depends_answer
            and self._is_asked(above, answers)
        )


def read_checklist(text: str, *, file: str) -> Checklist:
    """Read a checklist from TOML; every fault is told with its file and line."""
    findings = Findings()
    try:
        document = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise UserError(N_("{file} is not written by the rules of TOML."), file=file) from error
    table = Table(plain_document(document), (), findings)
    made = Checklist(
        code=table.code("code"),
        version=table.text("version"),
        title=table.text("title"),
        questions=tuple(_question(each) for each in table.tables("question")),
    )
    table.done()
    known: set[str] = set()
    for number, question in enumerate(made.questions):
        if question.code.casefold() in known:
            findings.add(
                ("question", number, "code"), N_("the code {code} is given twice"), code=question.code
            )
        if question.depends_on and question.depends_on.casefold() not in known:
            findings.add(
                ("question", number, "depends_on"),
                N_("a question depends on one above it; {code} is none"),
                code=question.depends_on,
            )
        known.add(question.code.casefold())
    findings.raise_if_any({file: text}, {(): file})
    return made


def _question(table: Table) -> Question:
    question = Question(
        table.code("code"),
        table.text("text"),
        table.text("group", ""),
        table.text("topic", ""),
        table.text("depends_on", ""),
        _answer(table),
    )
    table.done()
    return question


def _answer(table: Table) -> Checked:
    text = table.text("depends_answer", Checked.PASSED.value)
    if text not in [each.value for each in Checked]:
        table.fault("depends_answer", N_("this is no answer; write one of: {known}"), known=list(Checked))
        return Checked.PASSED
    return Checked(text)


def checked_in(text: str) -> Checked:
    """The answer that a key or a word stands for."""
    if text in CHECKED_KEYS:
        return CHECKED_KEYS[text]
    if text in [each.value for each in Checked]:
        return Checked(text)
    raise UserError(
        N_("“{text}” is no answer. Write one of: {known}."),
        text=text,
        known=[each.value for each in Checked],
    )


def unexplained(checklist: Checklist, answers: Mapping[str, Answer]) -> Iterable[Question]:
    """The questions that are said not to apply, without the reason."""
    for question in checklist.asked(answers):
        answer = answers.get(question.code)
        if answer is not None and answer.checked is Checked.NOT_APPLICABLE and not answer.note:
            yield question


def failed(checklist: Checklist, answers: Mapping[str, Answer]) -> Iterable[Question]:
    """The questions that are asked and not in order."""
    for question in checklist.asked(answers):
        answer = answers.get(question.code)
        if answer is not None and answer.checked is Checked.FAILED:
            yield question
