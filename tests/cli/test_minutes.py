"""Photos and minutes of a visit on the command line."""

from pathlib import Path

import pypdfium2
import pytest

from tests import photos, visiting
from tests.cli.run import Console


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    workspace, _ = visiting.visited(tmp_path)
    workspace.close()
    return Console(workspace.path, capsys)


def card(folder: Path) -> Path:
    """A camera's folder with two photos, one that is cut off, and something else."""
    at = folder / "DCIM"
    at.mkdir()
    (at / "IMG_2.jpg").write_bytes(photos.photo((40, 30)))
    (at / "IMG_10.jpg").write_bytes(photos.photo((50, 30)))
    (at / "IMG_11.jpg").write_bytes(photos.photo((900, 900))[:900])
    (at / "ghi chú.txt").write_text("x", encoding="utf-8")
    return at


def test_a_camera_folder_is_taken_in_and_what_is_wrong_with_one_photo_is_said(
    console: Console, tmp_path: Path
) -> None:
    came = card(tmp_path)

    answer = console.json("inspection", "photo", "add", "05/BB", came)
    again = console.json("inspection", "photo", "add", "05/BB", came)
    [first, second] = console.json("inspection", "photo", "list", "05/BB")["photos"]

    assert [each["file"] for each in answer["added"]] == ["IMG_2.jpg", "IMG_10.jpg"]
    assert [each["file"] for each in answer["refused"]] == ["IMG_11.jpg"]
    assert (answer["other_files"], again["added"], len(again["same"])) == (1, [], 2)
    assert (first["place"], second["place"]) == (1, 2)


def test_a_photo_is_described_marked_saved_and_removed(console: Console, tmp_path: Path) -> None:
    [photo] = console.json(
        "inspection", "photo", "add", "05/BB", file_of(tmp_path), "--caption", "Bàn trống"
    )["added"]
    key = str(photo["id"])

    marked = console.json("inspection", "photo", "mark", key, "--arrow", "10,10,50,50")["photos"][0]
    saved = console.json("inspection", "photo", "save", key, tmp_path / "original.jpg", "--what", "original")
    refused = console("inspection", "photo", "mark", key, "--blur", "10,10,500,50")
    removed = console.json("inspection", "photo", "remove", key, "--reason", "Chụp nhầm")["photos"][0]

    assert (photo["caption"], marked["marks"], marked["sha256"]) == ("Bàn trống", 1, photo["sha256"])
    assert Path(saved["written"]).read_bytes() == photos.photo()
    assert (refused.code, "do not fit the photo" in refused.err) == (1, True)
    assert removed["removed"]["reason"] == "Chụp nhầm"


def file_of(folder: Path) -> Path:
    file = folder / "IMG_1.jpg"
    file.write_bytes(photos.photo())
    return file


def test_what_is_kept_of_photos_is_chosen_for_the_data_file(console: Console) -> None:
    assert console.json("inspection", "photo", "rules") == {"originals": "keep", "gps": "strip"}

    changed = console.json("inspection", "photo", "rules", "--originals", "hash", "--gps", "keep")

    assert changed == {"originals": "hash", "gps": "keep"}
    assert console.json("inspection", "photo", "rules") == changed


def test_minutes_are_written_down_signed_corrected_and_printed(console: Console, tmp_path: Path) -> None:
    signing = ("--team", "Nguyễn Văn An; Trưởng đoàn", "--unit", "Đỗ Thị An; Trưởng phòng")
    draft = console.json("inspection", "minutes", "05/BB", "--out", tmp_path / "draft.pdf")

    console.json(
        "inspection", "write", "05/BB", "--opinion", "Nhất trí", "--ended", "11:25",
        "--recommend", "Niêm yết lại; Phòng Nội vụ; 2018-07-20",
    )  # fmt: skip
    unseen = console("inspection", "sign", "05/BB", *signing, "--refused", "không đồng ý")
    first = console.json("inspection", "sign", "05/BB", *signing)
    console.json("inspection", "write", "05/BB", "--opinion", "Nhất trí, có bổ sung")
    second = console.json("inspection", "sign", "05/BB", "--reason", "Bổ sung ý kiến")
    printed = console.json("inspection", "minutes", "05/BB", "--version", "1", "--out", tmp_path / "v1.pdf")

    assert draft["versions"] == []
    assert (unseen.code, "enter a witness" in unseen.err) == (1, True)
    assert [each["version"] for each in second["versions"]] == [1, 2]
    assert second["versions"][0] == first["versions"][0]
    with pypdfium2.PdfDocument(Path(printed["written"])) as pdf:
        text = pdf[0].get_textpage().get_text_range()
    assert "Nhất trí" in text
    assert "bổ sung" not in text
    assert first["versions"][0]["seal"][:4] in text


def test_a_version_that_was_never_signed_cannot_be_printed(console: Console, tmp_path: Path) -> None:
    answer = console("inspection", "minutes", "05/BB", "--version", "3", "--out", tmp_path / "x.pdf")

    assert (answer.code, "there is no version 3" in answer.err) == (1, True)
    assert not (tmp_path / "x.pdf").exists()


def test_writing_down_says_what_was_kept_and_what_comes_next(console: Console) -> None:
    asked = ("--recommend", "Niêm yết; NV007; 2018-08-20")
    writing = ("inspection", "write", "05/BB", "--opinion", "Nhất trí", *asked)
    first = console(*writing)
    again = console(*writing)
    signed = console("inspection", "sign", "05/BB", "--team", "Nguyễn Văn An", "--unit", "Đỗ Thị An")
    later = console("inspection", "write", "05/BB", "--conclusion", "Đạt")
    remedies = console.json("remedy", "list", "--source", "minutes")["remedies"]
    checked = console("workspace", "check")

    assert "Written down for the minutes 05/BB: opinion of the unit, recommendations." in first.out
    assert "nothing was changed" in again.out
    assert "1 recommendation is followed up as remedies until its day" in signed.out
    assert "Version 1 was signed before and stays" in later.out
    [remedy] = remedies
    assert (remedy["number"], remedy["owner"], remedy["due"]) == ("05/BB", "NV007", "2018-08-20")
    assert "1 signed version of minutes checked" in checked.out


def test_a_visit_is_shown_with_its_photos_its_words_and_what_was_signed(
    console: Console, tmp_path: Path
) -> None:
    [photo] = console.json("inspection", "photo", "add", "05/BB", file_of(tmp_path))["added"]
    console("inspection", "write", "05/BB", "--opinion", "Nhất trí", "--recommend", "Niêm yết; ; 2018-08-20")
    console("inspection", "sign", "05/BB", "--team", "Nguyễn Văn An", "--unit", "Đỗ Thị An")

    shown = console("inspection", "show", "05/BB").out
    whole = console.json("inspection", "show", "05/BB")

    [version] = whole["minutes"]["versions"]
    for words in (
        f"SHA-256 {photo['sha256']}", "Nhất trí", "1. Niêm yết · until 20/08/2018", "Head of the team: Ng",
        f"content: {version['hash']}", f"Seal: {version['seal']}",
    ):  # fmt: skip
        assert words in shown
    assert [each["sha256"] for each in whole["photos"]] == [photo["sha256"]]
    assert whole["recommendations"] == [{"text": "Niêm yết", "whom": None, "due": "2018-08-20"}]
