"""`evalapp scores`: a unit's score list at any stage of an open month, or one score with its note."""

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, shown, tr, tr_error, tr_map
from evalapp.cli.answers import DONE, put_json, put_table, say
from evalapp.cli.command import Verbs, add_month, add_verb, month_of, wants_json, working
from evalapp.cli.imports import add_list, run_import
from evalapp.cli.report_documents import words_document
from evalapp.documents.reading.specs import SCORES
from evalapp.domain.actions import ACTION_WORDS
from evalapp.domain.policy.points import read_points
from evalapp.domain.proofs import PROOF_LABELS
from evalapp.domain.reasons import Gap, asked, left_note, note_left
from evalapp.domain.rounds import STAGE_LABELS, Mark
from evalapp.domain.sheet_words import OPINION, STRENGTHS, WEAKNESSES, WORD_LABELS, words_of
from evalapp.usecases.history import ScoreChange, score_history
from evalapp.usecases.lacking import Lacks, lacks_of
from evalapp.usecases.scores import enter_mark, scored_row, stage_of
from evalapp.usecases.scores_import import import_scores
from evalapp.usecases.sheet_words import write_words
from evalapp.usecases.suggestions import find_participant
from evalapp.usecases.summaries import person_sheet

_WORDS = {"--strengths": STRENGTHS, "--weaknesses": WEAKNESSES, "--opinion": OPINION}
_STAGES = ("self", "deputy", "head")


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    taken = add_verb(verbs, "import", _import, N_("take a unit's score list in"))
    add_list(taken)
    add_month(taken)
    taken.add_argument("--stage", required=True, choices=_STAGES)
    given = add_verb(verbs, "set", _set, N_("give one row of one person its points, its note, or both"))
    add_month(given)
    given.add_argument("--person", required=True, metavar=tr("CODE"))
    given.add_argument("--stage", required=True, choices=_STAGES)
    given.add_argument("--row", required=True, metavar=tr("CODE"), help=tr("the row, as I.1"))
    given.add_argument("--points", metavar=tr("POINTS"), help=tr("as 4,5; an empty text: not scored"))
    given.add_argument(
        "--note", metavar=tr("TEXT"), help=tr("what the score rests on, or why it differs from another stage")
    )
    words = add_verb(
        verbs, "words", _words, N_("write somebody's strengths, weaknesses, the opinion on them")
    )
    add_month(words)
    words.add_argument("--person", required=True, metavar=tr("CODE"))
    for option in _WORDS:
        words.add_argument(option, metavar=tr("TEXT"), help=tr("without any of these they are shown"))
    told = add_verb(verbs, "history", _history, N_("every change of somebody's scores: who, when, from what"))
    add_month(told)
    told.add_argument("--person", required=True, metavar=tr("CODE"))
    told.add_argument("--row", default="", metavar=tr("CODE"), help=tr("only this row, as I.1"))


def _import(args: Namespace) -> int:
    return run_import(
        args,
        SCORES,
        lambda work, read, choice: import_scores(
            work, round_id=month_of(work, args).id, read=read, stage=stage_of(args.stage), choice=choice
        ),
    )


def _set(args: Namespace) -> int:
    if args.points is None and args.note is None:
        raise UserError(N_("Say what to give the row: --points, --note, or both."))
    stage = stage_of(args.stage)
    with working(args) as work:
        current = month_of(work, args)
        who = find_participant(work, round_id=current.id, code=args.person)
        policy = work.policies.get(current.policy.id)
        _, sheet = work.rounds.sheet(who.sheet)
        row = scored_row(policy, sheet, args.row)
        text = args.points
        before = sheet.mark(stage, row.code)
        points = before.points if text is None else None
        if text is not None and text.strip():
            points = read_points(row, text)
        after = enter_mark(
            work, sheet_id=who.sheet, stage=stage, code=row.code, points=points, note=args.note
        )
        lacks = lacks_of(policy, after, stage)
    mark = after.mark(stage, row.code)
    left = note_left(before, mark, sheet.decisions)
    here = replace(
        lacks,
        evidence={code: proof for code, proof in lacks.evidence.items() if code == row.code},
        reasons={code: gap for code, gap in lacks.reasons.items() if code == row.code},
    )
    if wants_json(args):
        document = {"person": who.code, "stage": stage.value, "row": row.code}
        put_json(
            {
                **document,
                "points": mark.points,
                "note": mark.note or None,
                **lacks_document(here),
                "left_note": left or None,
            }
        )
        return DONE
    value = tr("not scored") if mark.points is None else shown(mark.points)
    say(f"{who.name} ({who.code}), {row.code}: {value}" + (f" ({mark.note})" if mark.note else ""))
    said = [tr("Please check: {text}", text=line) for line in lacking_lines(who.code, here)]
    if here.reasons:
        said.append(tr("Give the reason with --note."))
    if left and before.points is not None:
        said.append(tr("Please check: {text}", text=tr_error(left_note(before.points, left, row.code))))
    say(*said)
    return DONE


