"""Minutes of a visit (biên bản kiểm tra): what they say, who signs them and how, and what seals them.

Minutes are made from a plain view of the visit, so that what was signed is a document of its own: later
changes of the visit never change it. A correction is a new version with a reason; the older one stays.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, NewType, Self

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.base.names import clean, clean_lines, fold
from evalapp.domain.inspections import FindingId, Standing, Visit, VisitId
from evalapp.domain.plain_records import plain_values, record_from
from evalapp.domain.policy.canonical import sha256_of

MinutesId = NewType("MinutesId", int)

#: Grows only when what is covered changes; signed minutes keep their number.
FORMAT = 1
#: A drawn signature is counted in parts of a box of this width and height.
SIGNATURE_WIDTH, SIGNATURE_HEIGHT = 900, 300
_MOST_POINTS = 20_000
_LONGEST = 20_000

#: What papers call who leads a team.
TEAM_HEAD = "Trưởng đoàn"

#: What a pen drew without being lifted: places in the box, one after the other.
Stroke = tuple[tuple[int, int], ...]


class SignerRole(StrEnum):
    """In what part somebody signs."""

    TEAM = "team"
    RECORDER = "recorder"
    UNIT = "unit"
    WITNESS = "witness"


class Way(StrEnum):
    """How somebody signed, or that they did not."""

    PAPER = "paper"  # by hand, on the printed minutes
    DRAWN = "drawn"
    REFUSED = "refused"


ROLE_LABELS = {
    SignerRole.TEAM: N_("Head of the team"),
    SignerRole.RECORDER: N_("Who took the minutes"),
    SignerRole.UNIT: N_("For the unit"),
    SignerRole.WITNESS: N_("Witness"),
}
WAY_LABELS = {
    Way.PAPER: N_("signs on paper"),
    Way.DRAWN: N_("signed here"),
    Way.REFUSED: N_("refused to sign"),
}


class Named(Struct, frozen=True):
    """Somebody by name and position."""

    name: str
    title: str = ""


class Signer(Struct, frozen=True):
    """Somebody who signs the minutes, or refuses to."""

    role: SignerRole
    name: str
    title: str = ""
    way: Way = Way.PAPER
    reason: str = ""  # why they refuse, or why they sign in place of the head that the decision names
    strokes: tuple[Stroke, ...] = ()


class Recommendation(Struct, frozen=True):
    """What the team asks for, of whom and by when."""

    text: str
    whom: str = ""
    due: date | None = None


class Absentee(Struct, frozen=True):
    """Somebody who was not there: with a reason or without, and whether a paper was seen."""

    name: str
    excused: bool
    reason: str = ""
    paper_seen: bool | None = None


class CheckedItem(Struct, frozen=True):
    """One point of the checklist and what came of it, in the words that are printed."""

    text: str
    answer: str
    note: str = ""


class LateLine(Struct, frozen=True):
    """A case file that was late."""

    code: str
    received: date | None = None
    due: date | None = None
    returned: date | None = None
    days_late: int | None = None
    note: str = ""


class FindingLine(Struct, frozen=True):
    """A finding as it is printed; the article is empty where it was not verified."""

    number: int
    code: str
    topic: str
    article: str
    whom: str
    severity: str
    text: str
    seen: str = ""  # place and time
    good: bool = False


class PhotoLine(Struct, frozen=True):
    """A photo of the annex: its hashes, and which finding it shows."""

    number: int
    caption: str
    original: str
    shown: str
    finding: int | None = None
    taken: datetime | None = None


class Statement(Struct, frozen=True):
    """What is written down for the minutes besides the visit itself; nobody has signed it yet."""

    place: str = ""
    ended: time | None = None
    basis: str = ""  # the decision or plan, where the visit itself holds none
    members: tuple[Named, ...] = ()
    attending: tuple[Named, ...] = ()
    opinion: str = ""
    conclusion: str = ""
    recommendations: tuple[Recommendation, ...] = ()
    signers: tuple[Signer, ...] = ()
    correction: str = ""  # why a visit whose minutes are signed was opened again: the next version says it


class VisitView(Struct, frozen=True):
    """A visit as minutes tell it: plain values, whoever recorded them and wherever they are kept."""

    number: str
    kind: str
    unit_code: str
    unit: str
    agency: str  # above the name of who made the visit
    body: str  # who made it
    day: date
    subject: str = ""
    arrived: time | None = None
    left: time | None = None
    decision: str = ""
    place: str = ""
    members: tuple[Named, ...] = ()
    attending: tuple[Named, ...] = ()
    total: int | None = None
    present: int | None = None
    excused: int | None = None
    unexcused: int | None = None
    absentees: tuple[Absentee, ...] = ()
    checklist: str = ""
    checked: tuple[CheckedItem, ...] = ()
    late_files: tuple[LateLine, ...] = ()
    findings: tuple[FindingLine, ...] = ()
    remedies: tuple[Recommendation, ...] = ()
    nothing_found: bool = False
    note: str = ""
    seat: str = ""  # where the office has its papers dated
    logo: str = ""  # the hash of its picture


class Content(Struct, frozen=True):
    """Everything that is printed above the signatures, and the annex."""

    visit: VisitView
    statement: Statement
    photos: tuple[PhotoLine, ...] = ()

    @property
    def digest(self) -> str:
        """The hash of what is said; who signs it, and how, is not part of it."""
        return sha256_of({"format": FORMAT, **content_document(self)})

    @property
    def told(self) -> Self:
        """The same without how its paper is headed, and without what was read up in a code since."""
        findings = tuple(replace(each, topic="", article="") for each in self.visit.findings)
        visit = replace(self.visit, agency="", body="", seat="", logo="", findings=findings)
        return replace(self, visit=visit)


class Minutes(Struct, frozen=True):
    """One signed version of the minutes of a visit: evidence, never changed."""

    id: MinutesId
    uid: str
    visit: VisitId
    version: int
    reason: str
    content: Content
    signers: tuple[Signer, ...]
    previous: str  # the seal of the version before
    seal: str = ""
    by: str = ""
    at: datetime | None = None

    @property
    def computed_seal(self) -> str:
        """The seal as it must be: over what is said, who signed and how, and the version before."""
        return sha256_of(minutes_document(self))

    def sealed(self) -> Self:
        """These minutes with their seal."""
        return replace(self, seal=self.computed_seal)


def printed_findings(visit: Visit) -> dict[FindingId, int]:
    """The number of each finding that is told, breaches before praise; a withdrawn one is told no longer."""
    told = [each for each in visit.findings if each.standing is not Standing.WITHDRAWN]
    ordered = sorted(told, key=lambda each: each.positive)
    return {each.id: number for number, each in enumerate(ordered, start=1)}


def statement_of(given: Statement) -> Statement:
    """A statement as it is kept: clean texts, no empty lines, nothing too long or drawn outside the box."""
    for text in (
        given.opinion,
        given.conclusion,
        given.basis,
        *(each.text for each in given.recommendations),
    ):
        if len(text) > _LONGEST:
            raise UserError(
                N_("A text of the minutes has at most {most} letters, this one has {count}. Shorten it."),
                most=_LONGEST,
                count=len(text),
            )
    return replace(
        given,
        place=clean(given.place),
        basis=clean(given.basis),
        correction=clean(given.correction),
        members=_named(given.members),
        attending=_named(given.attending),
        opinion=clean_lines(given.opinion),
        conclusion=clean_lines(given.conclusion),
        recommendations=tuple(
            replace(each, text=clean(each.text), whom=clean(each.whom))
            for each in given.recommendations
            if clean(each.text)
        ),
        signers=tuple(_signer(each) for each in given.signers if _says_anything(each)),
    )


def replaced_head(content: Content, signer: Signer) -> str:
    """In whose place somebody signs as head of the team: who the decision names, where that is another."""
    heads = (each.name for each in content.visit.members if each.title.split(", ")[-1] == TEAM_HEAD)
    head = next(heads, "")
    stands_in = signer.role is SignerRole.TEAM and signer.name and fold(head) not in fold(signer.name)
    return head if stands_in else ""


def refuse_unready(signers: Sequence[Signer], content: Content) -> None:
    """Refuse to seal what nobody signs for, a refusal that nobody saw, and an unexplained other head."""
    roles = {signer.role for signer in signers if signer.way is not Way.REFUSED}
    if not roles & {SignerRole.TEAM, SignerRole.RECORDER}:
        raise UserError(N_("Nobody of the team signs. Enter the head of the team, or who wrote the minutes."))
    if not any(signer.role is SignerRole.UNIT for signer in signers):
        raise UserError(
            N_(
                "Nobody signs for the unit. Enter by name who does; or who refused to, with the reason and a "
                "witness."
            )
        )
    refused = [signer for signer in signers if signer.way is Way.REFUSED]
    for signer in refused:
        if not signer.reason:
            raise UserError(N_("Say why {name} refused to sign, as they said it."), name=signer.name)
    if refused and SignerRole.WITNESS not in roles:
        raise UserError(
            N_("{name} refused to sign: enter a witness who signs that it was so."), name=refused[0].name
        )
    _refuse_unexplained_head([signer for signer in signers if signer.role is SignerRole.TEAM], content)


def _refuse_unexplained_head(heads: Sequence[Signer], content: Content) -> None:
    replaced = [replaced_head(content, signer) for signer in heads]
    for signer, head in zip(heads, replaced, strict=True):
        if all(replaced) and not signer.reason:
            raise UserError(
                N_(
                    "The decision names {head} as head of the team, and {name} signs as head. Enter {head}, "
                    "or say why {name} signs in their place: the minutes will say it."
                ),
                head=head,
                name=signer.name,
            )


def refuse_unexplained(version: int, reason: str) -> None:
    """A later version needs a reason, for the older one was signed."""
    if version > 1 and not clean(reason):
        raise UserError(
            N_(
                "These minutes are signed. A correction is a new version: say what is corrected and why; the "
                "version before stays as it is."
            )
        )


def content_document(content: Content) -> dict[str, Any]:
    """What is said as plain JSON values, without the people who sign."""
    return plain_values(replace(content, statement=said(content.statement)))


def said(statement: Statement) -> Statement:
    """What of a statement is said in the minutes: neither who signs nor why there is a new version."""
    return replace(statement, signers=(), correction="")


def content_from_document(document: Mapping[str, Any]) -> Content:
    """Read back what `content_document` wrote."""
    return record_from(Content, document)


def minutes_document(minutes: Minutes) -> dict[str, Any]:
    """What a seal covers: no key of a row, no moment and no random identity is part of it."""
    return {
        "format": FORMAT,
        "version": minutes.version,
        "reason": minutes.reason,
        "previous": minutes.previous,
        "content": content_document(minutes.content),
        "signers": plain_values(minutes.signers),
        "by": minutes.by,
    }


def _named(people: Sequence[Named]) -> tuple[Named, ...]:
    cleaned = (Named(clean(each.name), clean(each.title)) for each in people)
    return tuple(each for each in cleaned if each.name or each.title)


def _says_anything(signer: Signer) -> bool:
    return bool(clean(signer.name) or signer.strokes or clean(signer.reason))


def _signer(signer: Signer) -> Signer:
    if not clean(signer.name):
        raise UserError(N_("Whoever signs has a name: enter it beside the signature."))
    points = sum(len(stroke) for stroke in signer.strokes)
    outside = any(
        not (0 <= x <= SIGNATURE_WIDTH and 0 <= y <= SIGNATURE_HEIGHT) for s in signer.strokes for x, y in s
    )
    if points > _MOST_POINTS or outside:
        raise UserError(N_("The signature of {name} does not fit its box. Draw it again."), name=signer.name)
    if signer.way is Way.DRAWN and points < 2:
        raise UserError(
            N_("The signature of {name} is empty. Draw it, or choose that they sign on paper."),
            name=signer.name,
        )
    return replace(
        signer,
        name=clean(signer.name),
        title=clean(signer.title),
        reason=clean(signer.reason),
        strokes=signer.strokes if signer.way is Way.DRAWN else (),
    )
