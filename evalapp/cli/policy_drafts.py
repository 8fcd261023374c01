"""`evalapp policy draft`: what the window does with drafts, for scripts."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr
from evalapp.cli.answers import DONE, REFUSED, WRONG_USAGE, complain, put_json, put_table, say
from evalapp.cli.command import Verbs, add_verb, common_options, reading, wants_json, working
from evalapp.cli.policy_cases import add_case_verbs
from evalapp.cli.policy_format import part_lines
from evalapp.domain.policy.differences import sentence
from evalapp.domain.policy.draft_places import fault_words, path_of, refuse_unknown, value_of
from evalapp.domain.policy.drafts import Document, Draft, at, day_value, insert, move, put, remove
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.vocabulary import PARTS, Part, part_at
from evalapp.store.work import Work
from evalapp.usecases import drafts
from evalapp.usecases.drafts import OpenDraft
from evalapp.usecases.policy_exchange import write_folder

#: What a place in a draft is, said wherever one is asked for.
_PLACE = N_(
    "what to change, as part/CODE/key: quota/A/percent, gate/DISCIPLINED, forms/staff/criterion/I.1/max; "
    "“policy draft show CODE” has the codes, “policy format PART” the keys"
)
#: The way from a version to a version of one's own, said by `policy draft --help`.
_WAY = N_(
    "The way: 1. draft new MY-CODE --from hn-3814-2018 --unit UNIT; 2. draft add MY-CODE event (says what an "
    "event may hold, with an example to copy), draft set MY-CODE quota/A/percent 25; 3. draft check MY-CODE, "
    "draft diff MY-CODE; 4. policy simulate MY-CODE@draft --unit UNIT --period 2026-06; 5. draft publish "
    "MY-CODE. Or draft export, edit the files, draft load."
)
#: Finds the version that words name, in this workspace.
FindVersion = Callable[[Namespace, str], Policy]


def add_draft_verbs(verbs: Verbs, find_version: FindVersion) -> None:
    """Add `draft` with verbs of its own to those of `policy`."""
    text = tr("drafts: begin, edit, check, publish")
    drafting = verbs.add_parser("draft", help=text, parents=[common_options()])
    drafting.description = tr(_WAY)
    inner: Verbs = drafting.add_subparsers(metavar=tr("VERB"), required=True)
    new = _verb(
        inner, "new", lambda args: _new(args, find_version), N_("begin a draft from a version"), code=True
    )
    text = tr("the policy to begin from, as “policy list” names it")
    new.add_argument("--from", dest="origin", metavar="CODE[@2]", required=True, help=text)
    text = tr("code of the unit whose own policy it is; without one it is for everybody")
    new.add_argument("--unit", metavar=tr("UNIT"), help=text)
    new.add_argument("--title", metavar=tr("TEXT"), default="", help=tr("its name on papers"))
    text = tr("in force from that day, as 2026-07-01")
    new.add_argument("--since", metavar=tr("DAY"), default="", help=text)
    _verb(inner, "list", _list, N_("the drafts there are"))
    _verb(inner, "show", _show, N_("a draft's whole document, as JSON"), code=True)
    _verb(inner, "check", _check, N_("everything that keeps a draft from being published"), code=True)
    _verb(inner, "diff", _diff, N_("what a draft says otherwise than the version it came from"), code=True)
    placed = _verb(inner, "set", _set, N_("set one value; without one, take it out"), code=True)
    placed.add_argument("place", metavar=tr("PLACE"), help=tr(_PLACE))
    text = tr("a value of TOML: 25, true, 2026-07-01, a text, or a table")
    placed.add_argument("value", metavar=tr("VALUE"), nargs="?", help=text)
    added = _verb(inner, "add", _add, N_("add a part to a list, as a table of TOML"), code=True)
    text = tr("such as gate, event or forms/staff/criterion; without one the command names them all")
    added.add_argument("place", metavar=tr("PLACE"), nargs="?", default="", help=text)
    text = tr("a table of TOML; without one the command says what it may hold")
    added.add_argument("value", metavar=tr("VALUE"), nargs="?", help=text)
    taken = _verb(inner, "remove", _remove, N_("take a part out of a list"), code=True)
    taken.add_argument("place", metavar=tr("PLACE"), help=tr(_PLACE))
    moved = _verb(inner, "move", _move, N_("move a part of a list up or down"), code=True)
    moved.add_argument("place", metavar=tr("PLACE"), help=tr(_PLACE))
    moved.add_argument("by", metavar="N", type=int, help=tr("by how many places: 1 down, -1 up"))
    add_case_verbs(inner)
    _verb(inner, "export", _export, N_("write a draft to a folder of TOML files"), code=True).add_argument(
        "--out", metavar=tr("FOLDER"), required=True
    )
    _verb(inner, "load", _load, N_("take a folder in as a draft, in place of that of its code")).add_argument(
        "dir", metavar=tr("FOLDER")
    )
    _verb(inner, "publish", _publish, N_("make a draft the next version, for ever"), code=True)
    _verb(inner, "drop", _drop, N_("throw a draft away"), code=True)


def _verb(verbs: Verbs, name: str, run: Callable[[Namespace], int], text: str, *, code: bool = False) -> Any:
    made = add_verb(verbs, name, run, text)
    if code:
        made.add_argument("code", metavar=tr("CODE"))
    return made


def _new(args: Namespace, find_version: FindVersion) -> int:
    origin = find_version(args, args.origin)
    since = day_value(args.since)
    with working(args) as work:
        draft = drafts.begin_draft(
            work,
            origin=origin.hash,
            code=args.code,
            unit=args.unit,
            title=args.title,
            since=date.fromisoformat(since) if since else None,
        )
    return _told(args, draft, tr("The draft {policy} is begun.", policy=draft.code))


def _list(args: Namespace) -> int:
    with reading(args) as work:
        rows = [_summary(draft) for draft in drafts.list_drafts(work)]
    if wants_json(args):
        put_json({"drafts": rows})
    else:
        put_table(
            (N_("Code"), N_("Title"), N_("Unit")),
            [(row["code"], row["title"], row["unit"]) for row in rows],
            nothing=N_("There is no draft. Begin one with “policy draft new”."),
        )
    return DONE


def _show(args: Namespace) -> int:
    opened = _opened(args)
    put_json({**_summary(opened.draft), "document": opened.draft.document, "examples": opened.draft.examples})
    return DONE


def _check(args: Namespace) -> int:
    opened = _opened(args)
    problems = _problems(opened)
    if wants_json(args):
        put_json(
            {
                "ok": not problems,
                "code": opened.draft.code,
                "version": opened.next_version,
                "problems": problems,
            }
        )
    complain(*problems)
    if not problems and not wants_json(args):
        say(
            tr(
                "{policy} is sound and would become version {version}.",
                policy=opened.draft.code,
                version=opened.next_version,
            )
        )
    return REFUSED if problems else DONE


def _problems(opened: OpenDraft) -> list[str]:
    return [fault_words(opened.draft.document, fault) for fault in opened.reading.faults]


def _diff(args: Namespace) -> int:
    opened = _opened(args)
    before: Document = opened.origin.document if opened.origin else {}
    texts = [sentence(change, before, opened.draft.document) for change in drafts.changes_of(opened)]
    if wants_json(args):
        put_json({"code": opened.draft.code, "origin": opened.draft.origin or None, "changes": texts})
        return DONE
    say(*(texts or [tr("Nothing differs.")]))
    return DONE


def _set(args: Namespace) -> int:
    value = None if args.value is None else value_of(args.value)

    def changed(document: Document) -> dict[str, Any]:
        path = path_of(document, args.place)
        after = put(document, path, value)
        if value is None and at(document, path) is None:
            raise UserError(N_("Nothing stands at “{place}” that could be taken out."), place=args.place)
        refuse_unknown(document, after, path)
        return after

    return _edited(args, changed)


def _add(args: Namespace) -> int:
    part = None if args.value is None else value_of(args.value)
    if not isinstance(part, dict):
        complain(*_may_hold(args))
        return WRONG_USAGE if args.value is None else REFUSED

    def added(document: Document) -> dict[str, Any]:
        path = _list_path(document, args.place)
        place = (*path, len(at(document, path, [])))
        after = insert(document, place, part)
        refuse_unknown(document, after, place)
        return after

    return _edited(args, added)


def _list_path(document: Document, place: str) -> tuple[str | int, ...]:
    """The path of a list that takes parts; one of its parts is refused, naming the list."""
    path = path_of(document, place)
    if not isinstance(path[-1], int):
        return path
    whole, _, part = place.rstrip("/").rpartition("/")
    words = (
        N_('“{place}” is one row. Add to “{whole}” and write in the row where it belongs: parent = "{part}".')
        if path[-2] == "criterion"
        else N_("“{place}” is one part of a list. Add to “{whole}”.")
    )
    raise UserError(words, place=place, whole=whole, part=part)


def _may_hold(args: Namespace) -> Iterator[str]:
    """What may be added at a place, with an example to copy."""
    known = part_at(args.place)
    if args.value is not None:
        yield tr('“{text}” is no table of TOML, such as {{ code = "X" }}.', text=args.value)
    if known is None:
        yield tr("Places are: {known}.", known=", ".join(filter(None, map(_place, PARTS))))
        return
    yield from part_lines(known)
    yield f"policy draft add {args.code} {args.place} '{known.example}'"


def _place(part: Part) -> str:
    """A part's place as it is written, with … for the name of what it stands in."""
    return "/".join("…" if isinstance(key, int) else key for key in part.path).removesuffix("/…")