def _words(args: Namespace) -> int:
    given = {code: getattr(args, option.strip("-")) for option, code in _WORDS.items()}
    wanted = {code: text for code, text in given.items() if text is not None}
    with working(args) as work:
        who = find_participant(work, round_id=month_of(work, args).id, code=args.person)
        if wanted:
            words = write_words(work, sheet_id=who.sheet, words=wanted)
        else:
            words = words_of(person_sheet(work, sheet_id=who.sheet).sheet)
    if wants_json(args):
        put_json({"person": who.code, **words_document(words)})
    else:
        say(
            f"{who.name} ({who.code})",
            *(f"{tr(WORD_LABELS[code])}: {text or '–'}" for code, text in words.items()),
        )
    return DONE


def _history(args: Namespace) -> int:
    with working(args) as work:
        who = find_participant(work, round_id=month_of(work, args).id, code=args.person)
        told = score_history(work, sheet_id=who.sheet)
    changes = [each for each in told if not args.row or each.row in ("", args.row)]
    if wants_json(args):
        put_json({"person": who.code, "changes": [_change_document(each) for each in changes]})
        return DONE
    put_table(
        (N_("When"), N_("Who"), N_("Step"), N_("Row"), N_("Before"), N_("After"), N_("How"), N_("File")),
        [
            (
                shown(each.at),
                each.by,
                tr(STAGE_LABELS[each.stage]) if each.stage else "",
                each.row,
                _mark_words(each.before),
                _mark_words(each.after),
                tr_map(ACTION_WORDS, each.action),
                each.source,
            )
            for each in changes
        ],
        nothing=N_("No score of this person was ever changed."),
    )
    return DONE


def _mark_words(mark: Mark | None) -> str:
    if mark is None:
        return ""
    points = tr("not scored") if mark.points is None else str(shown(mark.points))
    return f"{points} ({mark.note})" if mark.note else points


def _change_document(of: ScoreChange) -> dict[str, Any]:
    return {
        "at": of.at.isoformat(),
        "by": of.by,
        "action": of.action,
        "stage": of.stage.value if of.stage else None,
        "row": of.row or None,
        "before": _mark_document(of.before),
        "after": _mark_document(of.after),
        "file": of.source or None,
    }


def _mark_document(mark: Mark | None) -> dict[str, Any] | None:
    return None if mark is None else {"points": mark.points, "note": mark.note or None}


def put_lacking(lacking: Mapping[str, Lacks]) -> None:
    """Say whose scores lack what."""
    for code, lacks in lacking.items():
        say(*lacking_lines(code, lacks))


def lacking_lines(code: str, lacks: Lacks) -> list[str]:
    """What somebody's scores lack, a line for each row."""
    said = [
        tr("{code}, row {row} {lack}.", code=code, row=row, lack=tr(PROOF_LABELS[proof]))
        for row, proof in lacks.evidence.items()
    ]
    return said + [f"{code}, {tr_error(asked(gap))}" for gap in lacks.reasons.values()]


def lacks_document(lacks: Lacks) -> dict[str, Any]:
    """What somebody's scores lack, as scripts read it."""
    return {
        "evidence": {row: proof.value for row, proof in lacks.evidence.items()},
        "reasons": [_gap(gap) for gap in lacks.reasons.values()],
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "row": gap.code,
        "stage": gap.stage.value,
        "points": gap.points,
        "against": gap.against.value,
        "before": gap.before,
        "limit": gap.limit,
    }
