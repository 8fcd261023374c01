"""What the screen of a visit's papers shows: its photos, what its minutes say, who signs, the versions."""

from collections.abc import Mapping

from msgspec import Struct

from evalapp.base.columns import Tone
from evalapp.base.errors import UserError
from evalapp.base.messages import N_, shown, tr, tr_error
from evalapp.domain.inspections import VISIT_KIND_LABELS, FindingId
from evalapp.domain.minutes import (
    ROLE_LABELS,
    WAY_LABELS,
    Minutes,
    Named,
    Signer,
    SignerRole,
    Statement,
    Way,
    printed_findings,
    refuse_unready,
    replaced_head,
)
from evalapp.domain.photos import Photo, PhotoId
from evalapp.domain.user_names import called
from evalapp.ui.kit.pickers import Choice
from evalapp.usecases.minutes import MinutesOfVisit
from evalapp.usecases.minutes_text import people_text, recommendations_text
from evalapp.usecases.photos import AddedPhotos, PhotoRules

PHOTOS, MINUTES = "photos", "minutes"
#: Stands for a photo that shows no finding in particular.
WHOLE_VISIT = 0
#: The fields of the minutes in their order: key, label, how many lines, hint.
FIELDS: tuple[tuple[str, str, int, str], ...] = (
    ("place", N_("Place of the visit"), 1, N_("Address of the office")),
    ("ended", N_("Ended at"), 1, N_("11:25")),
    ("basis", N_("Decision or plan"), 1, N_("Number, day, by whom")),
    ("members", N_("Team, one per line: name; position"), 3, ""),
    ("attending", N_("For the unit, one per line: name; position"), 2, ""),
    ("opinion", N_("Statement of the unit"), 3, ""),
    ("recommendations", N_("Recommendations, one per line: what; by whom; by when"), 3, ""),
    ("conclusion", N_("Conclusion"), 2, ""),
)


class SignerAt(Struct, frozen=True):
    """Somebody who signs, and the how manieth of their part they are, from 0."""

    number: int
    signer: Signer


class VersionLine(Struct, frozen=True):
    """One signed version in the list."""

    minutes: Minutes

    @property
    def number(self) -> str:
        """Which version it is."""
        return str(self.minutes.version)

    @property
    def signed(self) -> str:
        """Who sealed it and when."""
        of = self.minutes
        return f"{called(of.by)}, {shown(of.at)}" if of.at else called(of.by)

    @property
    def reason(self) -> str | None:
        """Why it corrects the one before."""
        return self.minutes.reason or None

    @property
    def seal(self) -> str:
        """The seal as it is printed."""
        return self.minutes.seal[:12]


