"""What the panel fills in about one row: how it is scored, by whom, where it stands. No Qt."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from evalapp.base.errors import FieldError, UserError
from evalapp.base.messages import N_, tr
from evalapp.domain.policy.draft_rows import rows_of
from evalapp.domain.policy.drafts import Document, number_value, parts_of, put
from evalapp.domain.policy.fact_words import fact_title
from evalapp.domain.policy.facts import FACTS, FactType
from evalapp.domain.policy.model import Kind, Proof
from evalapp.domain.policy.parts import Standing
from evalapp.domain.policy.rows import SCORERS
from evalapp.domain.policy.value_words import KIND_WORDS, PROOF_WORDS, STANDING_WORDS
from evalapp.ui.kit.forms import YES, FieldKind, FieldSpec
from evalapp.ui.kit.pickers import Choice
from evalapp.ui.screens.policies.bands import bands_text, read_bands
from evalapp.ui.screens.policies.forms_state import RowLine, texts

_OFFERED_KINDS = tuple(kind for kind in Kind if kind is not Kind.FORMULA)  # formulas are written in code
_WHO = "scored_by:"


class RowEditing(Struct, frozen=True):
    """A row that is being filled in, and why some of it was refused."""

    form: int
    line: RowLine
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    refused: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def title(self) -> str:
        """What stands above the panel."""
        return f"{self.line.code}. {self.line.label}"

    def refuse(self, key: str, reason: str) -> "RowEditing":
        """The same, with one field marked."""
        return replace(self, refused=MappingProxyType({key: reason}))


def editing_of(form: int, line: RowLine) -> RowEditing:
    """A row as it stands."""
    row, source = line.row, line.source
    who = texts(row.get("scored_by")) or SCORERS
    values = {
        "label": line.label,
        "kind": str(row.get("kind", Kind.POINTS.value)),
        "band": bands_text(parts_of(row, ("band",))),
        "fact": str(row.get("fact", "")),
        "target": str(row.get("target", "")),
        "min": str(row.get("min", "")),
        "assumed_met": YES if row.get("assumed_met") else "",
        "evidence": str(row.get("evidence", Proof.NONE.value)),
        "default_full": YES if row.get("default_full") else "",
        "needs_note": YES if row.get("needs_note") else "",
        "hint": str(row.get("hint", "")),
        "links": ", ".join(texts(row.get("links"))),
        "document": str(source.get("document", "")),
        "article": str(source.get("article", "")),
        "standing": str(source.get("standing", Standing.DEFAULT.value)),
    }
    return RowEditing(form, line, values | {f"{_WHO}{each}": YES if each in who else "" for each in SCORERS})


def fields_of(editing: RowEditing) -> tuple[FieldSpec, ...]:
    """The fields that a row of its kind has."""
    line, fixed = editing.line, not editing.line.editable
    kinds = (*_OFFERED_KINDS, Kind.FORMULA) if line.kind is Kind.FORMULA else _OFFERED_KINDS
    standings = tuple(Choice(each.value, tr(words)) for each, words in STANDING_WORDS.items())
    fields = [FieldSpec("label", N_("What is evaluated"), fixed=fixed)]
    if not line.has_rows:
        choices = tuple(Choice(kind.value, tr(KIND_WORDS[kind])) for kind in kinds)
        fields.append(
            FieldSpec("kind", N_("How it is scored"), FieldKind.CHOICE, choices=choices, fixed=fixed)
        )
    if line.kind in (Kind.COMPLETION_BAND, Kind.INDICATOR):
        fields.append(
            FieldSpec("fact", N_("By which percent"), FieldKind.CHOICE, choices=_percents(), fixed=fixed)
        )
    if line.kind is Kind.COMPLETION_BAND:
        fields.append(
            FieldSpec("band", N_("Percent done: points"), hint=N_("90–: 45–50; 80–90: 40–<45"), fixed=fixed)
        )
    if line.kind is Kind.INDICATOR:
        fields.append(FieldSpec("target", N_("Target in percent"), fixed=fixed))
    if line.kind is Kind.PASS_FAIL and not line.has_rows:
        met = N_("Counts as met until somebody says otherwise")
        fields.append(FieldSpec("assumed_met", met, FieldKind.CHECK, fixed=fixed))
    if not line.has_rows:
        proofs = tuple(Choice(each.value, tr(words)) for each, words in PROOF_WORDS.items())
        fields += [
            FieldSpec("min", N_("Minimum"), hint=N_("empty: 0"), fixed=fixed),
            FieldSpec("evidence", N_("A score needs"), FieldKind.CHOICE, choices=proofs, fixed=fixed),
            FieldSpec(f"{_WHO}self", N_("Scored by the person"), FieldKind.CHECK, fixed=fixed),
            FieldSpec(f"{_WHO}deputy", N_("Scored by the deputy"), FieldKind.CHECK, fixed=fixed),
            FieldSpec(f"{_WHO}head", N_("Scored by the head"), FieldKind.CHECK, fixed=fixed),
            FieldSpec("default_full", N_("The full points are offered"), FieldKind.CHECK, fixed=fixed),
            FieldSpec("needs_note", N_("Needs words of evidence"), FieldKind.CHECK, fixed=fixed),
            FieldSpec("hint", N_("Hint for who scores"), fixed=fixed),
        ]
    return (
        *fields,
        FieldSpec(
            "links", N_("Articles of the code of conduct"), hint=N_("HN522.TIME, HN522.DRESS"), fixed=fixed
        ),
        FieldSpec("document", N_("Document it stands in"), fixed=fixed),
        FieldSpec("article", N_("Article, only where it was looked up"), fixed=fixed),
        FieldSpec("standing", N_("Standing"), FieldKind.CHOICE, choices=standings, fixed=fixed),
    )


def with_row(document: Document, editing: RowEditing, values: Mapping[str, str]) -> dict[str, Any]:
    """The document with the row as it was filled in; a refusal says at which field."""
    row = dict(rows_of(document, editing.form)[editing.line.place])
    for key in ("label", "fact", "hint"):
        _set(row, key, values.get(key, str(row.get(key, ""))).strip())
    _set(row, "links", [each.strip() for each in values["links"].split(",") if each.strip()])
    if not editing.line.has_rows:
        _set_scoring(row, values)
    source = {key: values[key].strip() for key in ("document", "article", "standing")}
    if any(values[key].strip() != editing.values[key] for key in source):
        row["source"] = {key: value for key, value in source.items() if value}
    return put(document, ("forms", editing.form, "criterion", editing.line.place), row)


def _set_scoring(row: dict[str, Any], values: Mapping[str, str]) -> None:
    if values["kind"] != row.get("kind", Kind.POINTS.value):
        row["kind"] = values["kind"]
    who = [each for each in SCORERS if values[f"{_WHO}{each}"] == YES]
    if not who:
        raise FieldError(f"{_WHO}self", UserError(N_("Somebody has to score the row.")))
    _set(row, "scored_by", [] if len(who) == len(SCORERS) else who)
    for key in ("default_full", "needs_note"):
        _set(row, key, values[key] == YES)
    _set(row, "evidence", None if values["evidence"] == Proof.NONE.value else values["evidence"])
    if values["kind"] == Kind.PASS_FAIL.value:
        _set(row, "assumed_met", values["assumed_met"] == YES)
    else:
        row.pop("assumed_met", None)
    for key, read in (("band", read_bands), ("target", number_value), ("min", number_value)):
        if key in values:
            try:
                _set(row, key, read(values[key]))
            except UserError as error:
                raise FieldError(key, error) from error


def _set(row: dict[str, Any], key: str, value: Any) -> None:
    """Say something about a row; what says nothing more than silence is left out."""
    if value in (None, "", False) or value == []:
        row.pop(key, None)
    else:
        row[key] = value


def _percents() -> tuple[Choice, ...]:
    known = (Choice(name, fact_title(name)) for name, fact in FACTS.items() if fact.type is FactType.PERCENT)
    return (Choice("", tr("none")), *known)
