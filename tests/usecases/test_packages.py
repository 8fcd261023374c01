"""Visits travel by files: whole, once, in any order; what both sides changed is decided by a person."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.documents.packages import open_package
from evalapp.domain.imports import ImportChoice
from evalapp.domain.inspection_teams import Part
from evalapp.domain.inspections import Visit, VisitKind
from evalapp.domain.packages import Choice
from evalapp.domain.visit_records import VisitRecord
from evalapp.store.workspace import Workspace
from evalapp.usecases.conduct import fill_topic
from evalapp.usecases.exchange import pack_lists, pack_visits
from evalapp.usecases.exchange import unpack as take_in
from evalapp.usecases.field_parts import change_finding
from evalapp.usecases.field_visits import finish_visit, reopen_visit, say_clean, set_field, start_visit
from evalapp.usecases.hearings import confirm_finding, withdraw_finding
from evalapp.usecases.integrity import broken_evidence
from evalapp.usecases.minutes import broken_minutes, sign_minutes
from evalapp.usecases.packages import Decisions, Taken
from evalapp.usecases.teams import member_named, plan_visit, record_team
from tests import make, visiting

LOOK = ImportChoice(dry_run=True)
DRESS = "Không mặc trang phục công sở"


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Workspace]:
    (tmp_path / "laptop").mkdir()
    workspace, visit = visiting.visited(tmp_path / "laptop")
    visiting.take(workspace, visit)
    visiting.state(workspace, visit)
    with workspace.work() as work:
        sign_minutes(work, visit_id=visit.id, signers=[visiting.TEAM, visiting.UNIT])
    yield workspace
    workspace.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    (tmp_path / "office").mkdir()
    workspace = make.office(tmp_path / "office")
    yield workspace
    workspace.close()


def visit_of(of: Workspace, number: str = visiting.NUMBER) -> Visit:
    with of.work() as work:
        return work.inspections.by_number(number)


def record_of(of: Workspace, number: str = visiting.NUMBER) -> VisitRecord | None:
    uid = visit_of(of, number).uid
    with of.work() as work:
        return work.visit_records.get(uid)


def pack(of: Workspace, name: str = "1") -> Path:
    out = of.path.parent / f"{name}.evpkg"
    with of.work() as work:
        pack_visits(work, out=out, visit_id=work.inspections.by_number(visiting.NUMBER).id)
    return out


def unpack(
    into: Workspace,
    file: Path,
    choice: ImportChoice = make.ALL,
    decided: Choice = Choice.LEAVE,
    number: str = visiting.NUMBER,
) -> Taken:
    named = {number: decided}
    with into.work() as work:
        return take_in(work, files=[file], choice=choice, decisions=Decisions(named))


def counts(taken: Taken) -> tuple[int, int, int, int]:
    report = taken.report
    return report.new, report.changed, report.same, len(report.refused)


def change(of: Workspace, **fields: str) -> None:
    """Open the visit again, write fields of it and of its first finding, and finish it."""
    visit = visit_of(of)
    with of.work() as work:
        reopen_visit(work, visit_id=visit.id, reason="bổ sung")
        for name, text in fields.items():
            if name == "finding":
                change_finding(work, finding_id=visit.findings[0].id, field="text", text=text)
            else:
                set_field(work, visit_id=visit.id, field=name, text=text)
        finish_visit(work, visit_id=visit.id)


def test_a_visit_comes_whole_and_sealed_and_only_once(laptop: Workspace, office: Workspace) -> None:
    file = pack(laptop)

    seen = unpack(office, file, LOOK)
    with office.work() as work:
        untouched = work.inspections.all()
    taken = unpack(office, file)
    again = unpack(office, file)

    assert (counts(seen), untouched) == ((1, 0, 0, 0), [])
    assert (counts(taken), counts(again), again.packages[0].came_before) == ((1, 0, 0, 0), (0, 0, 1, 0), True)
    assert record_of(office) == record_of(laptop)
    with office.work() as work:
        assert (broken_minutes(work), broken_evidence(work)) == ((1, []), (2, []))


def test_the_same_content_is_the_same_package_again(laptop: Workspace) -> None:
    first, second = pack(laptop, "1"), pack(laptop, "2")
    change(laptop, place="Tầng 2")
    third = pack(laptop, "3")

    with open_package(first) as one, open_package(third) as two:
        assert first.read_bytes() == second.read_bytes() != third.read_bytes()
        assert (two.manifest.sequence, two.manifest.previous) == (2, one.manifest.hash)


def test_older_packages_that_come_later_change_nothing_and_missing_ones_are_named(
    laptop: Workspace, office: Workspace
) -> None:
    first = pack(laptop, "1")
    change(laptop, place="Tầng 2")
    second = pack(laptop, "2")

    newest = unpack(office, second)
    oldest = unpack(office, first)

    assert [(gap.first, gap.last) for gap in newest.gaps] == [(1, 1)]
    assert (counts(oldest), oldest.gaps) == ((0, 0, 1, 0), ())
    assert record_of(office) == record_of(laptop)


def test_what_both_sides_changed_is_shown_and_waits_for_a_person(
    laptop: Workspace, office: Workspace
) -> None:
    unpack(office, pack(laptop, "1"))
    change(office, place="Tầng 3")
    change(laptop, place="Tầng 2", finding="Mặc áo phông")
    second = pack(laptop, "2")

    shown = unpack(office, second)
    kept = visit_of(office).place
    taken = unpack(office, second, decided=Choice.THEIRS)

    [conflict] = shown.conflicts
    told = {part.path[-1]: (part.ours, part.theirs) for part in conflict.parts}
    assert (counts(shown), shown.report.applied, kept) == ((0, 0, 0, 1), False, "Tầng 3")
    assert told["place"] == ("Tầng 3", "Tầng 2")
    assert told["text"] == (DRESS, "Mặc áo phông")
    assert (counts(taken), visit_of(office).place) == ((0, 1, 0, 0), "Tầng 2")
    assert record_of(office) == record_of(laptop)


def test_what_is_kept_against_the_other_side_goes_back_as_the_newer(
    laptop: Workspace, office: Workspace
) -> None:
    unpack(office, pack(laptop, "1"))
    change(office, place="Tầng 3")
    change(laptop, place="Tầng 2")
    second = pack(laptop, "2")

    kept = unpack(office, second, decided=Choice.OURS)
    again = unpack(office, second)
    back = unpack(laptop, pack(office, "back"))

    assert (counts(kept), counts(again), counts(back)) == ((0, 0, 1, 0), (0, 0, 1, 0), (0, 1, 0, 0))
    assert visit_of(laptop).place == "Tầng 3"


def test_what_was_decided_here_is_never_undone_by_a_package(laptop: Workspace, office: Workspace) -> None:
    unpack(office, pack(laptop, "1"))
    finding = visit_of(office).findings[0]
    with office.work() as work:
        confirm_finding(work, finding_id=finding.id, reason="đã nghe giải trình")
    change(laptop, finding="Mặc áo phông")

    taken = unpack(office, pack(laptop, "2"), decided=Choice.THEIRS)

    [refused] = taken.report.refused
    assert "heard or decided here" in str(refused.reasons[0])
    assert visit_of(office).findings[0].text == DRESS


def test_a_finding_confirmed_elsewhere_is_evidence_here_once_and_no_longer_when_it_is_withdrawn(
    laptop: Workspace, office: Workspace
) -> None:
    finding = visit_of(laptop).findings[0]
    with laptop.work() as work:
        confirm_finding(work, finding_id=finding.id, reason="đã nghe giải trình")
    first = pack(laptop, "1")
    unpack(office, first)
    unpack(office, first)
    with office.work() as work:
        entries = work.registers.all()
    with laptop.work() as work:
        withdraw_finding(work, finding_id=finding.id, reason="có giấy phép")
    unpack(office, pack(laptop, "3"))
    with office.work() as work:
        [gone] = work.registers.all()

    [entry] = entries
    assert (entry.kind.code, entry.topic, entry.document) == (
        "finding_light", "HN522.DRESS", visiting.NUMBER,
    )  # fmt: skip
    assert gone.withdrawn == "có giấy phép"


def test_another_visit_of_the_same_number_is_asked_about_and_comes_under_its_own(
    laptop: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other, _ = visiting.visited(tmp_path / "other", visiting.DRESS)

    asked = unpack(other, pack(laptop))
    taken = unpack(other, pack(laptop), decided=Choice.THEIRS)
    again = unpack(other, pack(laptop))

    assert (counts(asked), counts(taken), counts(again)) == ((0, 0, 0, 1), (1, 0, 0, 0), (0, 0, 1, 0))
    assert (len(visit_of(other).findings), len(visit_of(other, "05/BB (2)").findings)) == (1, 2)
    other.close()


def test_a_visit_that_names_somebody_else_or_an_unknown_unit_does_not_come_in(
    laptop: Workspace, tmp_path: Path
) -> None:
    file = pack(laptop)
    someone = make.workspace(tmp_path, name="someone.sqlite")
    make.take_units(someone)
    make.take_people(someone, make.person_row(7, name="Trần Văn Khác", birth="01/01/1990"))
    nobody = make.workspace(tmp_path, name="nobody.sqlite")

    else_ = unpack(someone, file).report.refused[0].reasons[0]
    unknown = unpack(nobody, file).report.refused[0].reasons[0]

    assert (else_.values["code"], else_.values["ours"]) == ("NV007", "Trần Văn Khác (01/01/1990)")
    assert (unknown.values["code"], unknown.values["name"]) == ("PNV", "Phòng Nội vụ")
    someone.close()
    nobody.close()


def test_a_visit_under_way_is_not_packed(laptop: Workspace) -> None:
    visit = visit_of(laptop)
    with laptop.work() as work:
        reopen_visit(work, visit_id=visit.id, reason="bổ sung")

    with pytest.raises(UserError, match="under way"):
        pack(laptop)


def kit(of: Workspace, name: str = "kit") -> Path:
    out = of.path.parent / f"{name}.evpkg"
    with of.work() as work:
        pack_lists(work, out=out)
    return out


def test_a_laptop_gets_what_it_needs_and_its_visits_come_back_with_their_decision(
    office: Workspace, tmp_path: Path
) -> None:
    with office.work() as work:
        head = [member_named(work, "NV001", Part.HEAD), member_named(work, "Ngô Văn Ngoài, Chuyên gia")]
        since, until = date(2018, 7, 1), date(2018, 12, 31)
        record_team(work, number="12/QĐ", day=since, members=head, units=["PNV"], since=since, until=until)
        unit = work.units.by_code("PNV").id
        plan_visit(work, plan="3/KH", kind=VisitKind.THEMATIC, unit=unit, since=since, until=until)
        fill_topic(work, topic="HN522.DRESS", article="Điều 5", source="bản sao của sở")
    laptop = make.workspace(tmp_path, name="laptop.sqlite")

    first, again = unpack(laptop, kit(office)), unpack(laptop, kit(office))
    with laptop.work() as work:
        unit = work.units.by_code("PNV").id
        visit = start_visit(work, unit=unit, kind=VisitKind.THEMATIC, number=visiting.NUMBER)
        say_clean(work, visit_id=visit.id)
        finish_visit(work, visit_id=visit.id)
    back = unpack(office, pack(laptop))

    with office.work() as work:
        [planned], visit = work.planned.all(), work.inspections.by_number(visiting.NUMBER)
        team = work.teams.get(visit.team) if visit.team else None
    assert (counts(first), counts(again)) == ((16, 0, 1, 0), (0, 0, 17, 0))
    assert (counts(back), planned.visit_number, team and team.number) == ((1, 0, 1, 0), "05/BB", "12/QĐ")
    laptop.close()


def test_a_code_that_means_somebody_else_is_asked_about(office: Workspace, tmp_path: Path) -> None:
    laptop = make.workspace(tmp_path, name="laptop.sqlite")
    make.take_units(laptop)
    make.take_people(laptop, make.person_row(3, name="Trần Văn Khác", birth="01/01/1990"))

    asked = unpack(laptop, kit(office))
    kept = unpack(laptop, kit(office), decided=Choice.OURS, number="NV003")
    again = unpack(laptop, kit(office))

    [conflict] = asked.conflicts
    with laptop.work() as work:
        ours = work.people.by_code("NV003").name
    assert (conflict.called, str(conflict.reason)) == (
        "NV003",
        "The code NV003 means somebody else here: Trần Văn Khác, not Nguyễn Hải Anh.",
    )
    assert (asked.report.applied, ours) == (False, "Trần Văn Khác")
    assert (counts(kept), counts(again)) == ((9, 0, 5, 0), (0, 0, 14, 0))
    laptop.close()
