"""Policies as files that offices send each other, and as the empty form that they print."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from evalapp.base import paths
from evalapp.base.causes import cause
from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.documents.papers.files import whole_or_not_at_all
from evalapp.domain.people import Category, PersonId, Role
from evalapp.domain.periods import Period
from evalapp.domain.policy.canonical import sha256_of
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.reader import MAIN_FILE
from evalapp.domain.policy.writing import write_policy
from evalapp.domain.rights import Right
from evalapp.domain.rounds import Participant, PersonSheet, PolicyRef, Round, RoundId, Sheet, SheetId, Stage
from evalapp.domain.units import UnitId
from evalapp.store.work import Work
from evalapp.usecases.policies import folder_texts, shipped_examples
from evalapp.usecases.summaries import form_paper, tracking_paper

_NOBODY = "…………………………"


def write_folder(work: Work, *, document: Mapping[str, Any], folder: Path) -> Path:
    """Write a version or draft, with its worked examples, as TOML files; nothing there is written over."""
    work.require(Right.READ_PEOPLE)
    return _put_files(write_policy(document, examples_of(work, document)), folder)


def begin_folder(folder: Path) -> Path:
    """Write a small sound policy with comments, for somebody to make their own of it."""
    return _put_files(folder_texts(paths.resources() / "policy_start"), folder)


def _put_files(files: Mapping[str, str], folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = [name for name in sorted(files) if (folder / name).exists()]
        if taken:
            raise UserError(
                N_("“{folder}” holds {file} already. Choose an empty folder."),
                folder=folder.name,
                file=taken[0],
            )
        for name in sorted(files, key=lambda each: each == MAIN_FILE):  # what makes it a policy comes last
            with whole_or_not_at_all(folder / name) as unfinished:
                unfinished.write_text(files[name], encoding="utf-8")
    except OSError as error:
        raise UserError(
            N_("“{folder}” cannot be written to: {reason}."), folder=str(folder), reason=cause(error)
        ) from error
    return folder


def examples_of(work: Work, document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The worked examples of a version (published with it, or shipped), or of the draft of that code."""
    fingerprint = sha256_of(document)
    draft = next((each for each in work.drafts.all() if each.document == document), None)
    if draft is not None:
        return draft.examples
    return work.policies.examples(fingerprint) or shipped_examples(fingerprint)


def empty_sheet(policy: Policy, form: int, unit_name: str, now: datetime) -> PersonSheet:
    """Nobody's form of a policy, to be looked at as it would be printed."""
    if form >= len(policy.forms):
        raise UserError(N_("The policy has no form that could be printed."))
    chosen = policy.forms[form]
    role = chosen.roles[0] if chosen.roles else Role.STAFF
    category = chosen.categories[0] if chosen.categories else Category.CIVIL_SERVANT
    sheet = SheetId(0)
    who = Participant(sheet, "", PersonId(0), "…", _NOBODY, "…", role, category, chosen.code)
    of = Round(
        RoundId(0),
        "",
        UnitId(0),
        policy.unit or "…",
        unit_name or _NOBODY,
        "",
        Period.month_of(policy.effective_from),
        PolicyRef(
            0,
            policy.code,
            policy.version,
            policy.hash,
            policy.title,
            policy.cited,
        ),
        Stage.SELF,
        now,
    )
    paper, tracking = form_paper(policy), tracking_paper(policy, chosen, of.period)
    signatures = paper.signatures if paper else ()
    return PersonSheet(
        of, Sheet(who), chosen, None, "", policy.hash, signatures=signatures, tracking=tracking
    )