class PapersState(Struct, frozen=True):
    """Everything the screen needs to draw itself."""

    of: MinutesOfVisit | None = None
    unit_name: str = ""
    photos: tuple[Photo, ...] = ()
    page: str = PHOTOS
    photo: PhotoId | None = None
    target: int = WHOLE_VISIT  # what photos show that are taken in now
    rules: PhotoRules | None = None  # what is kept of photos that are taken in now
    may_log: bool = False
    busy: bool = False
    taken: AddedPhotos | None = None  # what became of the photos taken in last, where something is to be said

    @property
    def title(self) -> str:
        """Which visit it is."""
        return "" if self.of is None else f"{self.unit_name} · {self.of.visit.number}"

    @property
    def about(self) -> str:
        """When it was, and of what kind."""
        if self.of is None:
            return ""
        visit = self.of.visit
        return f"{tr(VISIT_KIND_LABELS[visit.kind])}, {visit.day:%d/%m/%Y}"

    @property
    def standing(self) -> tuple[str, Tone]:
        """Where the minutes stand."""
        if self.of is None:
            return "", Tone.PLAIN
        if self.of.newest is None:
            return tr("Minutes not signed"), Tone.WARN
        if self.of.is_outdated:
            return tr("Changed since version {version}", version=self.of.newest.version), Tone.WARN
        return tr("Signed, version {version}", version=self.of.newest.version), Tone.OK

    @property
    def standing_photos(self) -> tuple[Photo, ...]:
        """The photos that are part of the visit."""
        return tuple(photo for photo in self.photos if photo.stands)

    @property
    def rules_words(self) -> str:
        """What is done with photos that are taken in now."""
        if self.rules is None:
            return ""
        return " ".join([tr("A photo is turned upright and made smaller."), *map(tr, self.rules.told)])

    @property
    def removed_words(self) -> str:
        """The photos that are no longer part of the visit: which, why, who said so and when; one a line."""
        return "\n".join(
            tr(
                "Removed: {name} – {reason} ({by}, {at})",
                name=photo.name,
                reason=photo.removed or "",
                by=called(photo.removed_by),
                at=shown(photo.removed_at) if photo.removed_at else "",
            )
            for photo in self.photos
            if not photo.stands
        )

    @property
    def chosen(self) -> Photo | None:
        """The photo that the cursor is on."""
        return next((photo for photo in self.standing_photos if photo.id == self.photo), None)

    @property
    def page_choices(self) -> tuple[Choice, ...]:
        """What the screen can show."""
        photos = tr("Photos ({count})", count=len(self.standing_photos))
        return (Choice(PHOTOS, photos), Choice(MINUTES, tr("The minutes")))

    @property
    def finding_choices(self) -> tuple[Choice, ...]:
        """What a photo can show."""
        if self.of is None:
            return ()
        numbers = self.finding_numbers
        findings = (
            Choice(each.id, f"{numbers[each.id]}. {each.topic} {each.text}".strip()[:90])
            for each in self.of.visit.findings
            if each.id in numbers
        )
        return (Choice(WHOLE_VISIT, tr("The visit as a whole")), *findings)

    @property
    def finding_numbers(self) -> Mapping[FindingId, int]:
        """The number of each finding, as the minutes count them."""
        return {} if self.of is None else printed_findings(self.of.visit)

    @property
    def statement(self) -> Statement:
        """What is written down for the minutes."""
        return Statement() if self.of is None else self.of.content.statement

    @property
    def field_texts(self) -> Mapping[str, str]:
        """What stands in each field."""
        said = self.statement
        return {
            "place": said.place,
            "ended": said.ended.strftime("%H:%M") if said.ended else "",
            "basis": said.basis,
            "members": people_text(said.members),
            "attending": people_text(said.attending),
            "opinion": said.opinion,
            "recommendations": recommendations_text(said.recommendations),
            "conclusion": said.conclusion,
        }

    @property
    def hints(self) -> Mapping[str, str]:
        """What is printed where a field is left empty."""
        if self.of is None:
            return {}
        visit = self.of.content.visit
        return {
            "place": visit.place,
            "ended": visit.left.strftime("%H:%M") if visit.left else "",
            "basis": visit.decision,
            "members": people_text(visit.members),
            "attending": people_text(visit.attending),
        }

    @property
    def signers(self) -> Mapping[SignerRole, tuple[Signer, ...]]:
        """Who signs in each part, in the order of the paper."""
        return {role: _signing_as(self.statement, role) for role in SignerRole}

    def known_people(self, role: SignerRole) -> tuple[Named, ...]:
        """Whom the minutes name that may sign in a part: the team, or who attended for the unit."""
        visit = self.of.content.visit if self.of else None
        if role in (SignerRole.TEAM, SignerRole.RECORDER):
            return self.statement.members or (visit.members if visit else ())
        return self.statement.attending or (visit.attending if visit else ())

    @property
    def versions(self) -> tuple[VersionLine, ...]:
        """The signed versions, the newest first."""
        return () if self.of is None else tuple(VersionLine(each) for each in reversed(self.of.versions))

    @property
    def can_add(self) -> bool:
        """Whether photos may be taken in."""
        return self.of is not None and self.may_log

    @property
    def can_change_photo(self) -> bool:
        """Whether the chosen photo may be changed."""
        return self.can_add and self.chosen is not None and self.page == PHOTOS

    @property
    def can_sign(self) -> bool:
        """Whether the minutes may be sealed."""
        return self.of is not None and self.may_log and not self.busy and self.page == MINUTES

    @property
    def sign_words(self) -> str:
        """What sealing does now."""
        if self.of is None or self.of.newest is None:
            return tr("Seal the minutes")
        return tr("Seal version {version}…", version=self.of.newest.version + 1)

    def replaced_head(self, signer: Signer) -> str:
        """In place of which head of the team somebody signs; empty where they sign for themselves."""
        return replaced_head(self.of.content, signer) if self.of else ""

    def _in_place(self, signer: Signer) -> str:
        head = self.replaced_head(signer)
        return tr(" (in place of {head}: {reason})", head=head, reason=signer.reason) if head else ""

    @property
    def seal_refusal(self) -> str:
        """Why nothing can be sealed yet."""
        if self.of is None:
            return ""
        try:
            refuse_unready(self.statement.signers, self.of.content)
        except UserError as refusal:
            return tr_error(refusal)
        return ""

    @property
    def seal_question(self) -> str:
        """What is asked before minutes are sealed for the first time: who signs, and how."""
        who = (
            f"{tr(ROLE_LABELS[each.role])}: {each.name} – {tr(WAY_LABELS[each.way])}{self._in_place(each)}"
            for each in self.statement.signers
        )
        lines = [tr("What is sealed never changes; a correction is a new version with its reason."), *who]
        if self.of is not None and self.of.visit.is_open:
            lines.append(
                tr(
                    "The visit is still under way: what is noted in it from now on will ask for another "
                    "version. Finish the visit first where nothing is left to note."
                )
            )
        return "\n".join(lines)

    @property
    def taken_words(self) -> str:
        """What became of the photos taken in last, one line for each that somebody should look at."""
        if self.taken is None:
            return ""
        lines = ["✕ " + tr_error(each.reason) for each in self.taken.refused]
        lines += ["! " + tr_error(each.reason) for each in self.taken.doubts]
        return "\n".join(lines)


def with_signer(statement: Statement, at: SignerAt) -> tuple[Signer, ...]:
    """The people who sign, with one of them as entered now; an empty name takes them away."""
    signer = at.signer
    same = list(_signing_as(statement, signer.role))
    same[at.number : at.number + 1] = [signer] if signer.name.strip() or signer.way is not Way.PAPER else []
    others = [each for each in statement.signers if each.role is not signer.role]
    order = list(SignerRole)
    return tuple(sorted((*others, *same), key=lambda each: order.index(each.role)))


def _signing_as(statement: Statement, role: SignerRole) -> tuple[Signer, ...]:
    return tuple(each for each in statement.signers if each.role is role)
