"""`evalapp products`: products and tasks of people in a month, confirmations, and a unit's catalogue."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from evalapp.base.messages import N_, points_shown, tr
from evalapp.cli.answers import DONE, import_document, put_json, put_table, say
from evalapp.cli.command import (
    Verbs,
    add_import,
    add_month,
    add_verb,
    reading,
    taking_in,
    wants_json,
    working,
)
from evalapp.cli.imports import add_list, answer, choice_of, refuse_over_input, run_import, write_errors
from evalapp.cli.people import parsed_day
from evalapp.documents.reading.lists import find_lists
from evalapp.documents.reading.product_specs import CATALOGUE, PRODUCTS
from evalapp.documents.reading.values import as_number
from evalapp.documents.reading.workbook import read_workbook
from evalapp.domain.imports import ImportReport
from evalapp.domain.periods import Period
from evalapp.domain.policy.explain import part_letter
from evalapp.domain.products import WORK_KIND_LABELS, CatalogueProduct, ProductLine, WorkKind
from evalapp.store.work import Work
from evalapp.usecases.catalogue_import import import_catalogue
from evalapp.usecases.products import (
    PersonProducts,
    catalogue_of,
    confirm_objective,
    hand_over,
    line_of,
    month_products,
    person_products,
    record_line,
    remove_line,
    take_confirmation_back,
    told_products,
)
from evalapp.usecases.products_import import import_products


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    taken = add_verb(verbs, "import", _import, N_("take a list of products and tasks in"))
    add_list(taken)
    add_month(taken, policy=False)
    listed = add_verb(verbs, "list", _list, N_("list products and what they come to"))
    add_month(listed, policy=False)
    listed.add_argument("--person", metavar=tr("CODE"))
    _add_record(verbs)
    handed = add_verb(verbs, "hand-over", _hand_over, N_("hand somebody's work over to somebody else"))
    _add_line(handed)
    handed.add_argument("--to", required=True, metavar=tr("CODE"))
    confirmed = add_verb(verbs, "confirm", _confirm, N_("confirm that faults had an objective cause"))
    _add_line(confirmed)
    confirmed.add_argument("--failures", type=int, metavar=tr("COUNT"))
    confirmed.add_argument("--delays", type=int, metavar=tr("COUNT"))
    confirmed.add_argument("--document", default="", metavar=tr("NUMBER"))
    confirmed.add_argument("--take-back", action="store_true", help=tr("take the confirmation back"))
    _add_line(add_verb(verbs, "remove", _remove, N_("take away a product recorded by mistake")))
    catalogue = verbs.add_parser("catalogue", help=tr("the unit's catalogue of products"), parents=[])
    inner = catalogue.add_subparsers(metavar=tr("VERB"), required=True)
    entered = add_verb(inner, "import", _import_catalogue, N_("take a catalogue in, from all its sheets"))
    entered.add_argument("file", metavar=tr("FILE"))
    entered.add_argument("--unit", required=True, metavar=tr("CODE"), help=tr("code of the unit"))
    entered.add_argument("--from", dest="since", metavar="YYYY-MM-DD", help=tr("from when it holds"))
    add_import(entered)
    shown = add_verb(inner, "list", _list_catalogue, N_("list the products that may be assigned"))
    add_month(shown, policy=False)


def _add_record(verbs: Verbs) -> None:
    recorded = add_verb(verbs, "record", _record, N_("record a product of somebody, or change it"))
    _add_line(recorded)
    recorded.add_argument("--name", metavar=tr("TEXT"))
    recorded.add_argument("--coefficient", metavar=tr("NUMBER"))
    recorded.add_argument("--kind", choices=[kind.value for kind in WorkKind])
    recorded.add_argument("--assigned", metavar=tr("NUMBER"))
    recorded.add_argument("--done", metavar=tr("NUMBER"))
    for name in ("--failures", "--delays", "--objective-failures", "--objective-delays"):
        recorded.add_argument(name, type=int, metavar=tr("COUNT"))
    recorded.add_argument("--note", metavar=tr("TEXT"))


def _add_line(parser: ArgumentParser) -> None:
    """The options that name one product of somebody in a month."""
    parser.add_argument("--person", required=True, metavar=tr("CODE"))
    parser.add_argument("--period", required=True, metavar="YYYY-MM", help=tr("the month, as 2018-07"))
    parser.add_argument("--product", required=True, metavar=tr("CODE"))


def _import(args: Namespace) -> int:
    period = Period.parse(args.period)
    return run_import(
        args,
        PRODUCTS,
        lambda work, read, choice: import_products(
            work, read=read, unit=work.units.by_code(args.unit).id, period=period, choice=choice
        ),
    )


def _list(args: Namespace) -> int:
    period = Period.parse(args.period)
    with reading(args) as work:
        unit = work.units.by_code(args.unit)
        found = (
            [person_products(work, person_code=args.person, period=period)]
            if args.person
            else month_products(work, unit=unit.id, period=period)
        )
    if wants_json(args):
        people = [told_products(each) for each in found if each.lines or each.computed]
        put_json({"unit": unit.code, "period": str(period), "people": people})
    else:
        _put_lines(found)
    return DONE


def _put_lines(found: list[PersonProducts]) -> None:
    put_table(
        (
            N_("Person"), N_("Product"), N_("Kind of work"), N_("Coefficient"), N_("Number assigned"),
            N_("Number done"), N_("Quality failures"), N_("Delays"), N_("Objective"),
        ),
        [
            (f"{each.person.code} {each.person.name}", f"{line.code} {line.name}", *_numbers(line))
            for each in found
            for line in each.lines
        ],
        nothing=N_("No work is entered for this period. Take some in with “products import”."),
    )  # fmt: skip
    for each in found:
        for row in each.computed:
            if row.points is not None:
                parts = ", ".join(
                    f"{part_letter(part.code)} = {points_shown(part.percent)} %" for part in row.parts
                )
                points = points_shown(row.points)
                say(f"{each.person.code} {each.person.name}: {row.row.code} = {points} ({parts})")


def _numbers(line: ProductLine) -> tuple[Any, ...]:
    claims = tr("{count}, not confirmed", count=line.claims) if line.waits else line.claims
    return (
        tr(WORK_KIND_LABELS[line.kind]),
        points_shown(line.coefficient),
        points_shown(line.assigned),
        points_shown(line.done),
        line.quality_failures,
        line.delays,
        claims,
    )


def _record(args: Namespace) -> int:
    period = Period.parse(args.period)
    with working(args) as work:
        seen = person_products(work, person_code=args.person, period=period)
        catalogue = catalogue_of(work, unit=seen.unit.id, period=period)
        before = line_of(seen.lines, args.product)
        listed = next((each for each in catalogue if each.code.casefold() == args.product.casefold()), None)
        start = before or _from_catalogue(args.product, listed)
        line = ProductLine(
            code=start.code,
            name=start.name if args.name is None else args.name,
            kind=WorkKind(args.kind) if args.kind else start.kind,
            coefficient=_number(args.coefficient, start.coefficient),
            assigned=_number(args.assigned, start.assigned),
            done=_number(args.done, start.done),
            quality_failures=_or(args.failures, start.quality_failures),
            delays=_or(args.delays, start.delays),
            objective_failures=_or(args.objective_failures, start.objective_failures),
            objective_delays=_or(args.objective_delays, start.objective_delays),
            passed_to=start.passed_to,
            note=start.note if args.note is None else args.note,
        )
        record_line(work, person_code=args.person, period=period, line=line)
        return _answer(args, work, period)


def _from_catalogue(code: str, listed: CatalogueProduct | None) -> ProductLine:
    if listed is None:
        return ProductLine(code)
    return ProductLine(listed.code, listed.name, coefficient=listed.coefficient)


def _number(text: str | None, known: Any) -> Any:
    return known if text is None else as_number(text)


def _or(given: int | None, known: int) -> int:
    return known if given is None else given


def _hand_over(args: Namespace) -> int:
    period = Period.parse(args.period)
    with working(args) as work:
        hand_over(work, person_code=args.person, period=period, code=args.product, to=args.to)
        return _answer(args, work, period)


def _confirm(args: Namespace) -> int:
    period = Period.parse(args.period)
    with working(args) as work:
        if args.take_back:
            take_confirmation_back(work, person_code=args.person, period=period, code=args.product)
        else:
            confirm_objective(
                work,
                person_code=args.person,
                period=period,
                code=args.product,
                failures=args.failures,
                delays=args.delays,
                document=args.document,
            )
        return _answer(args, work, period)


def _remove(args: Namespace) -> int:
    period = Period.parse(args.period)
    with working(args) as work:
        remove_line(work, person_code=args.person, period=period, code=args.product)
        return _answer(args, work, period)


def _answer(args: Namespace, work: Work, period: Period) -> int:
    seen = person_products(work, person_code=args.person, period=period)
    if wants_json(args):
        put_json(told_products(seen))
    else:
        _put_lines([seen])
    return DONE


def _import_catalogue(args: Namespace) -> int:
    args.answer = import_document(ImportReport())
    refuse_over_input(args.errors, Path(args.file))
    parts = find_lists(read_workbook(Path(args.file)), CATALOGUE)
    with taking_in(args) as work:
        report = import_catalogue(
            work,
            parts=parts,
            unit=work.units.by_code(args.unit).id,
            since=parsed_day(args.since) if args.since else None,
            choice=choice_of(args),
        )
    if args.errors and report.refused:
        write_errors(Path(args.errors), parts, report)
    return answer(args, report)


def _list_catalogue(args: Namespace) -> int:
    period = Period.parse(args.period)
    with reading(args) as work:
        unit = work.units.by_code(args.unit)
        found = catalogue_of(work, unit=unit.id, period=period)
        owners = {each.unit: work.units.get(each.unit).code for each in found}
    if wants_json(args):
        put_json(
            {
                "unit": unit.code,
                "period": str(period),
                "products": [
                    {
                        "code": each.code,
                        "name": each.name,
                        "group": each.group or None,
                        "coefficient": each.coefficient,
                        "measure": each.measure or None,
                        "unit": owners[each.unit],
                        "from": each.since.isoformat() if each.since else None,
                        "to": each.until.isoformat() if each.until else None,
                    }
                    for each in found
                ],
            }
        )
    else:
        put_table(
            (N_("Code"), N_("Product"), N_("Group"), N_("Coefficient"), N_("Unit of measure")),
            [
                (each.code, each.name, each.group, points_shown(each.coefficient), each.measure)
                for each in found
            ],
            nothing=N_("There is no catalogue of products. Take one in with “products catalogue”."),
        )
    return DONE
