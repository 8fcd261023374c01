"""`evalapp report`: what papers say, in the terminal, as workbook, as PDF or as JSON."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.cli.command import Verbs, add_month, add_verb, month_of, wants_json, working
from evalapp.cli.indicators import report_document
from evalapp.cli.inspection import count_document, details_document
from evalapp.cli.papers import add_paper_options, answer_paper, paper_out
from evalapp.cli.proposals import rewards_document
from evalapp.cli.report_documents import (
    distribution_document,
    person_document,
    person_period_document,
    summary_document,
    tables_document,
    year_document,
)
from evalapp.cli.report_text import (
    dossier_text,
    form_text,
    person_period_text,
    report_text,
    rewards_text,
    year_text,
)
from evalapp.cli.report_words import summary_lines
from evalapp.domain.periods import Period, PeriodKind
from evalapp.domain.rounds import PersonSheet
from evalapp.store.work import Work
from evalapp.usecases.distribution import distribution_report
from evalapp.usecases.dossier import dossier_document, dossier_of, write_dossier, write_dossier_folder
from evalapp.usecases.indicator_papers import indicator_paper
from evalapp.usecases.indicators import indicator_report
from evalapp.usecases.inspection_papers import report_inspections, write_inspection_report
from evalapp.usecases.papers import (
    write_person_forms,
    write_person_period_paper,
    write_report_paper,
    write_rewards_paper,
    write_summary_paper,
    write_year_paper,
)
from evalapp.usecases.person_years import person_period
from evalapp.usecases.report_papers import distribution_paper
from evalapp.usecases.reporting import REPORT_LABELS, ReportKind, make_report
from evalapp.usecases.rewards import reward_list
from evalapp.usecases.subtrees import units_under
from evalapp.usecases.summaries import people_in_turn, summarise
from evalapp.usecases.years import year_report


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    _paper(add_verb(verbs, "summary", _summary, N_("the month's summary of a unit")))
    person = add_verb(verbs, "person", _person, N_("a person's form, or everybody's in one file"))
    _paper(person)
    person.add_argument("--person", metavar=tr("CODE"))
    _paper(
        add_verb(verbs, "rewards", _rewards, N_("rewards and penalties of a unit and those below it")),
        policy=False,
    )
    spread = add_verb(verbs, "distribution", _distribution, REPORT_LABELS[ReportKind.DISTRIBUTION])
    _paper(spread, policy=False)
    visits = add_verb(verbs, "inspections", _inspections, REPORT_LABELS[ReportKind.INSPECTIONS])
    _paper(visits, policy=False)
    for kind in (ReportKind.DISCIPLINE, ReportKind.MONTHS):
        verb = add_verb(verbs, kind.value, _of_kind, REPORT_LABELS[kind])
        verb.set_defaults(report=kind.value)
        _paper(verb, policy=False)
    dossier = add_verb(verbs, "dossier", _dossier, N_("everything on paper about a person and a year"))
    _paper(dossier, policy=False)
    dossier.add_argument("--person", required=True, metavar=tr("CODE"))
    dossier.add_argument(
        "--folder", metavar=tr("DIR"), help=tr("also write its files with an index into a new folder")
    )
    counted = add_verb(verbs, "indicators", _indicators, N_("service figures of a unit and those below it"))
    _paper(counted, policy=False)
    counted.add_argument("--person", metavar=tr("CODE"))
    year = add_verb(verbs, "year", _year, N_("a year, half-year or quarter of a unit and those below it"))
    _paper(year, policy=False)
    year.add_argument("--person", metavar=tr("CODE"), help=tr("one person's form of the period"))


def _paper(parser: ArgumentParser, *, policy: bool = True) -> None:
    add_month(parser, policy=policy)
    add_paper_options(parser)


def _summary(args: Namespace) -> int:
    out = paper_out(args)
    with working(args) as work:
        summary = summarise(work, round_id=month_of(work, args).id)
        if out is not None and args.format not in (None, "json"):
            write_summary_paper(work, summary=summary, out=out, form=args.format)
    return answer_paper(args, out, summary_document(summary), summary_lines(summary))


def _person(args: Namespace) -> int:
    out = paper_out(args)
    with working(args) as work:
        current = month_of(work, args)
        chosen = people_in_turn(work, round_id=current.id, code=args.person or "")
        if not chosen:
            raise UserError(N_("Nobody with the code {code} is in this period."), code=args.person)
        is_paper = args.format not in (None, "json")
        if out is not None and args.format not in (None, "json"):
            write_person_forms(work, of=current, sheets=chosen, out=out, form=args.format)
        # Of everybody's forms in one paper nothing is told but where it is: nobody is read once more.
        told = chosen if args.person or not is_paper else ()
        documents, text = _told(args, told, out)
    document = documents[0] if args.person else {"people": documents}
    return answer_paper(args, out, document, text)


def _told(
    args: Namespace, people: Iterable[PersonSheet], out: Path | None
) -> tuple[list[dict[str, Any]], list[str]]:
    """What is said of people, as documents or as text: whichever is asked for, while they can be read."""
    if out is None and not wants_json(args) and args.format != "json":
        return [{}], list(form_text(people))
    return [person_document(each) for each in people], []


def _rewards(args: Namespace) -> int:
    out = paper_out(args)
    with working(args) as work:
        unit, period = work.units.by_code(args.unit).id, Period.parse(args.period)
        listed = reward_list(work, unit=unit, period=period)
        if out is not None and args.format not in (None, "json"):
            write_rewards_paper(work, rewards=listed, out=out, form=args.format)
    return answer_paper(args, out, rewards_document(listed), rewards_text(listed))


def _dossier(args: Namespace) -> int:
    out = paper_out(args)
    period = Period.parse(args.period)
    if period.kind is not PeriodKind.YEAR:
        raise UserError(N_("A dossier is of a year: write it as 2026, not {period}."), period=str(period))
    if args.format == "xlsx":
        raise UserError(N_("A dossier is written as a PDF, as a folder, or its index as JSON."))
    with working(args) as work:
        _refuse_elsewhere(work, args)
        dossier = dossier_of(work, person_code=args.person, year=period.year)
        if args.folder:
            write_dossier_folder(work, dossier=dossier, folder=Path(args.folder))
        if out is not None and args.format == "pdf":
            write_dossier(work, dossier=dossier, out=out)
    return answer_paper(args, out, dossier_document(dossier), dossier_text(dossier))


def _refuse_elsewhere(work: Work, args: Namespace) -> None:
    """Refuse somebody who is not in the unit that is named, nor below it."""
    unit, person = work.units.by_code(args.unit), work.people.by_code(args.person)
    under = units_under(work, unit.id, Period.parse(args.period).last_day)
    if not any(each.unit in under for each in person.positions):
        raise UserError(
            N_("{name} holds no position in {unit} or below it."), name=person.name, unit=unit.code
        )


def _indicators(args: Namespace) -> int:
    out = paper_out(args)
    with working(args) as work:
        report = indicator_report(
            work,
            unit=work.units.by_code(args.unit).id,
            period=Period.parse(args.period),
            person_code=args.person,
        )
        paper = indicator_paper(report)
        if out is not None and args.format not in (None, "json"):
            write_report_paper(work, report=paper, out=out, form=args.format)
    return answer_paper(args, out, report_document(report), report_text(paper))


def _distribution(args: Namespace) -> int:
    out = paper_out(args)
    with working(args) as work:
        unit, period = work.units.by_code(args.unit).id, Period.parse(args.period)
        report = distribution_report(work, unit=unit, period=period)
        paper = distribution_paper(report)
        if out is not None and args.format not in (None, "json"):
            write_report_paper(work, report=paper, out=out, form=args.format)
    return answer_paper(args, out, distribution_document(report), report_text(paper))


def _inspections(args: Namespace) -> int:
    out = paper_out(args)
    with working(args) as work:
        unit, period = work.units.by_code(args.unit).id, Period.parse(args.period)
        found = report_inspections(work, days=period, unit=unit)
        if out is not None and args.format not in (None, "json"):
            write_inspection_report(work, of=found, out=out, form=args.format)
    named = {"unit": found.report.unit_code, "period": str(period), **count_document(found.count)}
    document = {**named, "details": details_document(found), "hash": found.report.hash}
    return answer_paper(args, out, document, report_text(found.report))


def _of_kind(args: Namespace) -> int:
    """A report that is the same tables in every form."""
    out = paper_out(args)
    with working(args) as work:
        unit, period = work.units.by_code(args.unit).id, Period.parse(args.period)
        report = make_report(work, kind=ReportKind(args.report), unit=unit, period=period)
        if out is not None and args.format not in (None, "json"):
            write_report_paper(work, report=report, out=out, form=args.format)
    return answer_paper(args, out, tables_document(report), report_text(report))


def _year(args: Namespace) -> int:
    out = paper_out(args)
    if args.person:
        return _person_period(args, out)
    with working(args) as work:
        unit = work.units.by_code(args.unit)
        report = year_report(work, unit=unit.id, period=Period.parse(args.period))
        if out is not None and args.format not in (None, "json"):
            write_year_paper(work, report=report, out=out, form=args.format)
    return answer_paper(args, out, year_document(report), year_text(report))


def _person_period(args: Namespace, out: Path | None) -> int:
    with working(args) as work:
        unit = work.units.by_code(args.unit)
        found = person_period(work, unit=unit.id, period=Period.parse(args.period), code=args.person)
        if out is not None and args.format not in (None, "json"):
            write_person_period_paper(work, of=found, out=out, form=args.format)
    return answer_paper(args, out, person_period_document(found), person_period_text(found))
