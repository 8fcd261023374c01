"""`evalapp policy`: what ships, what a folder says, worked cases, what differs.

Only `install`, `export`, `draft`, `jurisdiction`, and what names a version as CODE@2, need a workspace.
"""

from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from evalapp.base.errors import UserError
from evalapp.base.messages import N_, tr, tr_error
from evalapp.cli.answers import DONE, REFUSED, complain, put_json, put_table, say
from evalapp.cli.command import Verbs, add_verb, names_workspace, reading, wants_json, working
from evalapp.cli.policy_drafts import add_draft_verbs
from evalapp.cli.policy_format import add_format_verb
from evalapp.cli.policy_trial import read_cases_file, say_trial
from evalapp.cli.policy_words import hash_line, policy_lines, rule_lines
from evalapp.cli.simulation import say_simulation, simulation_document
from evalapp.domain.people import ROLE_LABELS
from evalapp.domain.periods import Period
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.problems import PolicyError
from evalapp.usecases import choosing, installed_policies
from evalapp.usecases.drafts import read_draft
from evalapp.usecases.policies import folder_examples, read_folder, shipped
from evalapp.usecases.policy_documents import describe, difference_document, try_cases
from evalapp.usecases.policy_exchange import write_folder
from evalapp.usecases.policy_rules import rules_document
from evalapp.usecases.simulation import simulate

_DRAFT = "draft"  # stands where the number of a version stands


def add_verbs(verbs: Verbs) -> None:
    """Add the verbs of this noun."""
    add_verb(
        verbs, "list", _list, N_("the policies that ship; with --workspace all that are installed there")
    )
    add_verb(verbs, "show", _show, N_("forms, levels, quota and rules of a policy")).add_argument(
        "code", metavar=tr("CODE")
    )
    ruled = add_verb(
        verbs, "rules", _rules, N_("the rules of a policy, or a version as CODE@2, as sentences")
    )
    ruled.add_argument("code", metavar=tr("CODE"))
    add_verb(
        verbs, "check", _check, N_("read a policy folder and say everything that is wrong")
    ).add_argument("dir", metavar=tr("FOLDER"))
    add_verb(verbs, "install", _install, N_("install a policy folder in the workspace")).add_argument(
        "dir", metavar=tr("FOLDER")
    )
    tried = add_verb(verbs, "try", _try, N_("rate worked cases by a policy"))
    tried.add_argument("code", metavar=tr("CODE"))
    tried.add_argument("cases", metavar="CASES.json")
    compared = add_verb(verbs, "diff", _diff, N_("what differs between two policies, or versions as CODE@2"))
    compared.add_argument("before", metavar="A")
    compared.add_argument("after", metavar="B")
    simulated = add_verb(
        verbs,
        "simulate",
        _simulate,
        N_("what past months would have come to under a policy; nothing is kept"),
    )
    simulated.add_argument(
        "policy", metavar=tr("POLICY"), help=tr("code, folder, or an installed version as CODE@2")
    )
    simulated.add_argument(
        "--unit", required=True, metavar=tr("CODE"), help=tr("this unit and those below it")
    )
    simulated.add_argument("--period", required=True, metavar="YYYY-MM")
    simulated.add_argument("--to", metavar="YYYY-MM", help=tr("up to this period"))
    export = add_verb(verbs, "export", _export, N_("write a policy, or a version as CODE@2, as TOML files"))
    export.add_argument("code", metavar=tr("CODE"))
    export.add_argument("--out", metavar=tr("FOLDER"), required=True)
    add_format_verb(verbs)
    add_draft_verbs(verbs, _version)
    place = add_verb(verbs, "jurisdiction", _jurisdiction, N_("whose shipped policies this office goes by"))
    place.add_argument("code", metavar=tr("CODE"), nargs="?")


def named(code: str) -> Policy:
    """A shipped policy by code, or the one in a folder where a path is given."""
    found = next((policy for key, policy in shipped().items() if key.casefold() == code.casefold()), None)
    if found is not None:
        return found
    if Path(code).is_dir():
        return read_folder(Path(code))
    raise UserError(
        N_(
            "There is no policy “{policy}”: it is neither a folder nor one of these: {known}. One that is "
            "installed is found with --workspace FILE."
        ),
        policy=code,
        known=sorted(shipped()),
    )


def _list(args: Namespace) -> int:
    rows = [
        {
            "code": policy.code,
            "version": policy.version,
            "title": policy.title,
            "period": policy.period.value,
            "unit": policy.unit,
            "effective_from": policy.effective_from.isoformat(),
            "effective_to": policy.effective_to.isoformat() if policy.effective_to else None,
            "hash": policy.hash,
        }
        for policy in _known(args)
    ]
    if wants_json(args):
        put_json({"policies": rows})
    else:
        put_table(
            (N_("Policy"), N_("Version"), N_("Title"), N_("Unit"), N_("From"), N_("To")),
            [
                tuple(
                    row[key] for key in ("code", "version", "title", "unit", "effective_from", "effective_to")
                )
                for row in rows
            ],
        )
    return DONE


def _known(args: Namespace) -> list[Policy]:
    """Every version in the workspace that was named, else what ships."""
    if not names_workspace(args):
        return list(shipped().values())
    with reading(args) as work:
        return [each.policy for each in installed_policies.list_installed(work)]


