"""Codes of conduct as data: what is asked of people, topic by topic, with the articles that are verified.

A code that ships is never changed; a unit's own is published edition after edition, each from a day on. What
an office fills in from its own copy (the article, how grave a breach usually is) lies over both.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import fold
from evalapp.domain.inspections import Severity
from evalapp.domain.policy.canonical import plain_document, sha256_of
from evalapp.domain.policy.problems import Findings
from evalapp.domain.policy.tables import Table

_AROUND_CODES = re.compile(r"[\s,;:/()\[\]]+")
_WORDS = re.compile(r"\w+")


class Topic(Struct, frozen=True):
    """One thing that a code asks. `article` stays empty where it was not verified; it is never invented."""

    code: str
    label: str
    text: str
    article: str = ""
    severity: Severity | None = None  # how grave a breach usually is; who finds one decides
    keywords: str = ""  # what people call a breach every day; it finds the topic and is never printed

    @property
    def words(self) -> str:
        """What finds the topic besides its code and label."""
        return f"{self.text} {self.article} {self.keywords}"

    @property
    def searched(self) -> str:
        """What is looked through for words, without accents."""
        return fold(f"{self.code} {self.label} {self.words}")


class ConductCode(Struct, frozen=True):
    """A code of conduct, in force from the day it was signed unless an edition says another day."""

    code: str
    title: str
    number: str
    issuer: str
    signed: date
    topics: tuple[Topic, ...]
    edition: int = 1
    since: date = date.min
    unit: str = ""  # whose own code it is
    is_own: bool = False

    @property
    def in_force(self) -> date:
        """The first day on which it holds."""
        return self.signed if self.since == date.min else self.since

    @property
    def document(self) -> dict[str, Any]:
        """The code as an edition keeps it; the same content has the same hash."""
        return {
            "code": self.code,
            "title": self.title,
            "number": self.number,
            "issuer": self.issuer,
            "signed": self.signed.isoformat(),
            "unit": self.unit,
            "topic": [
                {
                    "code": topic.code,
                    "label": topic.label,
                    "text": topic.text,
                    "article": topic.article,
                    "severity": topic.severity.value if topic.severity else "",
                    **({"keywords": topic.keywords} if topic.keywords else {}),  # editions keep their hash
                }
                for topic in self.topics
            ],
        }

    @property
    def hash(self) -> str:
        """The hash of the document."""
        return sha256_of(self.document)

    @classmethod
    def of(cls, document: Mapping[str, Any], *, edition: int, since: date) -> Self:
        """An edition from the document that was kept."""
        return cls(
            document["code"],
            document["title"],
            document["number"],
            document["issuer"],
            date.fromisoformat(document["signed"]),
            tuple(
                Topic(
                    each["code"],
                    each["label"],
                    each["text"],
                    each["article"],
                    Severity(each["severity"]) if each["severity"] else None,
                    each.get("keywords", ""),
                )
                for each in document["topic"]
            ),
            edition,
            since,
            document["unit"],
            is_own=True,
        )

    def with_topic(self, topic: Topic) -> Self:
        """The code with a topic added, or said anew where its code is there already."""
        same = [each for each in self.topics if each.code.casefold() == topic.code.casefold()]
        if same:
            return replace(self, topics=tuple(topic if each is same[0] else each for each in self.topics))
        return replace(self, topics=(*self.topics, topic))

    def without_topic(self, code: str) -> Self:
        """The code without a topic; refuse one that is not in it."""
        left = tuple(each for each in self.topics if each.code.casefold() != code.casefold())
        if len(left) == len(self.topics):
            raise UserError(N_("{code} has no topic {topic}."), code=self.code, topic=code)
        return replace(self, topics=left)


class Filling(Struct, frozen=True):
    """What the office found in its own copy about a topic: its article, how grave a breach usually is."""

    topic: str
    article: str
    severity: Severity | None
    source: str  # which copy it was read from
    by: str = ""
    at: datetime | None = None


def filled(codes: Iterable[ConductCode], fillings: Mapping[str, Filling]) -> tuple[ConductCode, ...]:
    """The codes with what the office filled in, by the topics' codes, case aside."""
    return tuple(
        replace(code, topics=tuple(_filled(topic, fillings) for topic in code.topics)) for code in codes
    )


def _filled(topic: Topic, fillings: Mapping[str, Filling]) -> Topic:
    filling = fillings.get(topic.code.casefold())
    if filling is None:
        return topic
    return replace(
        topic, article=filling.article or topic.article, severity=filling.severity or topic.severity
    )


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
    topic = Topic(
        table.code("code"),
        table.text("label"),
        table.text("text"),
        table.text("article", ""),
        table.choice("severity", Severity) if "severity" in table else None,
        table.text("keywords", ""),
    )
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


def topics_meant(codes: Iterable[ConductCode], text: str) -> Sequence[Topic]:
    """The topics that a cell may mean: those whose code stands in it, else whose label fits its words."""
    topics = [topic for code in codes for topic in code.topics]
    written = {part.strip(".-–") for part in _AROUND_CODES.split(text.casefold())}
    coded = [topic for topic in topics if topic.code.casefold() in written]
    words = set(_WORDS.findall(fold(text)))
    return coded or [
        topic
        for topic in topics
        if (called := set(_WORDS.findall(fold(topic.label)))) and (words <= called or called <= words)
    ]


def search_topics(codes: Iterable[ConductCode], words: str) -> Sequence[tuple[ConductCode, Topic]]:
    """The topics that hold every word typed, with or without accents: those called so first."""
    wanted = fold(words).split()
    found = [
        (code, topic)
        for code in codes
        for topic in code.topics
        if all(word in topic.searched for word in wanted)
    ]
    return sorted(found, key=lambda each: not all(word in fold(each[1].label) for word in wanted))
