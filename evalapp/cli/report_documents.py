"""Reports as JSON: a month, a person, a longer period, how levels are spread, any other as its tables."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from evalapp.domain.distribution import Group, Scorer
from evalapp.domain.person_years import PersonPeriod
from evalapp.domain.registers import evidence_document, facts_document
from evalapp.domain.reports import Report, ReportTable
from evalapp.domain.rounds import Decision, PersonSheet, Stage
from evalapp.domain.seals import rating_document
from evalapp.domain.sheet_words import OPINION, STRENGTHS, WEAKNESSES, words_of
from evalapp.domain.summaries import Summary
from evalapp.domain.years import YearReport, YearRow, month_document
from evalapp.usecases.distribution import DistributionReport


def distribution_document(report: DistributionReport) -> dict[str, Any]:
    """How levels are spread: counts as numbers, shares as strings with two decimals."""
    spread = report.spread
    return {
        "unit": report.unit_code,
        "period": str(report.period),
        "total": _group(spread.whole),
        "by_unit": [{"unit": each.code, "name": each.name, **_group(each)} for each in spread.units],
        "by_kind": _named((each.name, each) for each in spread.kinds),
        "by_category": _named((each.value, group) for each, group in spread.categories.items()),
        "by_role": _named((each.value, group) for each, group in spread.roles.items()),
        "by_scorer": [_scorer(each) for each in spread.scorers],
        "waiting": list(report.waiting),
        "missing": list(report.missing),
        "hash": report.hash,
    }


def tables_document(report: Report) -> dict[str, Any]:
    """The tables of a report, cell by cell as its papers carry them."""
    return {
        "unit": report.unit_code,
        "period": str(report.period),
        "title": report.title,
        "tables": [_table(table) for table in report.tables],
        "remarks": list(report.remarks),
        "is_final": report.is_final,
        "unfinished": report.unfinished or None,
        "hash": report.hash,
    }


def summary_document(summary: Summary) -> dict[str, Any]:
    """The summary by the contract."""
    return {
        "unit": summary.unit_code,
        "period": str(summary.period),
        "policy": summary.policy_code,
        "stage": summary.stage.value,
        "rows": [
            {
                "code": row.code,
                "name": row.name,
                "position": row.position,
                "form": row.form,
                "self": row.self_points,
                "deputy": row.deputy_points,
                "head": row.head_points,
                "bonus": row.bonus,
                "deduction": row.deduction,
                "total": row.total,
                "level": row.level,
                "reason": row.reason,
            }
            for row in summary.rows
        ],
        "counts": dict(summary.counts),
        "shares": {
            code: f"{summary.shares[code]:.2f}" if code in summary.shares else None
            for code in summary.level_labels
        },
        "shares_sum": f"{sum(summary.shares.values()):.2f}" if summary.shares else None,
        "hash": summary.hash,
        "revision": summary.revision,
        "exception": summary.exception,
    }


def year_document(report: YearReport) -> dict[str, Any]:
    """The report of a longer period by the contract."""
    return {
        "unit": report.unit_code,
        "period": str(report.period),
        "rows": [year_row_document(row) for row in report.rows],
        "by_kind": {
            kind: {
                "rated": counted.rated,
                "good_or_better": counted.good,
                "share": None if counted.share is None else f"{counted.share:.2f}",
            }
            for kind, counted in report.by_kind.items()
        },
        "hash": report.hash,
    }


def person_period_document(of: PersonPeriod) -> dict[str, Any]:
    """One person's longer period: its months, the periods inside it, and what follows from it."""
    return {
        "period": str(of.period),
        **year_row_document(of.row),
        "parts": [
            {"period": str(each.period), "unit": each.unit_code, "total": each.total, "level": each.level}
            for each in of.parts
        ],
        "levels": [{"code": code, "label": label} for code, label in of.levels],
        "proposals": list(of.proposals),
        "final": of.is_final,
        "hash": of.hash,
    }


def year_row_document(row: YearRow) -> dict[str, Any]:
    """One person's line of a longer period."""
    return {
        "code": row.code,
        "name": row.name,
        "position": row.position,
        "unit": row.unit_code,
        "kind": row.kind,
        "policy": row.policy or None,
        "stage": row.stage.value if row.stage else None,
        "origin": row.origin.value,
        "months": [month_document(month) for month in row.months],
        "total": row.total,
        "level": row.level,
        "reason": row.reason,
        "source": row.source or None,
    }


def person_document(of: PersonSheet) -> dict[str, Any]:
    """A person's month: every mark of every stage, the rating and its trace."""
    who = of.sheet.participant
    return {
        "code": who.code,
        "name": who.name,
        "position": who.title,
        "unit": of.round.unit_code,
        "period": str(of.round.period),
        "form": who.form,
        "marks": {
            stage.value: {
                code: {"points": mark.points, "note": mark.note or None}
                for code, mark in of.sheet.marks.get(stage, {}).items()
            }
            for stage in (Stage.SELF, Stage.DEPUTY, Stage.HEAD)
        },
        "words": words_document(words_of(of.sheet)),
        "facts": facts_document(of.sheet.facts),
        "evidence": [evidence_document(each) for each in of.sheet.evidence],
        "decisions": [decision_document(each) for each in of.sheet.decisions],
        "result": rating_document(of.rating) if of.rating else None,
        "level_label": of.level_label or None,
        "hash": of.hash,
    }


def words_document(words: Mapping[str, str]) -> dict[str, str | None]:
    """What was written of a person in words, as scripts read it."""
    names = {STRENGTHS: "strengths", WEAKNESSES: "weaknesses", OPINION: "opinion"}
    return {name: words[code] or None for code, name in names.items()}


def decision_document(decision: Decision) -> dict[str, Any]:
    """What the head decided on a suggestion, and what it did to the mark."""
    return {
        "key": decision.key,
        "answer": decision.answer.value,
        "code": decision.code,
        "rests_on": decision.evidence,
        "row": decision.row or None,
        "points": decision.points,
        "before": decision.before,
        "reason": decision.reason or None,
        "by": decision.by,
        "at": decision.at.isoformat(),
    }


def _named(groups: Iterable[tuple[str, Group]]) -> dict[str, Any]:
    return {name: _group(group) for name, group in groups}


def _group(group: Group) -> dict[str, Any]:
    return {
        "people": group.people,
        "rated": group.rated,
        "counts": dict(group.counts),
        "shares": {level: _share(group.share(level)) for level in group.counts},
        "good_or_better": group.good,
        "share": _share(group.good_share),
    }


def _scorer(scorer: Scorer) -> dict[str, Any]:
    return {
        "name": scorer.name,
        "role": scorer.role.value,
        "unit": scorer.unit_code,
        "rated": scorer.rated,
        "good_or_better": scorer.good,
        "share": _share(scorer.good_share),
        "same_total": {
            "people": scorer.alike,
            "total": scorer.alike_total,
            "share": _share(scorer.alike_share),
        },
        "self_head_gap": scorer.gap,
    }


def _table(table: ReportTable) -> dict[str, Any]:
    shares = {number for number, column in enumerate(table.columns) if column.is_share}
    return {
        "caption": table.caption,
        "columns": [column.title for column in table.columns],
        "rows": [
            [
                _share(cell) if number in shares and isinstance(cell, Decimal) else cell
                for number, cell in enumerate(row)
            ]
            for row in table.rows
        ],
    }


def _share(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"
