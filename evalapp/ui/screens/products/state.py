"""What the products screen shows and allows: somebody's products of a month, and what they come to."""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from evalapp.base.columns import Tone
from evalapp.base.messages import points_shown, tr
from evalapp.base.names import told_apart
from evalapp.domain.people import Person
from evalapp.domain.policy.computed import ComputedRow
from evalapp.domain.policy.explain import PART_WORDS, REASONS, part_letter
from evalapp.domain.products import PLANNED, WORK_KIND_LABELS, CatalogueProduct, ProductLine, WorkKind
from evalapp.domain.user_names import called
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.kit.states import Shown
from evalapp.ui.screens.products.editing import Editing
from evalapp.ui.shell.routes import Place
from evalapp.usecases.products import PersonProducts


class ShownLine(Struct, frozen=True):
    """One product as the list shows it."""

    person: Person
    line: ProductLine
    called: str = ""  # the person's name, with the code where others have the same name

    @property
    def key(self) -> tuple[str, str]:
        """By what the line is known."""
        return self.person.code, self.line.code

    @property
    def kind(self) -> str:
        """How the work came, and to or from whom."""
        words = tr(WORK_KIND_LABELS[self.line.kind])
        return f"{words}: {self.line.passed_to}" if self.line.passed_to else words

    @property
    def objective(self) -> tuple[str, Tone]:
        """What is said to be objective, and whether somebody confirmed it."""
        if not self.line.claims:
            return "", Tone.PLAIN
        confirmation = self.line.confirmation
        if confirmation is None:
            return tr("{count}, not confirmed", count=self.line.claims), Tone.WARN
        return tr("{count}, confirmed", count=self.line.claims), Tone.OK

    @property
    def confirmed(self) -> str:
        """Who confirmed that it is objective."""
        confirmation = self.line.confirmation
        return tr("Confirmed by {name}", name=called(confirmation.by)) if confirmation else ""


class ProductsState(Shown, frozen=True):
    """Everything the products screen needs to draw itself."""

    place: Place
    people: tuple[PersonProducts, ...] = ()
    catalogue: tuple[CatalogueProduct, ...] = ()
    person: str = ""  # whose products are shown; empty for everybody's
    editing: Editing | None = None
    loaded: bool = False

    @property
    def shown(self) -> PersonProducts | None:
        """Whose products are shown, where it is one person."""
        return next((each for each in self.people if each.person.code == self.person), None)

    @property
    def lines(self) -> tuple[ShownLine, ...]:
        """The products that are shown, person after person."""
        called = told_apart({each.person.code: each.person.name for each in self.people})
        return tuple(
            ShownLine(each.person, line, called[each.person.code])
            for each in self.people
            if self.person in ("", each.person.code)
            for line in each.lines
        )

    @property
    def person_choices(self) -> tuple[Choice, ...]:
        """Whose products can be shown alone."""
        return (
            Choice("", tr("Everybody")),
            *(Choice(each.person.code, f"{each.person.name} · {each.person.code}") for each in self.people),
        )

    @property
    def can_enter(self) -> bool:
        """Whether a product may be filled in."""
        return not self.busy and self.editing is None and self.loaded and bool(self.people)

    @property
    def can_add(self) -> bool:
        """Whether it is clear for whom a product is added."""
        return self.can_enter and self.shown is not None

    @property
    def can_change(self) -> bool:
        """Whether there is a product to be changed."""
        return self.can_enter and bool(self.lines)

    @property
    def can_confirm(self) -> bool:
        """Whether some cause waits for a confirmation."""
        return self.can_enter and any(each.line.waits for each in self.lines)

    @property
    def explained(self) -> tuple[str, ...]:
        """What the products of the one person come to, sentence by sentence."""
        seen = self.shown
        if seen is None:
            return (tr("Choose a person to see what their products come to."),) if self.people else ()
        if not seen.computed:
            return (tr("The month is not open under a regulation that computes results from products."),)
        return tuple(text for row in seen.computed for text in _told(seen, row))

    @property
    def nothing(self) -> str:
        """Why no product is shown."""
        if not self.people:
            return tr("Nobody is evaluated in this unit in this {kind}.", kind=self.place.period.sort)
        if self.shown is None:
            return tr("Choose a person to add their products, or take a list in.")
        return tr("Add the products and tasks of {name}, or take a list in.", name=self.shown.person.name)


def _told(seen: PersonProducts, row: ComputedRow) -> Iterator[str]:
    if row.points is None:
        yield tr(REASONS[row.reason]) if row.reason in REASONS else row.reason
        return
    yield tr(
        "{code}. {label}: {points} of {maximum}",
        code=row.row.code,
        label=row.row.label,
        points=row.points,
        maximum=row.row.most,
    )
    planned = [line for line in seen.lines if line.kind in PLANNED]
    done = [line for line in seen.lines if line.kind is not WorkKind.HANDED_OVER]
    yield tr(
        "In converted units: {done} done of {assigned} assigned.",
        done=points_shown(sum((line.done * line.coefficient for line in done), Decimal(0))),
        assigned=points_shown(sum((line.assigned * line.coefficient for line in planned), Decimal(0))),
    )
    for part in row.parts:
        yield tr(
            "{part} ({words}): {percent}%",
            part=part_letter(part.code),
            words=tr(PART_WORDS[part.code]),
            percent=part.percent,
        )
    if seen.failed:
        yield tr("Not up to their tasks, so part d is 50%: {names}.", names=list(seen.failed))
