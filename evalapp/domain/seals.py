"""What a closed month is sealed over: inputs, policy, trace and result, as canonical JSON.

The same inputs under the same policy give the same bytes years later, on either database engine:
no key of a row, no moment and no random identity is part of it.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from evalapp.base.messages import plain
from evalapp.domain.attachments import attachment_document
from evalapp.domain.collectives import Collective
from evalapp.domain.month_results import months_document
from evalapp.domain.policy.canonical import canonical_json, sha256_of
from evalapp.domain.policy.model import Rating, TraceEntry
from evalapp.domain.products import line_document
from evalapp.domain.registers import evidence_document, facts_document, facts_from_document
from evalapp.domain.rounds import Decision, Round, Sheet

#: Grows only when what is covered changes; old seals keep their number.
FORMAT = 1
#: The format of a result with something from the registers; one without is sealed as it always was.
WITH_REGISTERS = 2
#: The format of a result with files attached; one without is sealed as it always was.
WITH_FILES = 3
#: The format of what rests on a group of similar tasks, or on the unit's own rating.
WITH_GROUPS = 4
#: The format of a result that follows from sealed months: each with the seal that it was read from.
WITH_MONTHS = 5
#: The format of a result that products were counted for.
WITH_PRODUCTS = 6


def short(seal: str) -> str:
    """The part of a hash that is printed on paper."""
    return seal[:12]


def rating_document(rating: Rating) -> dict[str, Any]:
    """A rating as plain JSON values; points are strings, unknown is null."""
    return {
        "id": rating.id,
        "rated": rating.rated,
        "total": _text(rating.total),
        "level_by_points": rating.level_by_points,
        "level": rating.level,
        "reason": rating.reason,
        "trace": [_entry_document(entry) for entry in rating.trace],
        "groups": {code: plain(points) for code, points in rating.groups.items()},
        "base": _text(rating.base),
        "bonus": _text(rating.bonus),
        "deduction": _text(rating.deduction),
        "missing": list(rating.missing),
    }


def rating_from_document(document: Mapping[str, Any]) -> Rating:
    """Read back what `rating_document` wrote."""
    return Rating(
        id=document["id"],
        rated=document["rated"],
        total=_points(document["total"]),
        level_by_points=document["level_by_points"],
        level=document["level"],
        reason=document["reason"],
        trace=tuple(
            TraceEntry(
                step=entry["step"],
                code=entry["code"],
                amount=_points(entry["amount"]),
                counts=entry["counts"],
                level=entry["level"],
                cites=entry["cites"],
                values=entry["values"],
            )
            for entry in document["trace"]
        ),
        groups={code: Decimal(points) for code, points in document["groups"].items()},
        base=_points(document["base"]),
        bonus=_points(document["bonus"]),
        deduction=_points(document["deduction"]),
        missing=tuple(document["missing"]),
    )


def result_seal(of: Round, sheet: Sheet, rating: Rating) -> str:
    """The seal of one person's result: who, what was given, under which policy, what came out and why."""
    return sha256_of(result_document(of, sheet, rating))


def result_document(of: Round, sheet: Sheet, rating: Rating) -> dict[str, Any]:
    """What the seal of one person's result covers."""
    who = sheet.participant
    registers, files = _registers_document(sheet), _files_document(sheet)
    products = _products_document(sheet)
    return {
        "format": _format(registers, files, sheet.similar, sheet.months, products),
        "round": _round_document(of),
        "person": {
            "code": who.code,
            "name": who.name,
            "birth": str(who.birth) if who.birth else None,
            "title": who.title,
            "role": who.role.value,
            "category": who.category.value,
            "form": who.form,
            "note": who.note,
            "unrated": who.unrated,
        },
        "marks": {
            stage.value: {
                code: {"points": _text(mark.points), "note": mark.note} for code, mark in marks.items()
            }
            for stage, marks in sheet.marks.items()
            if marks
        },
        "rating": rating_document(rating),
        **registers,
        **files,
        **({"similar": sheet.similar} if sheet.similar else {}),
        **({"months": months_document(sheet.months)} if sheet.months else {}),
        **products,
    }


