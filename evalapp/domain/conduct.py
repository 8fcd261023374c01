"""Codes of conduct as data: what is asked of people, topic by topic, with the articles that are verified."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import fold
from evalapp.domain.policy.canonical import plain_document
from evalapp.domain.policy.problems import Findings
from evalapp.domain.policy.tables import Table


@dataclass(frozen=True)
class Topic:
    """One thing that a code asks. `article` stays empty where it was not verified; it is never invented."""

    code: str
    label: str
    text: str
    article: str = ""

    @property
    def searched(self) -> str:
        """What is looked through for words, without accents."""
        return fold(f"{self.code} {self.label} {self.text} {self.article}")


@dataclass(frozen=True)
class ConductCode:
    """A code of conduct, in force from the day it was signed."""

    code: str
    title: str
    number: str
    issuer: str
    signed: date
    topics: tuple[Topic, ...]


def read_code(text: str, *, file: str) -> ConductCode:
    """Read a code of conduct from TOML; every fault is told with its file and line."""
    findings = Findings()
    try:
        document = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise UserError(N_("{file} is not written by the rules of TOML."), file=file) from error
    table = Table(plain_document(document), (), findings)
    code = ConductCode(
        code=table.code("code"),
        title=table.text("title"),
        number=table.text("number"),
        issuer=table.text("issuer"),
        signed=table.day("signed") or date.min,
        topics=tuple(_topic(each) for each in table.tables("topic")),
    )
    table.done()
    known: set[str] = set()
    for number, topic in enumerate(code.topics):
        if topic.code.casefold() in known:
            findings.add(("topic", number, "code"), N_("the code {code} is given twice"), code=topic.code)
        known.add(topic.code.casefold())
    findings.raise_if_any({file: text}, {(): file})
    return code


def _topic(table: Table) -> Topic:
    topic = Topic(table.code("code"), table.text("label"), table.text("text"), table.text("article", ""))
    table.done()
    return topic


def find_topic(codes: Iterable[ConductCode], text: str) -> Topic:
    """The topic that a list names by its code, case aside, or by its whole label; refuse any other word."""
    topics = [topic for code in codes for topic in code.topics]
    for topic in topics:
        if topic.code.casefold() == text.casefold():
            return topic
    named = [topic for topic in topics if fold(topic.label) == fold(text)]
    if len(named) == 1:
        return named[0]
    raise UserError(
        N_(
            "No code of conduct has the topic “{text}”. Search the codes for the right one, such as "
            "HN522.DRESS."
        ),
        text=text,
    )


def search_topics(codes: Iterable[ConductCode], words: str) -> Sequence[tuple[ConductCode, Topic]]:
    """The topics that hold every word typed, with or without accents, in the order of the codes."""
    wanted = fold(words).split()
    return [
        (code, topic)
        for code in codes
        for topic in code.topics
        if all(word in topic.searched for word in wanted)
    ]
