"""Closed months go to the personnel office by files: as they were sealed, and once."""

import zlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.devtools.unit_packages import write_month_of
from evalapp.domain.distribution import Distribution
from evalapp.domain.imports import ImportChoice
from evalapp.domain.packages import Choice, Item, Thing
from evalapp.domain.policy.canonical import canonical_json
from evalapp.domain.standings import UnitMonth
from evalapp.store.copies import write_copy
from evalapp.store.work import Work
from evalapp.store.workspace import Workspace
from evalapp.usecases.distribution import distribution_report
from evalapp.usecases.entering import PersonEntry, edit_person
from evalapp.usecases.month_packages import (
    broken_received,
    expected_months,
    month_record,
    receive_months,
    send_month,
)
from evalapp.usecases.overview import month_overview
from evalapp.usecases.packages import Decisions, Taken
from evalapp.usecases.reporting import ReportKind, make_report
from evalapp.usecases.settling import close_round, reopen_round, settle_round
from tests import make
from tests.store.outside import tamper

OFFICE = "Phòng Nội vụ"


@pytest.fixture
def unit(tmp_path: Path) -> Iterator[Workspace]:
    (tmp_path / "unit").mkdir()
    workspace = make.office(tmp_path / "unit", prepare=make.closed)
    yield workspace
    workspace.close()


@pytest.fixture
def personnel(tmp_path: Path) -> Iterator[Workspace]:
    workspace = make.workspace(tmp_path, name="personnel.sqlite")
    make.take_units(workspace)
    yield workspace
    workspace.close()


def send(of: Workspace, name: str = "1") -> Path:
    out = of.path.parent / f"{name}.evpkg"
    with of.work() as work:
        [newest] = work.rounds.all(period=make.JULY)
        send_month(work, round_id=newest.id, out=out)
    return out


def receive(
    into: Workspace, *files: Path, choice: ImportChoice = make.ALL, decided: Choice = Choice.LEAVE
) -> Taken:
    named = {"PNV 2018-07": decided}
    with into.work() as work:
        return receive_months(work, files=files, choice=choice, decisions=Decisions(named))


def counts(taken: Taken) -> tuple[int, int, int, int]:
    report = taken.report
    return report.new, report.changed, report.same, len(report.refused)


def of_unit(of: Workspace, code: str, *more: Item, written: Callable[[bytes], bytes] = bytes) -> Path:
    """The month of a unit sent as another unit's, with more in it, or written in another way."""
    with of.work() as work:
        record = month_record(work, work.rounds.all(period=make.JULY)[0])
    (folder := of.path.parent / f"{code}-{len(more)}").mkdir()
    return write_month_of(record, code, folder, more, written)


def entries(work: Work) -> list[str]:
    return [entry.subject for entry in work.audit.of_actions("month.received", "package.taken")]


def closed_again(of: Workspace, note: str = "tính lại") -> None:
    with of.work() as work:
        [current] = work.rounds.all(period=make.JULY)
        again = reopen_round(work, round_id=current.id, reason=note)
    with of.work() as work:
        settle_round(work, round_id=again.id)
        close_round(work, round_id=again.id)


def table(of: Workspace) -> list[tuple[object, ...]]:
    with of.work() as work:
        unit = work.units.by_code(make.DISTRICT).id
        report = make_report(work, kind=ReportKind.MONTHS, unit=unit, period=make.JULY)
    return [row[1:] for row in report.tables[0].rows]


def spread(of: Workspace) -> Distribution:
    with of.work() as work:
        unit = work.units.by_code(make.DISTRICT).id
        return distribution_report(work, unit=unit, period=make.JULY).spread


def office_in_overview(of: Workspace) -> list[UnitMonth]:
    with of.work() as work:
        district = work.units.by_code(make.DISTRICT).id
        seen = month_overview(work, unit=district, period=make.JULY)
    return [month for month in seen.units if month.code == make.OFFICE]


