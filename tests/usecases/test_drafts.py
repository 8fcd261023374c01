from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.periods import Period
from evalapp.domain.policy.drafts import Draft, put
from evalapp.domain.policy.model import Policy
from evalapp.domain.policy.problems import PolicyError
from evalapp.domain.rights import UserRole
from evalapp.store.workspace import Workspace
from evalapp.usecases.drafts import (
    begin_draft,
    changes_of,
    drop_draft,
    list_drafts,
    load_draft,
    open_draft,
    publish_draft,
    save_draft,
)
from evalapp.usecases.history import list_history
from evalapp.usecases.policies import shipped
from evalapp.usecases.policy_exchange import write_folder
from evalapp.usecases.rounds import open_round
from tests import make

FRAME = shipped()["hn-3814-2018"]
AUGUST = Period.parse("2018-08")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    made = make.office(tmp_path)
    yield made
    made.close()


def begun(office: Workspace, code: str = "own", **more: Any) -> Draft:
    with office.work() as work:
        return begin_draft(work, origin=FRAME.hash, code=code, unit=make.OFFICE, **more)


def edited(office: Workspace, draft: Draft, path: tuple[Any, ...], value: Any) -> Draft:
    with office.work() as work:
        document = put(draft.document, path, value)
        return save_draft(work, draft_id=draft.id, document=document, revision=draft.revision).draft


def published(office: Workspace, draft: Draft) -> Policy:
    with office.work() as work:
        return publish_draft(work, draft_id=draft.id)


def actions(office: Workspace) -> list[str]:
    with office.work() as work:
        return [entry.action for entry in list_history(work, most=5)]


def test_every_edit_is_kept_with_what_it_changed(office: Workspace) -> None:
    draft = begun(office)

    edited(office, draft, ("quota", 0, "percent"), 25)

    with office.work() as work:
        entry = list_history(work, most=1)[0]
        opened = open_draft(work, draft_id=draft.id)
    assert entry.action == "policy.draft_edited"
    assert ("quota", "#A", "percent") in [change.place for change in changes_of(opened)]
    assert '"quota"' in str(entry.detail).replace("'", '"')


def test_an_edit_that_changes_nothing_leaves_no_trace(office: Workspace) -> None:
    draft = begun(office)
    before = actions(office)

    again = edited(office, draft, ("unit",), make.OFFICE)

    assert again.revision == 1
    assert actions(office) == before


def test_an_edit_made_from_an_older_text_is_refused(office: Workspace) -> None:
    draft = begun(office)
    edited(office, draft, ("title",), "Một")

    with pytest.raises(UserError, match="changed elsewhere"):
        edited(office, draft, ("title",), "Hai")

    with office.work() as work:
        assert list_drafts(work)[0].title == "Một"


def test_a_published_version_is_the_draft_with_the_next_number_and_the_draft_is_gone(
    office: Workspace,
) -> None:
    first = published(office, begun(office))
    with office.work() as work:
        second_draft = begin_draft(work, origin=first.hash, code="own", unit=None)

    second = published(office, edited(office, second_draft, ("title",), "Bản sau"))

    assert (first.version, second.version) == (1, 2)
    assert (second.unit, second.extends) == (make.OFFICE, FRAME.hash)
    assert actions(office)[0] == "policy.published"
    with office.work() as work:
        assert list_drafts(work) == []


def test_months_opened_afterwards_go_by_the_new_version_and_open_months_keep_theirs(
    office: Workspace,
) -> None:
    july = make.opened(office)

    published(office, begun(office))

    with office.work() as work:
        august = open_round(work, unit=work.units.by_code(make.OFFICE).id, period=AUGUST)
        assert work.rounds.get(july.id).policy.code == FRAME.code
    assert august.round.policy.code == "own"


def test_a_version_holds_from_its_first_day_and_the_one_before_until_then(office: Workspace) -> None:
    first = published(office, begun(office))
    with office.work() as work:
        draft = begin_draft(work, origin=first.hash, code="own", unit=None)
    published(office, edited(office, draft, ("effective_from",), "2018-08-01"))

    july = make.opened(office)
    with office.work() as work:
        august = open_round(work, unit=work.units.by_code(make.OFFICE).id, period=AUGUST)

    assert (july.policy.version, august.round.policy.version) == (1, 2)


def test_a_version_that_ends_gives_way_to_the_frame_again(office: Workspace) -> None:
    first = published(office, begun(office))
    with office.work() as work:
        draft = begin_draft(work, origin=first.hash, code="own", unit=None)
    published(office, edited(office, draft, ("effective_to",), "2018-07-31"))

    with office.work() as work:
        august = open_round(work, unit=work.units.by_code(make.OFFICE).id, period=AUGUST)

    assert august.round.policy.code == FRAME.code


