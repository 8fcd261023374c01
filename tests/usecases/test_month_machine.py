"""The month under any order of steps: what must hold after each of them."""

import shutil
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from evalapp.base.errors import UserError
from evalapp.domain.policy.model import OPTIONAL_KINDS, Kind
from evalapp.domain.rounds import SCORING, RoundId, SheetId, Stage
from evalapp.store.workspace import Workspace
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.rounds import advance_round, round_status, set_unrated
from evalapp.usecases.scores import copy_marks, enter_mark
from evalapp.usecases.settling import close_round, preview_settlement, reopen_round, settle_round
from evalapp.usecases.summaries import summarise
from tests import make

PEOPLE = make.CODES[2:6]
ROWS = ("I.1", "II.1.3", "II.2", "III")


class Month(RuleBasedStateMachine):
    """One unit's month on a real file, beside a plain record of every mark that was acknowledged."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.workspace: Workspace = self.made()
        make.take_units(self.workspace)
        make.take_people(self.workspace, *(make.person_row(make.CODES.index(code) + 1) for code in PEOPLE))
        self.round = make.opened(self.workspace).id
        self.marks: dict[tuple[str, Stage, str], Decimal] = {}
        self.unrated: set[str] = set()
        self.closed: dict[RoundId, object] = {}

    def made(self) -> Workspace:
        return make.workspace(self.folder)

    def teardown(self) -> None:
        with self.workspace.work() as work:
            assert check_workspace(work).ok
        self.workspace.close()
        shutil.rmtree(self.folder)

    @property
    def stage(self) -> Stage:
        return make.round_now(self.workspace, self.round).stage

    def sheet(self, code: str) -> SheetId:
        with self.workspace.work() as work:
            sheets = work.rounds.sheets(self.round)
        return next(s.participant.sheet for s in sheets if s.participant.code == code)

    def takes_scores(self) -> bool:
        return self.stage not in (Stage.SETTLED, Stage.CLOSED)

    @rule(
        who=st.sampled_from(PEOPLE),
        stage=st.sampled_from(SCORING),
        row=st.sampled_from(ROWS),
        halves=st.none() | st.integers(0, 4),
    )
    def score(self, who: str, stage: Stage, row: str, halves: int | None) -> None:
        points = None if halves is None else Decimal(halves) / 2
        allowed, key = self.takes_scores(), self.sheet(who)
        try:
            with self.workspace.work() as work:
                enter_mark(work, sheet_id=key, stage=stage, code=row, points=points)
        except UserError:
            assert not allowed
            return
        if allowed:
            self.marks.pop((who, stage, row), None)
            if points is not None:
                self.marks[who, stage, row] = points

    @precondition(lambda self: self.takes_scores())
    @rule(
        totals=st.dictionaries(
            st.sampled_from(PEOPLE), st.sampled_from(["95", "90", "80.5", "40"]), min_size=1
        )
    )
    def take_list(self, totals: dict[str, str]) -> None:
        make.give(self.workspace, self.round, totals)
        for who, total in totals.items():
            for row, points in make.points(who, total).items():
                self.marks[who, Stage.HEAD, row] = points

    @precondition(lambda self: self.takes_scores())
    @rule(totals=st.just(dict.fromkeys(PEOPLE, "92")))
    def take_full_list(self, totals: dict[str, str]) -> None:
        self.take_list(totals)

    @precondition(lambda self: self.takes_scores())
    @rule(source=st.sampled_from([Stage.SELF, Stage.DEPUTY]))
    def carry(self, source: Stage) -> None:
        with self.workspace.work() as work:
            copy_marks(work, round_id=self.round, source=source, target=Stage.HEAD)
        for (who, stage, row), points in list(self.marks.items()):
            if stage is source:
                self.marks.setdefault((who, Stage.HEAD, row), points)

    @rule(who=st.sampled_from(PEOPLE), reason=st.sampled_from([None, "Nghỉ ốm"]))
    def unrate(self, who: str, reason: str | None) -> None:
        allowed, key = self.takes_scores(), self.sheet(who)
        try:
            with self.workspace.work() as work:
                set_unrated(work, sheet_id=key, reason=reason)
        except UserError:
            assert not allowed
            return
        self.unrated = self.unrated | {who} if reason else self.unrated - {who}

    @rule(to=st.sampled_from([Stage.DEPUTY, Stage.HEAD, Stage.SETTLING]))
    def advance(self, to: Stage) -> None:
        before = make.round_now(self.workspace, self.round)
        try:
            with self.workspace.work() as work:
                advance_round(work, round_id=self.round, to=to)
        except UserError:
            assert make.round_now(self.workspace, self.round) == before

    @rule()
    def settle(self) -> None:
        before = make.round_now(self.workspace, self.round)
        try:
            with self.workspace.work() as work:
                ties = [t for line in preview_settlement(work, round_id=self.round).quota for t in line.ties]
                first = tuple(code for tied in ties for code in tied)
                settle_round(work, round_id=self.round, first=first, reason="Thâm niên")
        except UserError:
            assert make.round_now(self.workspace, self.round) == before
        else:
            assert before.stage in (Stage.HEAD, Stage.SETTLING)
            assert self.independent_missing() == set()

    @rule()
    def close(self) -> None:
        stage = self.stage
        try:
            with self.workspace.work() as work:
                close_round(work, round_id=self.round)
        except UserError:
            assert stage is not Stage.SETTLED
        else:
            self.closed[self.round] = self.told(self.round)

    @rule()
    def reopen(self) -> None:
        stage = self.stage
        try:
            with self.workspace.work() as work:
                self.round = reopen_round(work, round_id=self.round, reason="Sai điểm").id
        except UserError:
            assert stage is not Stage.CLOSED

    def told(self, key: RoundId) -> object:
        with self.workspace.work() as work:
            return summarise(work, round_id=key), work.rounds.sheets(key), work.rounds.results(key)

    def independent_missing(self) -> set[str]:
        form = make.policy().form("staff")
        assert form is not None
        needed = {row.code for row in form.leaves if row.kind not in OPTIONAL_KINDS}
        return {
            who
            for who in PEOPLE
            if who not in self.unrated and any((who, Stage.HEAD, row) not in self.marks for row in needed)
        }

    @invariant()
    def every_acknowledged_mark_is_there_and_no_other(self) -> None:
        with self.workspace.work() as work:
            stored = {
                (sheet.participant.code, stage, row): mark
                for sheet in work.rounds.sheets(self.round)
                for stage, marks in sheet.marks.items()
                for row, mark in marks.items()
            }
        scored = {key: mark.points for key, mark in stored.items() if mark.points is not None}
        assert scored == self.marks
        # A row that is not scored any more keeps what was written beside it, and nothing else is kept.
        assert all(mark.note for key, mark in stored.items() if key not in scored)

    @invariant()
    def totals_agree_with_an_independent_sum_and_are_unknown_before(self) -> None:
        form = make.policy().form("staff")
        assert form is not None
        bonus = {row.code for row in form.leaves if row.kind is Kind.BONUS}
        missing = self.independent_missing()
        with self.workspace.work() as work:
            rows = summarise(work, round_id=self.round).rows
            status = round_status(work, round_id=self.round)
        for row in rows:
            given = {
                code: p for (who, at, code), p in self.marks.items() if (who, at) == (row.code, Stage.HEAD)
            }
            if row.code in missing or row.code in self.unrated:
                assert (row.total, row.level) == (None, None)
            else:
                assert row.total == sum(given.values())
                assert row.bonus == sum((p for code, p in given.items() if code in bonus), Decimal(0))
        if status.round.stage in (Stage.HEAD, Stage.SETTLING, Stage.SETTLED, Stage.CLOSED):
            assert set(status.not_scored) == missing

    @invariant()
    def what_is_closed_never_changes(self) -> None:
        for key, before in self.closed.items():
            assert self.told(key) == before

    @invariant()
    def history_and_seals_are_whole(self) -> None:
        with self.workspace.work() as work:
            checked = check_workspace(work)
        assert checked.ok, checked
        assert checked.seals_checked == len(PEOPLE) * len(self.closed)


Month.TestCase.settings = settings(max_examples=6, stateful_step_count=20, deadline=None)
TestAMonthInAnyOrderOfSteps = Month.TestCase


def test_the_machine_can_fail() -> None:
    month = Month()
    month.marks["NV003", Stage.HEAD, "I.1"] = Decimal(6)

    with pytest.raises(AssertionError):
        month.every_acknowledged_mark_is_there_and_no_other()
    month.teardown()