def _show(args: Namespace) -> int:
    policy = _version(args, args.code)
    if wants_json(args):
        put_json(describe(policy))
    else:
        say(*policy_lines(policy), "", hash_line(policy))
    return DONE


def _rules(args: Namespace) -> int:
    policy = _version(args, args.code)
    if wants_json(args):
        put_json(rules_document(policy))
    else:
        say(*list(rule_lines(policy))[1:])
    return DONE


def _check(args: Namespace) -> int:
    try:
        policy = read_folder(Path(args.dir))
    except PolicyError as error:
        problems = [tr_error(problem) for problem in error.problems]
        if wants_json(args):
            put_json({"ok": False, "problems": problems})
        complain(*problems)
        return REFUSED
    examples = folder_examples(Path(args.dir))
    notes = list(_notes(policy, examples))
    if wants_json(args):
        found = {"code": policy.code, "version": policy.version, "hash": policy.hash}
        put_json({"ok": True, "problems": [], **found, "notes": notes})
    else:
        proved = N_("{policy} version {version} is sound; its worked examples come out.")
        sound = proved if examples else N_("{policy} version {version} is sound.")
        say(tr(sound, policy=policy.code, version=policy.version), *notes)
    return DONE


def _notes(policy: Policy, examples: Mapping[str, Any]) -> Iterator[str]:
    """What is no fault, and yet worth a second look before a policy is used."""
    if policy.roles_left_out:
        roles = ", ".join(tr(ROLE_LABELS[role]) for role in policy.roles_left_out)
        yield tr("Note: no form is for these, who are not rated: {roles} (“roles” in a form).", roles=roles)
    if not examples:
        yield tr("Note: there are no worked examples (cases.toml) that would prove the figures.")


def _install(args: Namespace) -> int:
    with working(args) as work:
        known = [installed.policy for installed in installed_policies.list_installed(work)]
        policy = read_folder(Path(args.dir), known)
        installed_policies.install(work, policy=policy, examples=folder_examples(Path(args.dir)))
    if wants_json(args):
        put_json({"code": policy.code, "version": policy.version, "unit": policy.unit, "hash": policy.hash})
    else:
        say(tr("{policy} version {version} is installed.", policy=policy.code, version=policy.version))
    return DONE


def _export(args: Namespace) -> int:
    policy = _version(args, args.code)
    with working(args) as work:
        folder = write_folder(work, document=policy.document, folder=Path(args.out))
    if wants_json(args):
        put_json({"code": policy.code, "version": policy.version, "folder": str(folder), "hash": policy.hash})
    else:
        say(tr("The policy was written to {folder}.", folder=str(folder)))
    return DONE


def _try(args: Namespace) -> int:
    policy = _version(args, args.code)
    trial = try_cases(policy, read_cases_file(Path(args.cases)))
    if wants_json(args):
        put_json(trial.answer)
    else:
        say_trial(policy, trial)
    return DONE if trial.is_good else REFUSED


def _diff(args: Namespace) -> int:
    before, after = _version(args, args.before), _version(args, args.after)
    document = difference_document(before, after)
    if wants_json(args):
        put_json(document)
        return DONE
    for policy in (before, after):
        say(f"{policy.code}, {policy.version}: {policy.title}")
    say(*[f"- {change['text']}" for change in document["changes"]])
    if not document["changes"]:
        say(tr("Nothing differs."))
    return DONE


def _simulate(args: Namespace) -> int:
    policy = _version(args, args.policy)
    first = Period.parse(args.period)
    with working(args) as work:
        outcome = simulate(
            work,
            policy=policy,
            unit=work.units.by_code(args.unit).id,
            period=first,
            to=Period.parse(args.to) if args.to else None,
        )
    if wants_json(args):
        put_json(simulation_document(args.unit, outcome))
    else:
        say_simulation(outcome)
    return DONE


def _jurisdiction(args: Namespace) -> int:
    with working(args) as work:
        code = choosing.set_jurisdiction(work, code=args.code) if args.code else choosing.jurisdiction(work)
    if wants_json(args):
        put_json({"jurisdiction": code})
    else:
        say(code)
    return DONE


def _version(args: Namespace, name: str) -> Policy:
    """The policy of that code or in that folder; `CODE@2` is an installed version, `CODE@draft` a draft."""
    code, at, number = name.rpartition("@")
    if not at or Path(name).is_dir():
        return _latest_here(args, name) or named(name)
    with working(args) as work:
        if number == _DRAFT:
            return read_draft(work, code=code)
        installed = [each.policy for each in installed_policies.list_installed(work)]
    found = [policy for policy in installed if policy.code.casefold() == code.casefold()]
    for policy in found:
        if str(policy.version) == number:
            return policy
    known = [f"{policy.code}@{policy.version}" for policy in found or installed]
    raise UserError(N_("There is no policy “{policy}”. Known are: {known}."), policy=name, known=known)


def _latest_here(args: Namespace, code: str) -> Policy | None:
    """The latest version of a policy that does not ship, in the workspace that was named."""
    if not names_workspace(args) or code.casefold() in map(str.casefold, shipped()):
        return None
    here = [each for each in _known(args) if each.code.casefold() == code.casefold()]
    return max(here, key=lambda each: each.version, default=None)