def _remove(args: Namespace) -> int:
    return _edited(args, lambda document: remove(document, _part_path(document, args.place)))


def _move(args: Namespace) -> int:
    return _edited(args, lambda document: move(document, _part_path(document, args.place), args.by))


def _part_path(document: Document, place: str) -> tuple[str | int, ...]:
    path = path_of(document, place)
    if not isinstance(path[-1], int):
        raise UserError(
            N_("“{place}” is no part of a list. Name one, such as gate/DISCIPLINED."), place=place
        )
    return path


def _edited(args: Namespace, edit: Callable[[Document], dict[str, Any]]) -> int:
    with working(args) as work:
        draft = drafts.find_draft(work, code=args.code)
        opened = drafts.save_draft(
            work, draft_id=draft.id, document=edit(draft.document), revision=draft.revision
        )
    problems = _problems(opened)
    words = tr("Kept; {count} still to be mended.", count=len(problems))
    told = _told(args, opened.draft, words, faults=len(problems), problems=problems)
    complain(*problems)
    return told


def _export(args: Namespace) -> int:
    with working(args) as work:
        draft = drafts.find_draft(work, code=args.code)
        folder = write_folder(work, document=draft.document, folder=Path(args.out))
    return _told(args, draft, tr("The policy was written to {folder}.", folder=str(folder)))