def test_a_month_comes_as_it_was_sealed_and_stands_in_the_table_of_all_units(
    unit: Workspace, personnel: Workspace
) -> None:
    taken, again = receive(personnel, send(unit)), receive(personnel, send(unit, "2"))

    with personnel.work() as work:
        [month], broken = work.received_months.of(), broken_received(work)
        expected = {each.unit.code: each.is_missing for each in expected_months(work, period=make.JULY)}
    with unit.work() as work:
        [current] = work.rounds.all(period=make.JULY)
    assert (counts(taken), counts(again), broken) == ((1, 0, 0, 0), (0, 0, 1, 0), [])
    assert (month.seal, month.revision) == (current.seal, 1)
    assert expected == {"PNV": False, "PTP": True}
    assert table(personnel) == table(unit)


def test_levels_of_a_month_that_came_are_spread_as_where_it_was_closed(
    unit: Workspace, personnel: Workspace
) -> None:
    receive(personnel, send(unit))

    here, there = spread(personnel), spread(unit)

    assert here.whole.people > 0
    assert here == there


def test_the_overview_counts_a_month_that_came_as_closed_with_its_levels(
    unit: Workspace, personnel: Workspace
) -> None:
    receive(personnel, send(unit))

    [here], [there] = office_in_overview(personnel), office_in_overview(unit)

    assert (here.is_closed, here.is_late(date(2018, 12, 1)), here.unscored) == (True, False, 0)
    assert (here.levels, here.rated) == (there.levels, there.rated)
    assert here.rated > 0


def test_a_person_of_two_months_that_came_counts_once_and_neither_unit_is_missing(
    unit: Workspace, personnel: Workspace
) -> None:
    receive(personnel, send(unit), of_unit(unit, "PTP"))

    with personnel.work() as work:
        report = distribution_report(work, unit=work.units.by_code(make.DISTRICT).id, period=make.JULY)

    assert report.spread.whole == spread(unit).whole
    assert report.missing == ()


