"""The registers in the file: what goes in comes out, and what a result was settled by stays."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.domain.entry_kinds import KINDS
from evalapp.domain.people import PersonId
from evalapp.domain.registers import Entry, EntryId
from evalapp.domain.rounds import Answer, Decision
from evalapp.store.topics import Topic
from evalapp.store.workspace import Workspace
from tests import make

DECISION = Decision(
    "1:LATE", Answer.ACCEPTED, "LATE", "Đi muộn, ngày 09/07/2018", "local", make.NOON, "", "I.1",
    Decimal("-0.5"), Decimal(6), "Trừ 0,5 điểm",
)  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return make.office(tmp_path)


def person_id(of: Workspace, code: str = "NV003") -> PersonId:
    with of.work() as work:
        return work.people.by_code(code).id


def late(of: Workspace) -> Entry:
    return Entry(
        EntryId(0), KINDS["late"], date(2018, 7, 9), None, person_id(of), document="3/BB",
        place=make.unit_id(of), place_code=make.OFFICE, note="30 phút", recorded_by="local",
        recorded_at=make.NOON,
    )  # fmt: skip


def test_an_entry_comes_back_as_it_went_in(office: Workspace) -> None:
    entry = late(office)
    with office.work() as work:
        stored = work.registers.add(entry)
        work.audit.record("test", "entry")
    withdrawn = stored.withdraw(reason="Nhầm", by="lan", at=make.NOON)

    with office.work() as work:
        assert work.registers.get(stored.id) == replace(entry, id=stored.id)
        work.registers.save(withdrawn)
        work.audit.record("test", "entry")
        assert work.touched == {Topic.REGISTERS, Topic.SCORES}

    with office.work() as work:
        assert work.registers.all() == [withdrawn]


def test_an_entry_that_is_not_there_is_refused(office: Workspace) -> None:
    with office.work() as work, pytest.raises(UserError, match="no entry 7"):
        work.registers.get(EntryId(7))


def test_a_decision_comes_back_as_it_went_in_and_goes_when_taken_back(office: Workspace) -> None:
    opened = make.opened(office)
    with office.work() as work:
        key = work.rounds.sheets(opened.id)[0].participant.sheet
        work.registers.add_decisions([(key, DECISION)])
        work.audit.record("test", "decision")

    with office.work() as work:
        assert work.rounds.sheet(key)[1].decisions == (DECISION,)
        work.registers.remove_decision(key, DECISION.key)
        work.audit.record("test", "decision")
        assert work.rounds.sheet(key)[1].decisions == ()


def test_an_open_month_follows_the_registers_and_a_settled_one_keeps_what_it_was_settled_by(
    office: Workspace,
) -> None:
    current = make.scored(office)
    entry = replace(late(office), kind=KINDS["discipline"], place=None, place_code="")
    with office.work() as work:
        stored = work.registers.add(entry)
        work.audit.record("test", "entry")
        [sheet] = [each for each in work.rounds.sheets(current.id) if each.facts]
    assert (sheet.participant.code, sheet.facts) == ("NV003", {"disciplined": True})

    with office.work() as work:
        work.registers.keep([sheet])
        work.rounds.save(current.settled(exception=None, first=(), first_reason=""))
        work.registers.save(stored.withdraw(reason="Nhầm", by="lan", at=make.NOON))
        work.audit.record("test", "settled")

    with office.work() as work:
        _, kept = work.rounds.sheet(sheet.participant.sheet)
        assert (kept.facts, kept.evidence) == (sheet.facts, sheet.evidence)
        assert work.registers.held(current, [kept.participant]) == {}
        assert work.registers.uses() == {}


def test_what_was_kept_of_a_month_that_goes_back_is_let_go(office: Workspace) -> None:
    current = make.scored(office)
    entry = replace(late(office), kind=KINDS["discipline"])
    with office.work() as work:
        work.registers.add(entry)
        work.registers.keep(work.rounds.sheets(current.id))
        work.audit.record("test", "settled")
        people = [sheet.participant for sheet in work.rounds.sheets(current.id)]
        assert len(work.registers.kept(people)) == 1

        work.registers.release(current.id)

        assert work.registers.kept(people) == {}