def _format(registers: object, files: object, similar: str, months: object, products: object) -> int:
    """The number of what is covered: the newest part that is there."""
    known = (
        (products, WITH_PRODUCTS),
        (months, WITH_MONTHS),
        (similar, WITH_GROUPS),
        (files, WITH_FILES),
        (registers, WITH_REGISTERS),
    )
    return next((number for part, number in known if part), FORMAT)


def _registers_document(sheet: Sheet) -> dict[str, Any]:
    """What the result took from the registers, in an order that depends on the words alone."""
    if not (sheet.facts or sheet.evidence or sheet.decisions):
        return {}
    return {
        "facts": facts_document(sheet.facts),
        "evidence": sorted(map(evidence_document, sheet.evidence), key=canonical_json),
        "decisions": sorted(map(_decision_document, sheet.decisions), key=canonical_json),
    }


def _files_document(sheet: Sheet) -> dict[str, Any]:
    """The files that stand as evidence, by the hashes of their contents, in an order of their own."""
    files = [attachment_document(each) for each in sheet.attachments if each.stands]
    return {"files": sorted(files, key=canonical_json)} if files else {}


def _products_document(sheet: Sheet) -> dict[str, Any]:
    """The products and tasks that were counted, in the order of their codes."""
    lines = sorted((line_document(line) for line in sheet.products), key=canonical_json)
    return {"products": lines} if lines else {}


def _decision_document(decision: Decision) -> dict[str, Any]:
    return {
        "answer": decision.answer.value,
        "code": decision.code,
        "evidence": decision.evidence,
        "by": decision.by,
        "reason": decision.reason,
        "row": decision.row,
        "points": plain(decision.points),
        "before": _text(decision.before),
        "added": decision.added,
    }


def round_seal(of: Round, seals: Sequence[str]) -> str:
    """The seal of a closed round over the seals of all its people, in order of their seals."""
    return sha256_of(sealed_round_document(of, seals))


def sealed_round_document(of: Round, seals: Sequence[str]) -> dict[str, Any]:
    """What the seal of a closed round covers."""
    return {
        "format": WITH_GROUPS if of.collective else FORMAT,
        "round": _round_document(of),
        "decisions": {
            "exception": of.exception,
            "first": list(of.first),
            "first_reason": of.first_reason,
        },
        "results": sorted(seals),
        **({"collective": collective_document(of.collective)} if of.collective else {}),
    }


def collective_document(of: Collective) -> dict[str, Any]:
    """The rating of a unit as plain JSON values."""
    return {
        "level": of.level,
        "points": {code: plain(points) for code, points in of.points.items()},
        "facts": facts_document(of.facts),
        "rating": None if of.rating is None else rating_document(of.rating),
        "decision": of.decision,
        "note": of.note,
        "by": of.by,
    }


def collective_from_document(document: Mapping[str, Any]) -> Collective:
    """Read back what `collective_document` wrote."""
    rating = document["rating"]
    return Collective(
        level=document["level"],
        points={code: Decimal(points) for code, points in document["points"].items()},
        facts=facts_from_document(document["facts"]),
        rating=None if rating is None else rating_from_document(rating),
        decision=document["decision"],
        note=document["note"],
        by=document["by"],
    )


def _round_document(of: Round) -> dict[str, Any]:
    return {
        "unit": of.unit_code,
        "unit_name": of.unit_name,
        "period": str(of.period),
        "revision": of.revision,
        "reason": of.reason,
        "skipped": [stage.value for stage in of.skipped],
        "policy": of.policy.hash,
    }


def _entry_document(entry: TraceEntry) -> dict[str, Any]:
    return {
        "step": entry.step,
        "code": entry.code,
        "amount": _text(entry.amount),
        "counts": entry.counts,
        "level": entry.level,
        "cites": entry.cites,
        "values": dict(entry.values),
    }


def _text(points: Decimal | None) -> str | None:
    return None if points is None else plain(points)


def _points(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
