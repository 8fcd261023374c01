"""Photos of a visit: taken in one by one, put in order, marked on a copy, removed, proved."""

from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.domain.inspections import Visit
from evalapp.domain.photos import Mark, MarkKind, Photo
from evalapp.domain.rights import UserRole
from evalapp.store.workspace import Workspace
from evalapp.usecases.checking import check_workspace
from evalapp.usecases.evidence import Pasted
from evalapp.usecases.photos import (
    MARKED,
    ORIGINAL,
    PICTURE,
    describe_photo,
    list_photos,
    mark_photo,
    open_photo,
    photo_thumbnails,
    remove_photo,
    save_photo,
    set_photo_rules,
)
from tests import make, photos, visiting
from tests.store.outside import tamper

ARROW = Mark(MarkKind.ARROW, 1000, 1000, 5000, 5000)
FACE = Mark(MarkKind.BLUR, 6000, 1000, 8000, 4000)


@pytest.fixture
def office(tmp_path: Path) -> tuple[Workspace, Visit]:
    return visiting.visited(tmp_path)


def pictures(*names: str) -> list[Pasted]:
    return [Pasted(name, photos.photo((40 + n, 30))) for n, name in enumerate(names)]


def listed(of: Workspace, visit: Visit) -> list[Photo]:
    with of.work() as work:
        return list_photos(work, visit_id=visit.id)


def opened(of: Workspace, photo: Photo, what: str) -> bytes:
    with of.work() as work:
        return open_photo(work, photo_id=photo.id, what=what)[1]


def test_one_bad_photo_among_good_ones_is_told_and_the_others_are_there(
    office: tuple[Workspace, Visit],
) -> None:
    workspace, visit = office
    bad = [Pasted("bom.png", photos.bomb()), Pasted("IMG_2.HEIC", photos.heic())]

    outcome = visiting.take(workspace, visit, *pictures("a.jpg"), *bad, *pictures("b.jpg", "c.jpg")[1:])

    assert [each.name for each in outcome.added] == ["a.jpg", "c.jpg"]
    assert [each.name for each in outcome.refused] == ["bom.png", "IMG_2.HEIC"]
    assert [each.name for each in listed(workspace, visit)] == ["a.jpg", "c.jpg"]


def test_a_photo_taken_in_twice_stands_once(office: tuple[Workspace, Visit]) -> None:
    workspace, visit = office
    visiting.take(workspace, visit)

    again = visiting.take(workspace, visit, Pasted("bản sao.jpg", photos.photo()))

    assert (again.added, again.same) == ((), ("bản sao.jpg",))
    assert len(listed(workspace, visit)) == 1


def test_a_camera_whose_clock_is_another_day_is_asked_about_not_refused(
    office: tuple[Workspace, Visit],
) -> None:
    workspace, visit = office

    outcome = visiting.take(workspace, visit, Pasted("IMG_1.jpg", photos.photo(taken="2017:01:01 08:00:00")))

    assert len(outcome.added) == 1
    assert "2017-01-01" in str(outcome.doubts[0].reason)


def test_a_photo_goes_to_a_finding_of_its_own_visit_only(office: tuple[Workspace, Visit]) -> None:
    workspace, visit = office
    with workspace.work() as work:
        other = work.inspections.by_number("06/BB")

    [photo] = visiting.take(workspace, visit, finding_id=visit.findings[0].id).added

    assert photo.finding == visit.findings[0].id
    with pytest.raises(UserError, match="has no finding"):
        visiting.take(workspace, other, finding_id=visit.findings[0].id)


def test_photos_are_put_in_order_and_described(office: tuple[Workspace, Visit]) -> None:
    workspace, visit = office
    added = visiting.take(workspace, visit, *pictures("a.jpg", "b.jpg", "c.jpg")).added

    with workspace.work() as work:
        describe_photo(work, photo_id=added[2].id, caption="  Bàn   trống ", place=1)

    assert [(each.name, each.place, each.caption) for each in listed(workspace, visit)] == [
        ("c.jpg", 1, "Bàn trống"),
        ("a.jpg", 2, ""),
        ("b.jpg", 3, ""),
    ]


def test_marks_are_drawn_on_a_copy_and_can_be_taken_away_again(office: tuple[Workspace, Visit]) -> None:
    workspace, visit = office
    came = photos.photo()
    [photo] = visiting.take(workspace, visit).added
    plain = opened(workspace, photo, PICTURE)

    with workspace.work() as work:
        marked = mark_photo(work, photo_id=photo.id, marks=[ARROW, FACE])
        small = photo_thumbnails(work, visit_id=visit.id)[photo.id]
    shown = opened(workspace, marked, MARKED)
    with workspace.work() as work:
        cleared = mark_photo(work, photo_id=photo.id, marks=[])
        small_again = photo_thumbnails(work, visit_id=visit.id)[photo.id]

    assert (marked.marks, cleared.marks, cleared.marked) == ((ARROW, FACE), (), None)
    assert shown != plain
    assert small != small_again
    assert opened(workspace, cleared, PICTURE) == plain
    assert opened(workspace, cleared, ORIGINAL) == came


def test_only_the_hash_of_an_original_is_kept_where_the_office_chose_so(
    office: tuple[Workspace, Visit], tmp_path: Path
) -> None:
    workspace, visit = office
    with workspace.work() as work:
        set_photo_rules(work, keeps_originals=False)

    [photo] = visiting.take(workspace, visit, Pasted("IMG_1.jpg", photos.photo((3000, 2000)))).added

    with workspace.work() as work, pytest.raises(UserError, match="only the hash of the original"):
        save_photo(work, photo_id=photo.id, out=tmp_path / "x.jpg", what=ORIGINAL)
    with workspace.work() as work:
        assert save_photo(work, photo_id=photo.id, out=tmp_path).name == "IMG_1.jpg"


def test_a_photo_is_removed_once_with_a_reason_and_stays_on_record(office: tuple[Workspace, Visit]) -> None:
    workspace, visit = office
    [photo] = visiting.take(workspace, visit).added

    with workspace.work() as work, pytest.raises(UserError, match="needs a reason"):
        remove_photo(work, photo_id=photo.id, reason=" ")
    with workspace.work() as work:
        remove_photo(work, photo_id=photo.id, reason="Chụp nhầm phòng")

    [kept] = listed(workspace, visit)
    assert (kept.stands, kept.removed) == (False, "Chụp nhầm phòng")
    with workspace.work() as work, pytest.raises(UserError, match="removed already"):
        mark_photo(work, photo_id=photo.id, marks=[ARROW])


def test_who_may_only_look_takes_no_photo_in(office: tuple[Workspace, Visit]) -> None:
    workspace, visit = office
    visiting.take(workspace, visit)
    make.sign_in_as(workspace, UserRole.AUDITOR)

    with pytest.raises(UserError, match="may not log inspections"):
        visiting.take(workspace, visit)
    assert len(listed(workspace, visit)) == 1


def test_a_photo_changed_behind_the_programs_back_is_found(office: tuple[Workspace, Visit]) -> None:
    workspace, visit = office
    [photo] = visiting.take(workspace, visit).added
    workspace.close()
    tamper(
        workspace.path,
        f"UPDATE file_content SET data = x'FFD8FF00' WHERE sha256 = '{photo.picture}'",
        "UPDATE visit_photo SET original_sha256 = 'abc'",
    )

    again = Workspace.open(workspace.path)
    with again.work() as work:
        checked = check_workspace(work)
    again.close()

    assert not checked.ok
    assert any("IMG_1.jpg" in each for each in checked.files_broken)
    assert len(checked.files_broken) == 2