def test_somebody_else_with_the_same_code_is_counted_beside_them(unit: Workspace, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = make.office(tmp_path / "other", prepare=make.closed)
    with other.work() as work:
        edit_person(work, entry=PersonEntry(make.CODES[0], "Hoàng Văn Khác"))
    before = spread(other).whole.people
    receive(other, of_unit(unit, "PTP"))

    assert spread(other).whole.people == before + 1
    other.close()


def test_the_report_on_discipline_says_that_months_that_came_bring_results_alone(
    unit: Workspace, personnel: Workspace
) -> None:
    receive(personnel, send(unit))

    told: list[bool] = []
    for of in (personnel, unit):
        with of.work() as work:
            above = work.units.by_code(make.DISTRICT).id
            report = make_report(work, kind=ReportKind.DISCIPLINE, unit=above, period=make.JULY)
        told.append(any("Gói chỉ có kết quả đánh giá" in each for each in report.remarks))

    assert told == [True, False]


def test_a_month_that_came_and_is_closed_here_too_counts_once(unit: Workspace) -> None:
    before = spread(unit)
    receive(unit, send(unit))

    assert spread(unit) == before


def test_a_reopened_month_replaces_the_one_before_and_the_older_package_changes_nothing(
    unit: Workspace, personnel: Workspace
) -> None:
    first = send(unit, "1")
    closed_again(unit)
    second = send(unit, "2")

    taken = receive(personnel, second)
    older = receive(personnel, first)

    with personnel.work() as work:
        [month] = work.received_months.of()
    assert (counts(taken), [gap.last for gap in taken.gaps], older.gaps) == ((1, 0, 0, 0), [1], ())
    assert (counts(older), month.revision) == ((0, 0, 1, 0), 2)


def test_two_different_results_of_one_month_are_shown_and_decided_by_a_person(
    unit: Workspace, personnel: Workspace
) -> None:
    (unit.path.parent / "copy").mkdir()
    write_copy(unit.engine, unit.path.parent / "copy" / "w.sqlite")
    copy = Workspace.open(unit.path.parent / "copy" / "w.sqlite", clock=make.Ticking())
    receive(personnel, send(unit))
    closed_again(copy)
    closed_again(unit, "khác")
    receive(personnel, send(unit, "2"))

    shown = receive(personnel, send(copy))
    kept = receive(personnel, send(copy), decided=Choice.OURS)

    [conflict] = shown.conflicts
    told = {part.path for part in conflict.parts}
    assert (counts(shown), counts(kept)) == ((0, 0, 0, 1), (0, 0, 1, 0))
    assert told == {("closed_at",), ("reason",)}
    copy.close()


def test_of_a_folder_the_bad_ones_are_named_and_nothing_comes_in_unless_asked(
    unit: Workspace, personnel: Workspace
) -> None:
    good = send(unit)
    bad = good.with_name("0.evpkg")
    bad.write_bytes(good.read_bytes()[:-1])

    nothing = receive(personnel, bad, good)
    with personnel.work() as work:
        untouched = work.received_months.of()
    some = receive(personnel, bad, good, choice=ImportChoice(take_good=True))

    assert (counts(nothing), nothing.report.refused[0].file, untouched) == ((1, 0, 0, 1), "0.evpkg", [])
    assert (counts(some), some.report.applied) == ((1, 0, 0, 1), True)


def test_what_was_taken_of_a_refused_package_is_taken_back_with_its_history_and_the_others_stand(
    unit: Workspace, personnel: Workspace
) -> None:
    person = Item(Thing.PERSON, "NV001", {"code": "NV001"})
    files = [of_unit(unit, "PNV"), of_unit(unit, "PTP", person), of_unit(unit, "PTP")]

    some = receive(personnel, *files[:2], choice=ImportChoice(take_good=True))
    with personnel.work() as work:
        first = entries(work), [month.unit_code for month in work.received_months.of()]
    rest = receive(personnel, *files[2:])

    with personnel.work() as work:
        chain, broken = work.audit.check(), broken_received(work)
        then = entries(work), [month.unit_code for month in work.received_months.of()]
    assert (counts(some), some.report.refused[0].file) == ((1, 0, 0, 1), files[1].name)
    assert (counts(rest), broken, chain.broken_at) == ((1, 0, 0, 0), [], None)
    assert first == (["PNV 2018-07 hn-3814-2018", f"{OFFICE} 1"], ["PNV"])
    assert then == (
        ["PNV 2018-07 hn-3814-2018", f"{OFFICE} 1", "PTP 2018-07 hn-3814-2018", f"{OFFICE} 1"],
        ["PNV", "PTP"],
    )


def test_a_month_written_in_another_way_comes_once_as_it_is(unit: Workspace, personnel: Workspace) -> None:
    file = of_unit(unit, "PNV", written=lambda line: line.replace(b'"document":{', b'"document": { '))

    first, again = receive(personnel, file), receive(personnel, file)

    with personnel.work() as work:
        broken = broken_received(work)
    assert (counts(first), counts(again), broken) == ((1, 0, 0, 0), (0, 0, 1, 0), [])
    assert table(personnel) == table(unit)


def test_a_month_kept_by_a_program_before_is_read_as_one_that_comes_now(
    unit: Workspace, personnel: Workspace
) -> None:
    file = send(unit)
    receive(personnel, file)
    with personnel.work() as work:
        said = work.received_months.document("PNV 2018-07 hn-3814-2018")
    personnel.close()
    alone = zlib.compress(canonical_json(said).encode(), 1).hex()
    tamper(personnel.path, f"UPDATE received_month SET document = x'{alone}'")
    opened = Workspace.open(personnel.path)

    again = receive(opened, file)

    with opened.work() as work:
        broken = broken_received(work)
    assert (counts(again), broken, table(opened)) == ((0, 0, 1, 0), [], table(unit))
    opened.close()


def test_a_unit_that_is_not_known_is_asked_about_and_never_made(unit: Workspace, tmp_path: Path) -> None:
    empty = make.workspace(tmp_path, name="empty.sqlite")

    refused = receive(empty, send(unit)).report.refused[0].reasons[0]

    with empty.work() as work:
        units = work.units.all()
    assert (refused.values["code"], units) == ("PNV", [])
    empty.close()


def test_an_open_month_is_not_sent(tmp_path: Path) -> None:
    office = make.office(tmp_path)
    make.settled(office)

    with pytest.raises(UserError, match="not closed yet"):
        send(office)
    office.close()
