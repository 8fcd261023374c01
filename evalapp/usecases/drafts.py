"""Drafts of policies: beginning, editing, reading back, publishing, throwing away."""

from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from evalapp.base.errors import UserError
from evalapp.base.messages import N_
from evalapp.domain.policy.differences import Difference, differences_of
from evalapp.domain.policy.draft_places import fault_words
from evalapp.domain.policy.drafts import (
    Document,
    Draft,
    DraftId,
    Reading,
    begun_from,
    put,
    reading_of,
    tidied,
)
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.problems import PolicyError, Problem
from evalapp.domain.policy.reader import MAIN_FILE, read_parts
from evalapp.domain.rights import Right
from evalapp.store.work import Work
from evalapp.usecases.policies import base_of, folder_texts, shipped

_FIRST = DraftId(0)
_TAKEN = N_("“{policy}” is taken already. Give the draft another code, or begin from that policy.")
_MOST_TOLD = 20  # changes that one row of the history names


class OpenDraft(Struct, frozen=True):
    """A draft as it is worked on: what the reader makes of it, its frame, and the version it came from."""

    draft: Draft
    reading: Reading
    frame: Policy | None
    origin: Policy | None
    next_version: int


def list_drafts(work: Work) -> list[Draft]:
    """The drafts that the acting user may work on."""
    return [draft for draft in work.drafts.all() if _may_edit(work, draft.unit)]


def open_draft(work: Work, *, draft_id: DraftId) -> OpenDraft:
    """A draft, read as it would be published."""
    draft = work.drafts.get(draft_id)
    _require(work, draft.unit)
    return _opened(work, draft)


def find_draft(work: Work, *, code: str) -> Draft:
    """The draft with that code, as scripts name it."""
    drafts = list_drafts(work)
    found = next((draft for draft in drafts if draft.code.casefold() == code.casefold()), None)
    if found is None:
        raise UserError(
            N_("There is no draft “{policy}”. Drafts are: {known}."),
            policy=code,
            known=sorted(draft.code for draft in drafts),
        )
    return found


def read_draft(work: Work, *, code: str) -> Policy:
    """A draft as a policy, to be tried and compared; one with faults is refused with them."""
    reading = _read(work, find_draft(work, code=code))
    if reading.policy is None:
        raise PolicyError(reading.faults)
    return reading.policy


def begin_draft(
    work: Work, *, origin: str, code: str, unit: str | None, title: str = "", since: date | None = None
) -> Draft:
    """Begin a draft from a version (by its hash): a unit's own inside that frame, or a next version."""
    policy = work.policies.by_hash(origin)
    if policy is None:
        raise UserError(N_("The policy to begin from is not in this data file."))
    same = code.casefold() == policy.code.casefold()
    if not same and _newest(work, code) is not None:
        raise UserError(_TAKEN, policy=code)
    if unit:
        work.units.by_code(unit)  # one that does not exist is refused before anything is written for it
    document = begun_from(policy, code=policy.code if same else code, unit=unit, since=since)
    if title:
        document["title"] = title
    examples = work.policies.examples(policy.hash) if same else {}
    return _added(work, Draft(_FIRST, document, policy.hash, examples))


def load_draft(work: Work, *, folder: Path) -> Draft:
    """Take a folder in as a draft, faults and all, in place of the draft of the same code if there is one."""
    loaded = _in_folder(work, folder)
    known = _of_code(work, loaded.code)
    if known is None:
        origin = _newest(work, loaded.code)
        return _added(work, replace(loaded, origin=loaded.frame or (origin.hash if origin else "")))
    _require(work, known.unit)
    _require(work, loaded.unit)
    return _saved(work, known, replace(known, document=loaded.document, examples=loaded.examples))


def replaced_by(work: Work, *, folder: Path) -> Draft | None:
    """The draft whose content would be lost to that of a folder; None where nothing would."""
    loaded = _in_folder(work, folder)
    known = _of_code(work, loaded.code)
    is_same = known is not None and (known.document, known.examples) == (loaded.document, loaded.examples)
    return None if is_same else known


def _in_folder(work: Work, folder: Path) -> Draft:
    texts = folder_texts(folder)
    base = base_of(texts, [each.policy for each in work.policies.all()])
    document, examples = read_parts(texts, base)
    return Draft(_FIRST, document, "", examples)


def _of_code(work: Work, code: str) -> Draft | None:
    return next((each for each in work.drafts.all() if _same(each.code, code)), None)


def save_draft(work: Work, *, draft_id: DraftId, document: Document, revision: int) -> OpenDraft:
    """Keep an edited document; `revision` is that of the draft it was made from."""
    before = work.drafts.get(draft_id)
    _require(work, before.unit)
    after = replace(before, document=tidied(document), revision=revision)
    _require(work, after.unit)
    _refuse_taken(work, after)
    return _opened(work, _saved(work, before, after))


