"""What the page of general things fills in: title, code, days, quotas, due days, titles of forms. No Qt."""

from collections.abc import Mapping
from typing import Any

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_, tr
from evalapp.domain.policy.drafts import Document, at, day_value, number_value, parts_of, put
from evalapp.domain.policy.parts import Standing
from evalapp.domain.policy.problems import Path
from evalapp.ui.kit.forms import FieldSpec
from evalapp.ui.screens.policies.forms_state import FORM_WORDS
from evalapp.ui.screens.policies.opened import OpenState

#: The parts of a document that are edited on the page.
IDENTITY_PARTS = frozenset(
    {
        "code", "title", "unit", "version", "effective_from", "effective_to", "jurisdiction", "extends",
        "basis", "quota", "step", "level", "total", "difference",
    }
)  # fmt: skip
#: By how much stages may differ without a reason: one of the two, or neither.
_DIFFERENCE = (
    ("difference:points", ("difference", "points"), N_("Differences above so many points need a reason")),
    (
        "difference:percent",
        ("difference", "percent"),
        N_("Or above so many percent of a row's maximum"),
    ),
)
_DAYS = ("effective_from", "effective_to")
#: Numbers inside the parts of lists: the list's key, the number's key, and how its field is called.
_NUMBERS = (
    ("quota", "percent", N_("Level {part}: at most (%)")),
    ("quota", "exceptional_percent", N_("Level {part}: at most with a decision (%)")),
    ("step", "due_day", N_("{part}: due on day")),
)


def fields_of(state: OpenState) -> tuple[FieldSpec, ...]:
    """The fields of the page."""
    fixed = not state.editable
    return (
        FieldSpec("title", N_("Title"), fixed=fixed),
        FieldSpec("code", N_("Code"), fixed=fixed),
        FieldSpec("unit", N_("Unit"), fixed=True),
        FieldSpec("effective_from", N_("In force from"), hint=N_("dd/mm/yyyy"), fixed=fixed),
        FieldSpec("effective_to", N_("In force to"), hint=N_("dd/mm/yyyy, or empty"), fixed=fixed),
        *(FieldSpec(key, words, fixed=fixed) for key, _, words in _numbers(state.document)),
        *(
            FieldSpec(key, words, hint=N_("empty: no reason is asked for"), fixed=fixed)
            for key, _, words in _DIFFERENCE
        ),
        *(FieldSpec(key, words, fixed=fixed) for key, _, words in _titles(state.document)),
    )


def values_of(document: Document) -> dict[str, str]:
    """What is filled in."""
    values = {key: str(document.get(key) or "") for key in ("title", "code", "unit")}
    for key in _DAYS:
        text = str(document.get(key) or "")
        year, _, rest = text.partition("-")
        month, _, day = rest.partition("-")
        values[key] = f"{day}/{month}/{year}" if day else text
    for key, path, _ in (*_numbers(document), *_DIFFERENCE, *_titles(document)):
        values[key] = str(at(document, path, ""))
    return values


def with_values(document: Document, values: Mapping[str, str]) -> dict[str, Any]:
    """The document with what was filled in; a refusal says at which field."""
    changed = dict(document)
    for key in ("title", "code"):
        changed = put(changed, (key,), values[key].strip())
    for key in _DAYS:
        changed = put(changed, (key,), _read(key, values[key], day_value))
    for key, path, _ in _numbers(document):
        value = _read(key, values[key], number_value)
        if value != at(document, path):  # what the unit set is the unit's
            changed = put(
                put(changed, path, value), (*path[:-1], "source"), {"standing": Standing.UNIT.value}
            )
    changed = _with_difference(changed, values)
    for key, path, _ in _titles(document):
        changed = put(changed, path, values[key].strip())
    return changed


def _with_difference(document: dict[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    """The document with the limit that was chosen; nothing filled in means that no reason is asked for."""
    chosen = {path[-1]: _read(key, values[key], number_value) for key, path, _ in _DIFFERENCE}
    chosen = {key: value for key, value in chosen.items() if value is not None}
    before = at(document, ("difference",), {})
    if chosen == {key: before[key] for key in ("points", "percent") if key in before}:
        return document
    blocks = {"blocks": before["blocks"]} if "blocks" in before else {}
    source = {"source": {"standing": Standing.UNIT.value}}
    return put(document, ("difference",), {**chosen, **blocks, **source} if chosen else None)


def field_at(document: Document, path: Path) -> str:
    """The key of the field that a path is about; empty where no field is."""
    for key, known, _ in (*_numbers(document), *_DIFFERENCE, *_titles(document)):
        if path[: len(known)] == known:
            return key
    return str(path[0]) if path and len(path) == 1 else ""


def _read(key: str, text: str, read: Any) -> Any:
    try:
        return read(text)
    except UserError as error:
        raise FieldError(key, error) from error


def _numbers(document: Document) -> list[tuple[str, Path, str]]:
    """The fields of numbers, where each stands, and how it is called."""
    fields: list[tuple[str, Path, str]] = []
    for part, key, words in _NUMBERS:
        for number, each in enumerate(parts_of(document, (part,))):
            path: Path = (part, number, key)
            name = str(each.get("label") or each.get("level") or number + 1)
            if key != "exceptional_percent" or key in each:
                fields.append((f"{part}:{number}:{key}", path, tr(words, part=name)))
    return fields


def _titles(document: Document) -> list[tuple[str, Path, str]]:
    """The titles that the forms are printed with."""
    fields: list[tuple[str, Path, str]] = []
    for number, form in enumerate(parts_of(document, ("forms",))):
        words = FORM_WORDS.get(str(form.get("code")))
        name = tr(words) if words else str(form.get("code"))
        fields.append(
            (f"forms:{number}", ("forms", number, "title"), tr("Title of the form: {form}", form=name))
        )
    return fields