def test_a_draft_whose_own_example_does_not_come_out_is_not_published(
    office: Workspace, tmp_path: Path
) -> None:
    draft = begun(office)
    with office.work() as work:
        write_folder(work, document=draft.document, folder=tmp_path / "own")
    case = '{ id = "n", form = "staff", points = { I = 20, II = 70 }, expect = { total = "91" } }'
    (tmp_path / "own" / "cases.toml").write_text(
        f'[[example]]\ntitle = "x"\nperiod = "2018-07"\ncase = [{case}]\n', encoding="utf-8"
    )
    with office.work() as work:
        loaded = load_draft(work, folder=tmp_path / "own")

    with pytest.raises(UserError, match="example 1, case 1, expected outcome: total comes out as"):
        published(office, loaded)

    with office.work() as work:
        assert [each.code for each in list_drafts(work)] == ["own"]


def test_the_examples_of_a_version_go_along_when_it_is_written_out(office: Workspace, tmp_path: Path) -> None:
    draft = begun(office)
    with office.work() as work:
        write_folder(work, document=draft.document, folder=tmp_path / "own")
    case = '{ id = "n", form = "staff", points = { I = 20, II = 70 }, expect = { total = "90" } }'
    examples = f'[[example]]\ntitle = "x"\nperiod = "2018-07"\ncase = [\n  {case},\n]\n'
    (tmp_path / "own" / "cases.toml").write_text(examples, encoding="utf-8")
    with office.work() as work:
        version = publish_draft(work, draft_id=load_draft(work, folder=tmp_path / "own").id)

    with office.work() as work:
        write_folder(work, document=version.document, folder=tmp_path / "out")

    assert case in (tmp_path / "out" / "cases.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("hn-3814-2018", "comes with the program"),
        ("HN-3814-2018", "comes with the program"),
        ("own", "already"),
    ],
)
def test_a_code_that_is_taken_is_refused(office: Workspace, code: str, expected: str) -> None:
    begun(office)

    with pytest.raises(UserError, match=expected):
        begun(office, code)


def test_the_code_of_another_unit_s_policy_cannot_be_taken_by_renaming(office: Workspace) -> None:
    published(office, begun(office, "theirs"))
    with office.work() as work:
        draft = begin_draft(work, origin=FRAME.hash, code="mine", unit=None)

    with pytest.raises(UserError, match="is taken already"):
        edited(office, draft, ("code",), "theirs")


def test_a_draft_for_a_unit_that_does_not_exist_is_not_published(office: Workspace) -> None:
    draft = edited(office, begun(office), ("unit",), "NOWHERE")

    with pytest.raises(UserError, match="there is no unit “NOWHERE”"):
        published(office, draft)


def test_only_who_keeps_the_policies_of_a_unit_works_on_its_drafts(office: Workspace) -> None:
    draft = begun(office)
    make.sign_in_as(office, UserRole.HEAD, unit=make.OFFICE)

    with office.work() as work:
        assert list_drafts(work) == []
    with pytest.raises(UserError, match="may not"):
        edited(office, draft, ("title",), "x")
    with pytest.raises(UserError, match="may not"):
        published(office, draft)
    with office.work() as work, pytest.raises(UserError, match="may not"):
        drop_draft(work, draft_id=draft.id)


def test_a_unit_s_officer_cannot_make_a_policy_for_everybody(office: Workspace) -> None:
    draft = begun(office)
    make.sign_in_as(office, UserRole.PERSONNEL, unit=make.OFFICE)

    kept = edited(office, draft, ("title",), "Của đơn vị")

    with pytest.raises(UserError, match="may not"):
        edited(office, kept, ("unit",), None)


def test_a_folder_with_faults_becomes_a_draft_to_be_mended(office: Workspace, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text('code = "x"\ntitle = 5\nforms = ["staff"]\n', encoding="utf-8")
    (tmp_path / "staff.toml").write_text('code = "staff"\n', encoding="utf-8")

    with office.work() as work:
        draft = load_draft(work, folder=tmp_path)
        faults = open_draft(work, draft_id=draft.id).reading.faults

    assert len(faults) > 3
    assert ("title",) in [fault.path for fault in faults]


def test_a_folder_that_is_no_toml_is_no_draft(office: Workspace, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text("code = \n", encoding="utf-8")

    with office.work() as work, pytest.raises(PolicyError, match=r"policy\.toml:1"):
        load_draft(work, folder=tmp_path)
