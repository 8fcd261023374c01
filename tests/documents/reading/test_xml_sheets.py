"""Workbooks that older programs export as XML Spreadsheet 2003: read as Excel shows them, or refused."""

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from evalapp.base.errors import UserError
from evalapp.documents.reading.cells import BadCell
from evalapp.documents.reading.lists import find_list
from evalapp.documents.reading.specs import PEOPLE
from evalapp.documents.reading.workbook import MergedRange, Workbook, read_workbook

BEGIN = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
 <Styles><Style ss:ID="s1"><Font ss:FontName=".VnTimeH"/></Style></Styles>
"""
LIST = """
 <Worksheet ss:Name="Cán bộ"><Table>
  <Row><Cell ss:MergeAcross="4"><Data ss:Type="String">DANH SÁCH</Data></Cell></Row>
  <Row ss:Index="3">
   <Cell><Data ss:Type="String">Mã CB</Data></Cell><Cell><Data ss:Type="String">Họ và tên</Data></Cell>
   <Cell><Data ss:Type="String">Ngày sinh</Data></Cell><Cell><Data ss:Type="String">Đơn vị</Data></Cell>
   <Cell><Data ss:Type="String">Chức vụ</Data></Cell></Row>
  <Row><Cell><Data ss:Type="String">001</Data></Cell>
   <Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">Nguyễn <B>Thị</B>
 An</ss:Data></Cell>
   <Cell><Data ss:Type="DateTime">1980-02-03T00:00:00.000</Data></Cell>
   <Cell ss:Index="5"><Data ss:Type="String">Trưởng &amp; phó</Data></Cell></Row>
 </Table></Worksheet>
"""
END = "</Workbook>"


def saved(path: Path, *parts: str, encoding: str = "utf-8") -> Path:
    path.write_bytes((BEGIN + "".join(parts) + END).encode(encoding))
    return path


def cells(row: str) -> str:
    return f'<Worksheet ss:Name="a"><Table><Row>{row}</Row></Table></Worksheet>'


def told(workbook: Workbook) -> list[tuple[int, tuple[object, ...]]]:
    return [(row.number, row.cells) for row in workbook.sheets[0].rows]


@pytest.mark.parametrize("name", ["ds.xml", "ds.xls"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_workbook_of_2003_in_xml_is_read_under_either_name(
    tmp_path: Path, name: str, encoding: str
) -> None:
    workbook = read_workbook(saved(tmp_path / name, LIST, encoding=encoding))

    assert workbook.sheets[0].name == "Cán bộ"
    assert told(workbook) == [
        (1, ("DANH SÁCH",)),
        (3, ("Mã CB", "Họ và tên", "Ngày sinh", "Đơn vị", "Chức vụ")),
        (4, ("001", "Nguyễn Thị An", date(1980, 2, 3), None, "Trưởng & phó")),
    ]
    assert workbook.sheets[0].merged == (MergedRange(1, 0, 1, 4),)
    assert find_list(workbook, PEOPLE).rows[0].cells["name"] == "Nguyễn Thị An"


def test_each_kind_of_value_is_what_excel_shows(tmp_path: Path) -> None:
    row = cells(
        '<Cell><Data ss:Type="Number">1980</Data></Cell><Cell><Data ss:Type="Number">8.25</Data></Cell>'
        '<Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2018-07-31T08:30:00.000</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">1899-12-31T08:30:00.000</Data></Cell>'
        '<Cell ss:Formula="=RC[-1]*2"><Data ss:Type="Number">4</Data></Cell>'
        '<Cell ss:Formula="=RC[-1]*2"/><Cell><Data ss:Type="Number">x</Data></Cell>'
    )

    [(_, found)] = told(read_workbook(saved(tmp_path / "a.xml", row)))

    whole, part, truth, fault, moment, hour, computed, unknown, text = found
    assert (whole, part, truth, computed, text) == (Decimal(1980), Decimal("8.25"), True, Decimal(4), "x")
    assert (moment, hour) == (datetime.fromisoformat("2018-07-31T08:30"), time(8, 30))
    assert isinstance(fault, BadCell)
    assert isinstance(unknown, BadCell)


def test_a_hidden_sheet_is_hidden_and_a_font_of_capitals_makes_capitals(tmp_path: Path) -> None:
    hidden = LIST.replace(
        "</Table>",
        '</Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">'
        "<Visible>SheetHidden</Visible></WorksheetOptions>",
    )
    old = cells('<Cell ss:StyleID="s1"><Data ss:Type="String">nguyÔn v¨n an</Data></Cell>')

    workbook = read_workbook(saved(tmp_path / "a.xls", hidden, old))

    assert [sheet.is_visible for sheet in workbook.sheets] == [False, True]
    assert workbook.sheets[1].rows[0].cells == ("NGUYỄN VĂN AN",)


LAUGHS = "".join(
    f'<!ENTITY l{number} "{f"&l{number - 1};" * 10 if number else "ha"}">' for number in range(12)
)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (BEGIN.replace("<Workbook", f"<!DOCTYPE x [{LAUGHS}]><Workbook") + LIST + END, "declarations"),
        (
            BEGIN.replace("<Workbook", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><Workbook') + END,
            "declarations",
        ),
        (BEGIN + cells('<Cell ss:Index="9999999"><Data ss:Type="String">a</Data></Cell>') + END, "more than"),
        (BEGIN + cells('<Cell ss:MergeAcross="9999999"/>') + END, "more than"),
        (BEGIN + LIST.replace('Index="3"', 'Index="2000000"') + END, "more than"),
        (BEGIN + '<Worksheet ss:Name="a"/>' * 1001 + END, "more than"),
        (BEGIN + LIST, "damaged"),
        (BEGIN + LIST.replace('Index="3"', 'Index="0"') + END, "damaged"),
        (BEGIN + "<Table>" * 400_000 + END, "damaged"),
    ],
)
def test_what_is_hostile_or_broken_is_refused_in_a_sentence(tmp_path: Path, content: str, why: str) -> None:
    file = tmp_path / "a.xml"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(UserError, match=why):
        read_workbook(file)


def test_declarations_are_found_in_another_encoding_too(tmp_path: Path) -> None:
    content = BEGIN.replace("<Workbook", f"<!DOCTYPE x [{LAUGHS}]><Workbook") + LIST + END

    for encoding in ("utf-16", "utf-16-le"):
        (tmp_path / "a.xml").write_bytes(content.encode(encoding))
        with pytest.raises(UserError, match=r"declarations|not a workbook"):
            read_workbook(tmp_path / "a.xml")


def test_many_rows_that_hold_nothing_but_their_places_are_too_many(tmp_path: Path) -> None:
    row = '<Row><Cell ss:Index="16000"><Data ss:Type="Number">1</Data></Cell></Row>'

    with pytest.raises(UserError, match="more than"):
        read_workbook(
            saved(tmp_path / "a.xml", f'<Worksheet ss:Name="a"><Table>{row * 400}</Table></Worksheet>')
        )


def test_an_xml_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text("<?xml version='1.0'?><list><person>An</person></list>", encoding="utf-8")

    with pytest.raises(UserError, match="not a workbook"):
        read_workbook(file)
