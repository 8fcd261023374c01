"""Codes of conduct: those that ship, a unit's own in editions, and what the office fills in about topics."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base import paths
from evalapp.base.causes import cause
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.conduct import ConductCode, Filling, Topic, filled, find_topic, read_code, search_topics
from evalapp.domain.inspections import Severity
from evalapp.domain.periods import Period
from evalapp.domain.policy.in_force import rules_for
from evalapp.domain.policy.model import Policy
from evalapp.domain.rights import Right
from evalapp.domain.units import Unit
from evalapp.store.keys import code_key
from evalapp.store.work import Work
from evalapp.usecases.choosing import choose_policy
from evalapp.usecases.registers import checked

LONGEST_ARTICLE = 100
LONGEST_SOURCE = 300
_LARGEST_FILE = 1_000_000


@cache
def shipped_codes() -> tuple[ConductCode, ...]:
    """The codes of conduct that come with the program, in order of their codes."""
    files = sorted((paths.resources() / "conduct").glob("*.toml"))
    return tuple(read_code(file.read_text("utf-8"), file=file.name) for file in files)


def find_topics(
    words: str, codes: Sequence[ConductCode] | None = None
) -> Sequence[tuple[ConductCode, Topic]]:
    """The topics that hold every word, with or without accents; all of them for no words."""
    return search_topics(shipped_codes() if codes is None else codes, words)


def codes_known(work: Work, day: date | None = None) -> tuple[ConductCode, ...]:
    """The codes in force on a day (or whenever), each once, with what the office filled in.

    Without a day the newest edition of each; what only older editions had follows, so that what was found
    under it keeps its words.
    """
    newest: dict[str, ConductCode] = {}
    older: list[ConductCode] = []
    for own in sorted(work.conduct.editions(), key=lambda each: (each.since, each.edition), reverse=True):
        if day is not None and own.since > day:
            continue
        if newest.setdefault(code_key(own.code), own) is not own and day is None:
            older.append(own)
    codes = (*shipped_codes(), *sorted(newest.values(), key=lambda each: each.code), *older)
    return filled(_once(codes), work.conduct.fillings())


def topic_labels(work: Work) -> Mapping[str, str]:
    """What the topics of all codes and editions are called, by their codes; the newest word for each."""
    found: dict[str, str] = {}
    for code in codes_known(work):
        for topic in code.topics:
            found.setdefault(topic.code, topic.label)
    return found


def list_codes(work: Work, *, day: date | None = None) -> tuple[ConductCode, ...]:
    """The codes that hold on a day (today), for whoever may see inspections."""
    work.require(Right.READ_INSPECTIONS)
    return codes_known(work, day or work.today)


def list_editions(work: Work, *, code: str) -> list[ConductCode]:
    """Every edition of a unit's own code, newest first."""
    work.require(Right.READ_INSPECTIONS)
    found = [each for each in work.conduct.editions() if code_key(each.code) == code_key(code)]
    return sorted(found, key=lambda each: each.edition, reverse=True)


class Advice(Struct, frozen=True):
    """What a policy ties to a topic: the event, the row, what it costs or earns."""

    code: str
    label: str
    criterion: str
    points: Decimal
    percent: Decimal | None
    source: str


def advice_of(policy: Policy, period: Period, topic: str) -> Advice | None:
    """What a policy ties to a topic in a period."""
    for event in rules_for(policy, period).events:
        if topic in event.links:
            return Advice(
                event.code, event.label, event.criterion, event.points, event.percent, str(event.source)
            )
    return None


class TopicLine(Struct, frozen=True):
    """A topic of a code in force, with what a unit's policy ties to it."""

    code: ConductCode
    topic: Topic
    advice: Advice | None = None


def list_topics(work: Work, *, day: date | None = None, unit: Unit | None = None) -> list[TopicLine]:
    """The topics of the codes that hold on a day (today), and what the policy of a unit lets each suggest."""
    on = day or work.today
    period = Period.month_of(on)
    policy = _policy_of(work, unit, period) if unit else None
    return [
        TopicLine(code, topic, advice_of(policy, period, topic.code) if policy else None)
        for code in list_codes(work, day=on)
        for topic in code.topics
    ]


def topic_history(work: Work, *, topic: str) -> list[Filling]:
    """What the office filled in about a topic, newest first."""
    work.require(Right.READ_INSPECTIONS)
    return work.conduct.history(topic)


def _policy_of(work: Work, unit: Unit, period: Period) -> Policy | None:
    try:
        return choose_policy(work, unit=unit, period=period, policy_code=None).policy
    except UserError:
        return None


