"""What is filled in on the panel beside the products: a new line, or a known one that changes."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_, points_shown, tr
from evalapp.domain.people import Person
from evalapp.domain.periods import Period
from evalapp.domain.products import WORK_KIND_LABELS, CatalogueProduct, ProductLine, WorkKind
from evalapp.store.work import Work
from evalapp.ui.kit.forms import FieldKind, FieldSpec
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.shell.filling import Filled
from evalapp.usecases.meanwhile import refuse_other
from evalapp.usecases.product_cells import as_amount, as_count
from evalapp.usecases.products import hand_over, line_of, person_products, record_line

_AMOUNTS = (("assigned", N_("Number assigned")), ("done", N_("Number done")))
_COUNTS = (
    ("quality_failures", N_("Quality failures")),
    ("delays", N_("Delays")),
    ("objective_failures", N_("Failures with an objective cause")),
    ("objective_delays", N_("Delays with an objective cause")),
)


class Editing(Filled, frozen=True):
    """What is being filled in, for whom, and why some of it was refused."""

    person: str
    product: str = ""  # the code of a known line; empty for a new one
    seen: ProductLine | None = None  # the known line as it was when this was begun

    @property
    def title(self) -> str:
        """What stands above the panel."""
        return tr("Change {code}", code=self.product) if self.product else tr("New product or task")


def new_line(person: str) -> Editing:
    """A product to be added for somebody."""
    return Editing(person, values={"kind": WorkKind.ASSIGNED.value})


def known_line(person: str, line: ProductLine) -> Editing:
    """A product as it is recorded."""
    values = {
        "code": line.code,
        "name": line.name,
        "kind": line.kind.value,
        "coefficient": points_shown(line.coefficient),
        "passed_to": line.passed_to,
        "note": line.note,
        **{key: points_shown(getattr(line, key)) for key, _ in _AMOUNTS},
        **{key: str(getattr(line, key)) for key, _ in _COUNTS},
    }
    return Editing(person, line.code, line, values=values)


def fields_of(
    editing: Editing, catalogue: Sequence[CatalogueProduct], people: Iterable[Person]
) -> tuple[FieldSpec, ...]:
    """The fields of the panel; a new line is found in the catalogue by a word of it."""
    listed = (
        Choice("", tr("Not in the catalogue: fill in below")),
        *(
            Choice(each.code, f"{each.code} · {each.name}", words=f"{each.group} {each.name}")
            for each in catalogue
        ),
    )
    others = (
        Choice("", tr("Nobody")),
        *(Choice(each.code, f"{each.name} · {each.code}") for each in people if each.code != editing.person),
    )
    kinds = tuple(Choice(kind.value, tr(WORK_KIND_LABELS[kind])) for kind in WorkKind)
    first = (
        ()
        if editing.product
        else (FieldSpec("listed", N_("From the catalogue"), FieldKind.CHOICE, choices=listed),)
    )
    return (
        *first,
        *(FieldSpec(key, label) for key, label in _AMOUNTS),
        *(FieldSpec(key, label) for key, label in _COUNTS),
        FieldSpec("kind", N_("Kind of work"), FieldKind.CHOICE, choices=kinds),
        FieldSpec("passed_to", N_("Handed over to, or received from"), FieldKind.CHOICE, choices=others),
        FieldSpec("code", N_("Code"), fixed=bool(editing.product)),
        FieldSpec("name", N_("Product, task")),
        FieldSpec("coefficient", N_("Coefficient")),
        FieldSpec("note", N_("Note")),
    )


def save_line(
    work: Work,
    *,
    editing: Editing,
    period: Period,
    values: Mapping[str, str],
    catalogue: Sequence[CatalogueProduct],
) -> ProductLine:
    """Record the line as it was typed; a refusal says at which field. Handing over tells the other person."""
    listed = next((each for each in catalogue if each.code == values.get("listed")), None)
    code = values["code"].strip() or (listed.code if listed else "")
    if not code:
        raise FieldError("code", UserError(N_("Choose a product of the catalogue, or write its code.")))
    line = ProductLine(
        code=code,
        name=values["name"].strip() or (listed.name if listed else ""),
        kind=WorkKind(values["kind"]),
        coefficient=_amount(values, "coefficient", listed.coefficient if listed else Decimal(1)),
        passed_to=values["passed_to"],
        note=values["note"],
        assigned=_amount(values, "assigned", Decimal(0)),
        done=_amount(values, "done", Decimal(0)),
        quality_failures=_count(values, "quality_failures"),
        delays=_count(values, "delays"),
        objective_failures=_count(values, "objective_failures"),
        objective_delays=_count(values, "objective_delays"),
    )
    seen = person_products(work, person_code=editing.person, period=period)
    before = line_of(seen.lines, code)
    if before is not None and not editing.product:
        taken = UserError(N_("{code} is among the products already. Change that line."), code=before.code)
        raise FieldError("code", taken)
    if editing.product:
        refuse_other(line_of(seen.lines, editing.product), editing.seen, editing.product)
    handed = line.kind is WorkKind.HANDED_OVER and bool(line.passed_to)
    if handed and (before is None or before.kind is not WorkKind.HANDED_OVER):
        start = replace(line, kind=WorkKind.ASSIGNED, passed_to="")
        record_line(work, person_code=editing.person, period=period, line=start)
        given, _ = hand_over(work, person_code=editing.person, period=period, code=code, to=line.passed_to)
        return given
    return record_line(work, person_code=editing.person, period=period, line=line)


def _amount(values: Mapping[str, str], key: str, known: Decimal) -> Decimal:
    text = values[key].strip()
    try:
        return as_amount(text) if text else known
    except UserError as error:
        raise FieldError(key, error) from error


def _count(values: Mapping[str, str], key: str) -> int:
    text = values[key].strip()
    try:
        return as_count(text) if text else 0
    except UserError as error:
        raise FieldError(key, error) from error
