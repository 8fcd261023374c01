"""Evidence on the command line: attached, listed, written out, removed, checked."""

from pathlib import Path

from tests import files
from tests.cli.run import Answer, Console

WHO = ("--person", "NV003")


def written(folder: Path, name: str = "Biên bản.pdf", data: bytes | None = None) -> Path:
    path = folder / name
    path.write_bytes(files.pdf() if data is None else data)
    return path


def evidence(console: Console, verb: str, *words: str | Path) -> Answer:
    return console.month("evidence", verb, *WHO, *words)


def test_a_file_is_attached_to_a_row_and_listed_with_all_that_is_known(
    scored: Console, tmp_path: Path
) -> None:
    added = evidence(scored, "add", "--row", "I.1", written(tmp_path))
    listed = scored.month("evidence", "list")

    [file] = added.json["evidence"]
    assert set(added.json) == {"unit", "period", "policy", "evidence"}
    assert (file["person"], file["row"], file["file"], file["kind"]) == (
        "NV003", "I.1", "Biên bản.pdf", "pdf",
    )  # fmt: skip
    assert (file["size"], len(file["sha256"]), file["by"], file["removed"]) == (
        len(files.pdf()), 64, "local", None,
    )  # fmt: skip
    assert listed.json == added.json


def test_a_file_of_a_wrong_kind_is_refused_and_nothing_comes_in(scored: Console, tmp_path: Path) -> None:
    answer = evidence(scored, "add", written(tmp_path), written(tmp_path, "b.pdf", b"MZ"))

    assert answer.code == 1
    assert "none of the kinds of file" in answer.json["refused"][0]["reason"]
    assert scored.month("evidence", "list").json["evidence"] == []


def test_a_copy_is_written_out_as_it_came_in(scored: Console, tmp_path: Path) -> None:
    [file] = evidence(scored, "add", written(tmp_path)).json["evidence"]
    out = tmp_path / "ra"
    out.mkdir()

    answer = evidence(scored, "save", "--id", str(file["id"]), out)

    assert answer.json == {"written": str(out / "Biên bản.pdf"), "sha256": file["sha256"]}
    assert (out / "Biên bản.pdf").read_bytes() == files.pdf()


def test_a_removed_file_stays_in_the_list_with_its_reason(scored: Console, tmp_path: Path) -> None:
    [file] = evidence(scored, "add", written(tmp_path)).json["evidence"]

    evidence(scored, "remove", "--id", str(file["id"]), "--reason", "Đính nhầm")

    [listed] = scored.month("evidence", "list").json["evidence"]
    assert (listed["removed"]["reason"], listed["removed"]["by"]) == ("Đính nhầm", "local")
    assert evidence(scored, "remove", "--id", str(file["id"])).code == 2


def test_another_persons_file_is_not_found_under_this_one(scored: Console, tmp_path: Path) -> None:
    [file] = evidence(scored, "add", written(tmp_path)).json["evidence"]

    answer = scored.month(
        "evidence", "save", "--person", "NV004", "--id", str(file["id"]), tmp_path / "x.pdf"
    )

    assert answer.code == 1
    assert "has no evidence file" in answer.err
    assert not (tmp_path / "x.pdf").exists()


def test_the_check_tells_of_evidence_where_there_is_any(scored: Console, tmp_path: Path) -> None:
    before = scored.json("workspace", "check")
    evidence(scored, "add", written(tmp_path))

    after = scored.json("workspace", "check")

    assert "evidence" not in before
    assert after["evidence"] == {"checked": 1, "broken": []}


def test_the_largest_size_is_shown_and_chosen(scored: Console, tmp_path: Path) -> None:
    assert scored.json("evidence", "limit") == {"largest_mb": 10}

    scored.json("evidence", "limit", "1")
    answer = evidence(scored, "add", written(tmp_path, data=files.pdf() + b"\0" * (1 << 20)))

    assert answer.code == 1
    assert "larger than the 1 MB" in answer.err
