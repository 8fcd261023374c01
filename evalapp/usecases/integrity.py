"""Whether what is stored is what was done: seals against content, rounds against the history."""

from collections import Counter
from collections.abc import Sequence

from evalapp.domain.rounds import Round, Stage
from evalapp.domain.seals import result_seal, round_seal
from evalapp.store.audit import AuditEntry, ChainCheck
from evalapp.store.work import Work
from evalapp.usecases.person_data import left_after_erasure
from evalapp.usecases.rounds import round_subject

#: What reading a row raises that no program of ours has written.
UNREADABLE = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError)


def checked_chain(work: Work) -> ChainCheck:
    """Walk the whole chain; a row that cannot even be read breaks it from the beginning."""
    try:
        return work.audit.check()
    except UNREADABLE:
        return ChainCheck(work.audit.count(), "", 1)


def broken_seals(work: Work, closed: Sequence[Round]) -> tuple[int, list[str]]:
    """Compute every seal of closed rounds again; return how many people that were and what does not fit."""
    checked = 0
    broken: list[str] = []
    erased = left_after_erasure(work)
    for number, each in enumerate(closed):
        work.progress(number, len(closed))
        results = work.rounds.results(each.id)
        misfiled = work.rounds.misfiled(each.id, results)
        where = f"{each.unit_code} {each.period} r{each.revision}"
        for sheet in work.rounds.sheets(each.id):
            checked += 1
            key = sheet.participant.sheet
            result = results.get(key)
            seal = "" if result is None else erased.get(sheet.participant.uid, result.seal)
            if result is None or key in misfiled or seal != result_seal(each, sheet, result.rating):
                broken.append(f"{where} {sheet.participant.code}")
        if each.seal != round_seal(each, [result.seal or "" for result in results.values()]):
            broken.append(where)
    return checked, broken


def broken_history(work: Work, rounds: Sequence[Round]) -> list[str]:
    """Name rounds that were taken away, set back, or put in another's place without this program."""
    there = {round_subject(each): each for each in rounds}
    started = Counter(entry.subject for entry in work.audit.of_actions("round.opened", "round.reopened"))
    begun = started - Counter(entry.subject for entry in work.audit.of_actions("round.discarded"))
    closings = {entry.subject: entry for entry in work.audit.of_actions("round.closed")}
    newest: dict[tuple[str, str, str], int] = {}
    for each in rounds:
        key = (each.unit_code, str(each.period), each.policy.code)
        newest[key] = max(newest.get(key, 0), each.revision)
    broken = sorted(begun - there.keys())
    for subject, each in there.items():
        replaced = each.revision < newest[each.unit_code, str(each.period), each.policy.code]
        as_begun = subject in begun and each.replaced == replaced
        if not (as_begun and _closed_as_told(each, closings.get(subject))):
            broken.append(subject)
    return broken


def broken_evidence(work: Work) -> tuple[int, list[str]]:
    """Compute the hash of every attached file again; return how many there are and which do not fit."""
    total, broken = work.attachments.count(), list[str]()
    photos = {digest: (name,) for digest, name in work.photos.names().items()}
    for number, content in enumerate(work.attachments.check()):
        work.progress(number, total)
        if not content.sound:
            names = content.names or photos.get(content.digest, ())
            broken.append(f"{content.digest[:12]} {', '.join(names)}".strip())
    known = work.attachments.known() | work.photos.hashes()
    for entry in work.audit.of_actions("evidence.attached", "photo.added", "photo.received"):
        detail = entry.detail
        if detail is not None and known.get(str(detail["uid"])) != detail["sha256"]:
            broken.append(f"{entry.subject} {detail['file']}")
    return total, broken


def _closed_as_told(of: Round, closing: AuditEntry | None) -> bool:
    if closing is None or closing.detail is None:
        return of.stage is not Stage.CLOSED
    return of.stage is Stage.CLOSED and of.seal == closing.detail.get("seal") and of.closed_at == closing.at