def _load(args: Namespace) -> int:
    with working(args) as work:
        draft = drafts.load_draft(work, folder=Path(args.dir))
    return _told(args, draft, tr("{folder} is the draft {policy} now.", folder=args.dir, policy=draft.code))


def _publish(args: Namespace) -> int:
    with working(args) as work:
        draft = drafts.find_draft(work, code=args.code)
        policy = drafts.publish_draft(work, draft_id=draft.id)
    if wants_json(args):
        put_json({"code": policy.code, "version": policy.version, "unit": policy.unit, "hash": policy.hash})
    else:
        say(tr("{policy} version {version} is published.", policy=policy.code, version=policy.version))
    return DONE


def _drop(args: Namespace) -> int:
    with working(args) as work:
        draft = drafts.find_draft(work, code=args.code)
        drafts.drop_draft(work, draft_id=draft.id)
    return _told(args, draft, tr("The draft {policy} is thrown away.", policy=draft.code))


def _opened(args: Namespace) -> OpenDraft:
    with working(args) as work:
        return _open(work, args.code)


def _open(work: Work, code: str) -> OpenDraft:
    return drafts.open_draft(work, draft_id=drafts.find_draft(work, code=code).id)


def _told(args: Namespace, draft: Draft, words: str, **more: Any) -> int:
    if wants_json(args):
        put_json({**_summary(draft), **more})
    else:
        say(words)
    return DONE


def _summary(draft: Draft) -> dict[str, Any]:
    return {"code": draft.code, "title": draft.title, "unit": draft.unit, "revision": draft.revision}
