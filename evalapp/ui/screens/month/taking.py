"""Files that come into the month: filled forms and lists of scores, each in one transaction."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from evalapp.base.messages import tr
from evalapp.documents.reading.lists import ReadList
from evalapp.documents.reading.specs import SCORES
from evalapp.domain.imports import ImportChoice, ImportReport
from evalapp.domain.rounds import DECIDING, SCORING, STAGE_LABELS, Round, RoundId, Stage
from evalapp.store.work import Work
from evalapp.ui.shell.intake_state import Intake, Taken, list_intake
from evalapp.usecases.forms import import_forms, read_forms
from evalapp.usecases.scores_import import import_scores


def forms_of(current: Round, folder: Path, name_of: Callable[[str], str]) -> Intake:
    """The filled forms of a folder."""
    title = tr("Self-score forms: {folder}", folder=folder.name)
    return Intake(title, partial(_take_forms, current.id, folder), name_of)


def scores_of(current: Round, file: Path) -> Intake:
    """A score list, for the stage that the month is at."""
    stage = current.stage if current.stage in SCORING else DECIDING
    title = tr("Score list, {stage}", stage=tr(STAGE_LABELS[stage]))
    return list_intake(title, file, SCORES, partial(_take_scores, current.id, stage))


def _take_forms(round_id: RoundId, folder: Path, work: Work, choice: ImportChoice) -> Taken:
    """Take the filled forms of a folder in."""
    return Taken(import_forms(work, round_id=round_id, read=read_forms(folder, work.progress), choice=choice))


def _take_scores(
    round_id: RoundId, stage: Stage, work: Work, read: ReadList, choice: ImportChoice
) -> ImportReport:
    """Take a score list in at a stage."""
    return import_scores(work, round_id=round_id, read=read, stage=stage, choice=choice)