def keep_examples(
    work: Work, *, draft_id: DraftId, examples: Document, revision: int, about: str
) -> OpenDraft:
    """Keep the edited worked examples of a draft; `about` is the title of the one that was edited."""
    before = work.drafts.get(draft_id)
    _require(work, before.unit)
    if before.examples == examples:
        return _opened(work, before)
    saved = work.drafts.save(replace(before, examples=examples, revision=revision))
    work.audit.record("policy.draft_edited", saved.code, example=about)
    return _opened(work, saved)


def sound_policy(work: Work, draft: Draft) -> Policy | None:
    """A draft as a policy whatever its examples say; None while something else in it is wrong."""
    return _read(work, replace(draft, examples={})).policy


def drop_draft(work: Work, *, draft_id: DraftId) -> None:
    """Throw a draft away."""
    draft = work.drafts.get(draft_id)
    _require(work, draft.unit)
    work.drafts.drop(draft_id)
    work.audit.record("policy.draft_dropped", draft.code, unit=draft.unit)


def publish_draft(work: Work, *, draft_id: DraftId) -> Policy:
    """Make a draft the next version of its policy, for ever as it is; one with faults is refused."""
    draft = work.drafts.get(draft_id)
    _require(work, draft.unit)
    document = put(draft.document, ("version",), work.policies.next_version(draft.code))
    reading = _read(work, replace(draft, document=document))
    if reading.policy is None:
        raise UserError(
            N_("{policy} is not published until this is mended: {faults}."),
            policy=draft.code,
            faults="; ".join(fault_words(document, fault) for fault in reading.faults),
        )
    key = work.policies.add(reading.policy)
    if draft.examples:
        work.policies.add_examples(key, draft.examples)
    work.drafts.drop(draft_id)
    policy = reading.policy
    work.audit.record(
        "policy.published", policy.code, version=policy.version, hash=policy.hash, unit=policy.unit
    )
    return policy


def changes_of(opened: OpenDraft) -> tuple[Difference, ...]:
    """What a draft says otherwise than the version it was begun from."""
    return differences_of(opened.origin.document if opened.origin else {}, opened.draft.document)


def _opened(work: Work, draft: Draft) -> OpenDraft:
    return OpenDraft(
        draft,
        _read(work, draft),
        _frame(work, draft),
        work.policies.by_hash(draft.origin) if draft.origin else None,
        work.policies.next_version(draft.code),
    )


def _read(work: Work, draft: Draft) -> Reading:
    """What the reader makes of a draft here, where its unit has to be known too."""
    reading = reading_of(draft, _frame(work, draft))
    if draft.unit is None or any(_same(unit.code, draft.unit) for unit in work.units.all()):
        return reading
    unknown = Problem(MAIN_FILE, None, ("unit",), UserError(N_("there is no unit “{unit}”"), unit=draft.unit))
    return Reading(None, (*reading.faults, unknown))


def _frame(work: Work, draft: Draft) -> Policy | None:
    return None if draft.frame is None else work.policies.by_hash(draft.frame)


def _added(work: Work, draft: Draft) -> Draft:
    _require(work, draft.unit)
    _refuse_taken(work, draft)
    added = work.drafts.add(draft)
    work.audit.record("policy.draft_begun", added.code, unit=added.unit, origin=added.origin)
    return added


def _saved(work: Work, before: Draft, after: Draft) -> Draft:
    """Save an edit with what it changed; one that changes nothing leaves no trace."""
    changes = differences_of(before.document, after.document)
    if not changes and before.examples == after.examples:
        return before
    saved = work.drafts.save(after)
    told = [_told(change) for change in changes[:_MOST_TOLD]]
    work.audit.record("policy.draft_edited", saved.code, changes=told, count=len(changes))
    return saved


def _told(change: Difference) -> dict[str, Any]:
    return {
        "place": list(change.place),
        "kind": change.kind.value,
        "before": change.before,
        "after": change.after,
    }


def _refuse_taken(work: Work, draft: Draft) -> None:
    """A code belongs to what ships, to one unit, and to one draft at a time."""
    if draft.code.casefold() in shipped():
        raise UserError(
            N_("“{policy}” comes with the program and is published with it. Give the draft another code."),
            policy=draft.code,
        )
    newest = _newest(work, draft.code)
    if newest is not None and not _same(newest.unit or "", draft.unit or ""):
        raise UserError(_TAKEN, policy=draft.code)
    for other in work.drafts.all():
        if other.id != draft.id and _same(other.code, draft.code):
            raise UserError(
                N_("There is a draft “{policy}” already. Go on with that one, or throw it away first."),
                policy=draft.code,
            )


def _newest(work: Work, code: str) -> Policy | None:
    versions = [each.policy for each in work.policies.all() if _same(each.policy.code, code)]
    return max(versions, key=lambda policy: policy.version, default=None)


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _may_edit(work: Work, unit: str | None) -> bool:
    try:
        _require(work, unit)
    except UserError:
        return False
    return True


def _require(work: Work, unit: str | None) -> None:
    """A unit's own policy is its personnel officer's; one for everybody concerns the whole workspace."""
    known = {each.code.casefold(): each.id for each in work.units.all()}
    if unit is not None and unit.casefold() in known:
        work.require(Right.EDIT_POLICIES, known[unit.casefold()])
    else:
        work.require_everywhere(Right.EDIT_POLICIES)