def fill_topic(
    work: Work, *, topic: str, article: str = "", severity: Severity | None = None, source: str = ""
) -> Filling:
    """Fill in what the office's own copy says of a topic; what is not said stays as it was."""
    work.require_everywhere(Right.EDIT_POLICIES)
    known = find_topic(codes_known(work), topic)
    words, copy = checked(article, LONGEST_ARTICLE), checked(source, LONGEST_SOURCE)
    if not words and severity is None:
        raise UserError(N_("Give the article, or how grave a breach of it usually is."))
    if words and not copy:
        raise UserError(N_("Say which copy the article was read from: an article is never guessed."))
    before = work.conduct.fillings().get(known.code.casefold())
    filling = Filling(
        known.code,
        words or (before.article if before else ""),
        severity or (before.severity if before else None),
        copy or (before.source if before else ""),
        work.user.name,
        work.now,
    )
    work.conduct.fill(filling)
    work.audit.record(
        "conduct.filled",
        known.code,
        article=filling.article or None,
        severity=filling.severity.value if filling.severity else None,
        document=filling.source or None,
    )
    return filling


def install_code(work: Work, *, file: Path, since: date | None = None, unit: str = "") -> ConductCode:
    """Publish a unit's own code from a TOML file as its next edition."""
    try:
        if file.stat().st_size > _LARGEST_FILE:
            raise UserError(N_("{file} is larger than a code of conduct can be."), file=file.name)
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(N_("{file} is not written in UTF-8. Save it so."), file=file.name) from error
    except OSError as error:
        raise UserError(
            N_("“{file}” could not be read: {reason}."), file=file.name, reason=cause(error)
        ) from error
    code = read_code(text, file=file.name)
    return publish_code(work, code=replace(code, unit=unit), since=since or code.signed)


def publish_code(work: Work, *, code: ConductCode, since: date) -> ConductCode:
    """Publish the next edition of a unit's own code, from a day on; the same content is nothing new."""
    work.require_everywhere(Right.EDIT_POLICIES)
    if code.unit:
        code = replace(code, unit=work.units.by_code(code.unit).code)
    _refuse_code(work, code)
    earlier = list_editions(work, code=code.code)
    if earlier and earlier[0].hash == code.hash:
        return earlier[0]
    if earlier and since < earlier[0].since:
        raise UserError(
            N_("Edition {edition} of {code} holds from {day} on: a later one cannot hold from before that."),
            edition=earlier[0].edition,
            code=code.code,
            day=earlier[0].since,
        )
    edition = earlier[0].edition + 1 if earlier else 1
    published = replace(code, edition=edition, since=since, is_own=True)
    work.conduct.add(published, by=work.user.name, at=work.now)
    work.audit.record(
        "conduct.published",
        published.code,
        version=edition,
        since=since.isoformat(),
        count=len(published.topics),
        hash=published.hash,
    )
    return published


def own_code(work: Work, *, code: str) -> ConductCode:
    """The newest edition of a unit's own code; refuse a code that ships or that nobody has."""
    editions = list_editions(work, code=code)
    if editions:
        return editions[0]
    if any(code_key(each.code) == code_key(code) for each in shipped_codes()):
        raise UserError(
            N_(
                "{code} comes with the program and is never changed: fill in its articles, or publish a code "
                "of your own."
            ),
            code=code,
        )
    raise UserError(N_("There is no code of conduct {code}."), code=code)


def save_topic(work: Work, *, code: str, topic: Topic, since: date) -> ConductCode:
    """Publish an edition of a unit's own code with a topic added or said anew."""
    return publish_code(work, code=own_code(work, code=code).with_topic(topic), since=since)


def drop_topic(work: Work, *, code: str, topic: str, since: date) -> ConductCode:
    """Publish an edition of a unit's own code without a topic; what was found under it keeps its words."""
    return publish_code(work, code=own_code(work, code=code).without_topic(topic), since=since)


def _once(codes: Iterable[ConductCode]) -> list[ConductCode]:
    """The codes with every topic where it comes first."""
    seen: set[str] = set()
    kept: list[ConductCode] = []
    for code in codes:
        topics = tuple(each for each in code.topics if each.code.casefold() not in seen)
        seen |= {each.code.casefold() for each in topics}
        if topics or not code.is_own or not any(code_key(k.code) == code_key(code.code) for k in kept):
            kept.append(replace(code, topics=topics))
    return kept


def _refuse_code(work: Work, code: ConductCode) -> None:
    if any(code_key(each.code) == code_key(code.code) for each in shipped_codes()):
        raise UserError(N_("{code} comes with the program: give yours another code."), code=code.code)
    taken = {
        topic.code.casefold(): other.code
        for other in codes_known(work)
        if code_key(other.code) != code_key(code.code)
        for topic in other.topics
    }
    for topic in code.topics:
        if topic.code.casefold() in taken:
            raise UserError(
                N_("The topic {topic} stands in {code} already: give yours another code."),
                topic=topic.code,
                code=taken[topic.code.casefold()],
            )
